package dev.rota.shared.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * One page of a list.
 *
 * @param next the cursor of the next page, absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        @Schema(required = true) List<T> items,

        @Schema(description = "Send as `cursor` to get the next page. Absent on the last page.")
        String next) {

    /** The response, with a link to the next page (RFC 8288). */
    public RestResponse<Page<T>> response(UriInfo uri) {
        return linked(this, next, uri);
    }

    /** @param next the cursor of the linked page; {@code null} for no link */
    public static <B> RestResponse<B> linked(B body, String next, UriInfo uri) {
        var response = RestResponse.ResponseBuilder.ok(body);
        if (next != null) {
            var link =
                    uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build();
            response.header(HttpHeaders.LINK, "<" + link.getRawPath() + "?" + link.getRawQuery() + ">; rel=\"next\"");
        }
        return response.build();
    }
}

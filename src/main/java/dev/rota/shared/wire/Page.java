package dev.rota.shared.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
            response.header(HttpHeaders.LINK, "<" + address(uri, next) + ">; rel=\"next\"");
        }
        return response.build();
    }

    /** Not from the request's URI, which needs a Host. */
    private static String address(UriInfo uri, String next) {
        var query = new TreeMap<String, List<String>>(uri.getQueryParameters());
        query.put("cursor", List.of(next));
        return uri.getPath()
                + query.entrySet().stream()
                        .flatMap(parameter -> parameter.getValue().stream()
                                .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}

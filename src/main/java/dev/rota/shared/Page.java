package dev.rota.shared;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
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

    public static final String DEFAULT_LIMIT = "100";
    public static final int MAX_LIMIT = 500;

    /**
     * @param rows one row more than {@code limit} where there is a next page
     * @param cursor where a page that ends with this row ends
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, T> view, Function<R, Cursor> cursor) {
        boolean more = rows.size() > limit;
        var items = (more ? rows.subList(0, limit) : rows).stream().map(view).toList();
        return new Page<>(items, more ? cursor.apply(rows.get(limit - 1)).toString() : null);
    }

    /** The answer, with the next page's address as a link (RFC 8288). */
    public RestResponse<Page<T>> response(UriInfo uri) {
        return linked(this, next, uri);
    }

    /** @param next the cursor of the page that the link leads to; {@code null} for no link */
    static <B> RestResponse<B> linked(B body, String next, UriInfo uri) {
        var response = RestResponse.ResponseBuilder.ok(body);
        if (next != null) {
            var link =
                    uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build();
            response.header(HttpHeaders.LINK, "<" + link.getRawPath() + "?" + link.getRawQuery() + ">; rel=\"next\"");
        }
        return response.build();
    }
}

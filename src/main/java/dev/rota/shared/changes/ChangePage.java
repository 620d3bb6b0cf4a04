package dev.rota.shared.changes;

import dev.rota.shared.wire.Page;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** A page of a change feed. Unlike a list of {@link Page}s, a change feed has no last page. */
public record ChangePage<T>(
        @Schema(required = true) List<T> items,

        @Schema(required = true, description = "Send as `cursor` to get later changes, at once or at any later time.")
        String next,

        @Schema(required = true, description = "Whether more changes are there already.")
        boolean more) {

    public <R> ChangePage<R> map(Function<? super T, R> response) {
        return new ChangePage<>(items.stream().map(response).toList(), next, more);
    }

    /** The response, with a link to the next page if there are more changes already. */
    public RestResponse<ChangePage<T>> response(UriInfo uri) {
        return Page.linked(this, more ? next : null, uri);
    }
}

package dev.rota.shared;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** Some of what happened, in order, and from where to go on: unlike a {@link Page}, it has no last one. */
public record Feed<T>(
        @Schema(required = true) List<T> items,

        @Schema(
                required = true,
                description = "Send as `cursor` to get what happened after these items, at once or at any later time.")
        String next,

        @Schema(required = true, description = "Whether there is more to get at once.")
        boolean more) {

    public <R> Feed<R> map(Function<? super T, R> view) {
        return new Feed<>(items.stream().map(view).toList(), next, more);
    }

    /** The answer, with the address of what follows as a link if there is more at once. */
    public RestResponse<Feed<T>> response(UriInfo uri) {
        return Page.linked(this, more ? next : null, uri);
    }
}

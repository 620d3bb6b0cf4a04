package dev.rota.board.page;

import dev.rota.board.session.Board;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What browsers are told to refuse on pages: anything from elsewhere, anything inline, and being framed. */
@ApplicationScoped
class PageHeaders {

    private static final int PRIORITY = 230;

    /** No form-action: where a session has ended, the answer to a form leads to the provider. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    void register(@Observes Filters filters) {
        filters.register(PageHeaders::add, PRIORITY);
    }

    /** Pages are for sessions. A token that the API knows, in the same JVM, would be one here, too. */
    private static void withoutToken(MultiMap headers) {
        String sent = headers.get(HttpHeaders.AUTHORIZATION);
        if (sent != null && sent.regionMatches(true, 0, "Bearer", 0, "Bearer".length())) {
            headers.remove(HttpHeaders.AUTHORIZATION);
        }
    }

    private static void add(RoutingContext context) {
        if (Board.serves(context.request().path())) {
            withoutToken(context.request().headers());
            context.response()
                    .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                    .putHeader("Referrer-Policy", "same-origin")
                    .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        }
        context.next();
    }
}

package dev.rota.board.session;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.ServerCookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives the cookies of a session the prefix {@code __Host-}, by which browsers keep them from other hosts of the same
 * domain, and take none of theirs (RFC 6265bis, 4.1.3.2). Quarkus 3.33 has names of its own for them.
 */
@ApplicationScoped
class HostCookies {

    private static final String PREFIX = "__Host-";
    /** With which Quarkus begins them. */
    private static final String OWN = "q_";

    private static final int PRIORITY = 240;

    void register(@Observes Filters filters) {
        filters.register(HostCookies::rename, PRIORITY);
    }

    private static void rename(RoutingContext context) {
        incoming(context.request().headers());
        context.addHeadersEndHandler(end -> outgoing(context));
        context.next();
    }

    /** Those without the prefix may be somebody else's. */
    static void incoming(MultiMap headers) {
        String cookies = headers.getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(cookie -> !cookie.startsWith(OWN))
                .map(cookie -> cookie.startsWith(PREFIX + OWN) ? cookie.substring(PREFIX.length()) : cookie)
                .collect(Collectors.joining("; "));
        headers.remove(HttpHeaders.COOKIE);
        if (!cookies.isEmpty()) {
            headers.set(HttpHeaders.COOKIE, cookies);
        }
    }

    /** Vert.x writes what has changed after this, under the name that it has. */
    private static void outgoing(RoutingContext context) {
        for (Cookie cookie : List.copyOf(context.request().cookies())) {
            if (cookie.getName().startsWith(OWN) && cookie instanceof ServerCookie changed && changed.isChanged()) {
                context.response().headers().add(HttpHeaders.SET_COOKIE, PREFIX + cookie.encode());
                changed.setChanged(false);
            }
        }
    }
}

package dev.rota.shared.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Refuses requests that a proxy may understand in another way, where they end or for which host they are, and closes the
 * connection: what follows could be somebody else's request (RFC 9112, 11.2). Netty itself refuses most of them before
 * there is a request, such as those with both lengths.
 */
@ApplicationScoped
class Framing {

    private static final Pattern ABSOLUTE = Pattern.compile("https?://([^/?#]+)/.*", Pattern.CASE_INSENSITIVE);

    void register(@Observes Filters filters) {
        filters.register(Framing::check, FilterOrder.FRAMING);
    }

    private static void check(RoutingContext context) {
        var request = context.request();
        if (isAmbiguous(request)) {
            refuse(context);
            return;
        }
        // A chunk that is none: the connection is about to be closed.
        request.connection().exceptionHandler(failure -> {
            if (failure instanceof IOException) {
                return;
            }
            // Where this request has ended, the chunk is of the next one.
            if (!request.isEnded() && !context.response().headWritten()) {
                refuse(context);
            } else {
                // Flushes first, so that an answer that did not wait for the body, such as a 401, is not lost.
                request.connection().close();
            }
        });
        context.next();
    }

    private static boolean isAmbiguous(HttpServerRequest request) {
        var codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return request.headers().getAll(HttpHeaders.HOST).size() > 1
                || namesAnotherHost(request)
                || !codings.isEmpty() && !(codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"));
    }

    /** A target in absolute form names a host too, the same as Host (RFC 9112, 3.2.2). */
    private static boolean namesAnotherHost(HttpServerRequest request) {
        if (request.uri().startsWith("/")) {
            return false;
        }
        var target = ABSOLUTE.matcher(request.uri());
        return !target.matches() || !target.group(1).equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
    }

    private static void refuse(RoutingContext context) {
        ConnectionClosing.closeAfterAnswer(context);
        context.fail(400);
    }
}

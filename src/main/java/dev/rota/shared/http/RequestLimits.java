package dev.rota.shared.http;

import dev.rota.shared.problem.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Refuses requests that are too large: 413, 414 and 431. What other services answer is for {@link ResponseLimit}. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@ApplicationScoped
class RequestLimits implements ReaderInterceptor {

    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_URI = 8 * 1024;

    void register(@Observes Filters filters) {
        filters.register(RequestLimits::check, FilterOrder.LIMITS);
    }

    private static void check(RoutingContext context) {
        int headers = 0;
        for (var header : context.request().headers()) {
            headers += header.getKey().length() + header.getValue().length();
        }
        if (headers > MAX_HEADERS) {
            context.fail(431);
        } else if (context.request().uri().length() > MAX_URI) {
            context.fail(414);
        } else if (announcedLength(context) > MAX_BODY) {
            context.fail(413);
        } else {
            // An unread rest of the body must not be parsed as the next request.
            context.addEndHandler(end -> {
                if (context.response().getStatusCode() == 413) {
                    context.request().connection().close();
                }
            });
            context.next();
        }
    }

    private static long announcedLength(RoutingContext context) {
        String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return announced == null ? 0 : Long.parseLong(announced);
    }

    /** Counts a chunked body, whose length is not known beforehand. */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw ProblemException.status(413);
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }
}

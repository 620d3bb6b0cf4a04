package dev.rota.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * What happens to a request before JAX-RS sees it: it gets its id, its size is checked, and what Vert.x itself refuses
 * is answered with a problem too.
 */
@Provider
@ApplicationScoped
class HttpLayer implements ReaderInterceptor {

    static final String REQUEST_ID = "X-Request-ID";
    /** The name under which log lines show the id. */
    static final String MDC_REQUEST_ID = "requestId";

    /** The name under which the access log finds the address. */
    private static final String ADDRESS = "address";
    /**
     * Whoever has a secret address needs nothing else, so no log may show it. What is random enough to be secret is longer
     * than an id, also where somebody writes it with escapes.
     */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_%-]{40,}");

    private static final Logger LOG = Logger.getLogger(HttpLayer.class);
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_URI = 8 * 1024;

    private final ObjectMapper json;
    private volatile boolean leaving;

    HttpLayer(ObjectMapper json) {
        this.json = json;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::identify, 300);
        filters.register(this::limit, 200);
    }

    /** The pod is about to go: whoever holds a connection shall open the next one elsewhere. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void failures(@Observes Router router) {
        router.route().order(-100).failureHandler(this::answer);
    }

    private void identify(RoutingContext context) {
        String sent = context.request().getHeader(REQUEST_ID);
        String id = sent != null && SAFE_ID.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        MDC.put(MDC_REQUEST_ID, id);
        context.response().putHeader(REQUEST_ID, id);
        context.put(ADDRESS, withoutSecrets(context.request().uri()));
        if (leaving) {
            closeAfterAnswer(context);
        }
        context.next();
    }

    private static String withoutSecrets(String address) {
        String path = address.split("\\?", 2)[0];
        return SECRET.matcher(path).replaceAll("***") + address.substring(path.length());
    }

    private static void closeAfterAnswer(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(end -> context.request().connection().close());
    }

    private void limit(RoutingContext context) {
        int headers = 0;
        for (var header : context.request().headers()) {
            headers += header.getKey().length() + header.getValue().length();
        }
        if (headers > MAX_HEADERS) {
            context.fail(431);
        } else if (context.request().uri().length() > MAX_URI) {
            context.fail(414);
        } else if (length(context) > MAX_BODY) {
            context.fail(413);
        } else {
            // The rest of a body that nobody read must not be taken for the next request.
            context.addEndHandler(end -> {
                if (context.response().getStatusCode() == 413) {
                    context.request().connection().close();
                }
            });
            context.next();
        }
    }

    /** As announced; what comes in chunks without an announcement is counted by {@link #aroundReadFrom}. */
    private static long length(RoutingContext context) {
        String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return announced == null ? 0 : Long.parseLong(announced);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw ProblemException.status(413);
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }

    private void answer(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            context.next();
            return;
        }
        int status = context.statusCode() > 0 ? context.statusCode() : 500;
        if (status == 500) {
            LOG.error("A request failed unexpectedly", context.failure());
        }
        if (status == 413) {
            closeAfterAnswer(context);
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(body(status));
    }

    private String body(int status) {
        try {
            return json.writeValueAsString(
                    ProblemException.status(status).getResponse().getEntity());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

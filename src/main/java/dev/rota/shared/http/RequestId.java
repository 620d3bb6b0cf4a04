package dev.rota.shared.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** Gives every request an id, the client's or a new one, for the response and for its log lines. */
@ApplicationScoped
public class RequestId {

    public static final String HEADER = "X-Request-ID";

    /** Its name in the log format. */
    static final String MDC_KEY = "requestId";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    void register(@Observes Filters filters) {
        filters.register(RequestId::identify, FilterOrder.REQUEST_ID);
    }

    private static void identify(RoutingContext context) {
        MDC.put(MDC_KEY, assign(context));
        context.next();
    }

    /** The id that the response has from now on. */
    static String assign(RoutingContext context) {
        String sent = context.request().getHeader(HEADER);
        String id = sent != null && SAFE.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        context.response().putHeader(HEADER, id);
        return id;
    }
}

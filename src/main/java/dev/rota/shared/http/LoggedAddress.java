package dev.rota.shared.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/** The request's address for the access log, with secret tokens masked. */
@ApplicationScoped
class LoggedAddress {

    /** Its name in the access log's pattern. */
    private static final String KEY = "address";

    /** A secret token is longer than an id, also percent-encoded. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_%-]{40,}");

    void register(@Observes Filters filters) {
        filters.register(LoggedAddress::put, FilterOrder.LOGGED_ADDRESS);
    }

    private static void put(RoutingContext context) {
        context.put(KEY, withoutSecrets(context.request().uri()));
        context.next();
    }

    static String withoutSecrets(String address) {
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        return SECRET.matcher(path).replaceAll("***") + address.substring(path.length());
    }
}

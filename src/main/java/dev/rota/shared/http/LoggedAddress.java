package dev.rota.shared.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/** The request's address for the access log, without secrets: a secret address gives access to whoever reads it. */
@ApplicationScoped
class LoggedAddress {

    /** The name by which the pattern of the access log refers to it. */
    private static final String KEY = "address";

    /** What is random enough to be a secret is longer than an id, also where somebody writes it with escapes. */
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

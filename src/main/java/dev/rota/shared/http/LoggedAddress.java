package dev.rota.shared.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The request's address for the access log, without secret tokens, and without what may say something of a person. Of a
 * query, it has the names of the parameters, and those values that are numbers, instants, true or false.
 */
@ApplicationScoped
class LoggedAddress {

    /** Its name in the access log's pattern. */
    private static final String KEY = "address";

    private static final String MASK = "***";

    /** In the path: a word or an id. Anything else may be a secret token, which is longer, or what was taken for an id. */
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9]{0,12}|[0-9a-fA-F-]{36}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,20}");

    /** Anything else may be somebody's name or address, or a cursor, which is made of one. */
    private static final Pattern PLAIN =
            Pattern.compile("true|false|[0-9]{1,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[0-9.:+Z-]|%3A|%2B){1,40}");

    void register(@Observes Filters filters) {
        filters.register(LoggedAddress::put, FilterOrder.LOGGED_ADDRESS);
    }

    private static void put(RoutingContext context) {
        context.put(KEY, withoutSecrets(context.request().uri()));
        context.next();
    }

    static String withoutSecrets(String address) {
        int query = address.indexOf('?');
        String path = Arrays.stream((query < 0 ? address : address.substring(0, query)).split("/", -1))
                .map(segment -> SEGMENT.matcher(segment).matches() ? segment : MASK)
                .collect(Collectors.joining("/"));
        return query < 0
                ? path
                : Arrays.stream(address.substring(query + 1).split("&"))
                        .map(LoggedAddress::parameter)
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String parameter(String parameter) {
        int value = parameter.indexOf('=');
        if (value < 0 || !NAME.matcher(parameter.substring(0, value)).matches()) {
            return MASK;
        }
        return PLAIN.matcher(parameter.substring(value + 1)).matches()
                ? parameter
                : parameter.substring(0, value + 1) + MASK;
    }
}

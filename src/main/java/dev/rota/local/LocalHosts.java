package dev.rota.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Refuses requests for any host but this machine. A page on the web whose name suddenly resolves to 127.0.0.1 (DNS
 * rebinding) could otherwise read and write everything through its visitor's browser.
 */
@ApplicationScoped
@IfBuildProfile(anyOf = {"local", "dev"})
class LocalHosts {

    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?", Pattern.CASE_INSENSITIVE);
    /** After the request has its id, and before anything is read of it. */
    private static final int PRIORITY = 250;

    void register(@Observes Filters filters) {
        filters.register(LocalHosts::check, PRIORITY);
    }

    private static void check(RoutingContext context) {
        var hosts = context.request().headers().getAll(HttpHeaders.HOST);
        if (hosts.stream().allMatch(LocalHosts::isLocal)) {
            context.next();
        } else {
            context.fail(421);
        }
    }

    /** Whatever its port, which differs behind a tunnel. */
    static boolean isLocal(String host) {
        return LOCAL.matcher(host).matches();
    }
}

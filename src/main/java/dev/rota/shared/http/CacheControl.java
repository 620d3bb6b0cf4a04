package dev.rota.shared.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Keeps answers of the API out of caches, because nearly all of them are about people: whoever shares a proxy or a
 * computer would be shown what another one may see. What has an ETag may be kept by the client itself, who asks each
 * time whether it still holds.
 */
@ApplicationScoped
class CacheControl {

    void register(@Observes Filters filters) {
        filters.register(CacheControl::restrict, FilterOrder.CACHE_CONTROL);
    }

    private static void restrict(RoutingContext context) {
        // Below /q is the contract, which is about nobody.
        if (!context.request().path().startsWith("/q/")) {
            context.addHeadersEndHandler(end -> {
                var headers = context.response().headers();
                // What says so itself is about nobody either, such as a style sheet.
                if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                    headers.set(HttpHeaders.CACHE_CONTROL, isKept(context) ? "private, no-cache" : "no-store");
                }
            });
        }
        context.next();
    }

    private static boolean isKept(RoutingContext context) {
        var method = context.request().method();
        return (method == HttpMethod.GET || method == HttpMethod.HEAD)
                && context.response().headers().contains(HttpHeaders.ETAG);
    }
}

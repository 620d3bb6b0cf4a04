package dev.rota.shared.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Closes connections after a response; while the pod is draining, all of them. */
@ApplicationScoped
class ConnectionClosing {

    private volatile boolean stopping;

    void register(@Observes Filters filters) {
        filters.register(this::drain, FilterOrder.DRAINING);
    }

    /** Draining: clients with keep-alive connections have to reconnect, to another pod. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    private void drain(RoutingContext context) {
        if (stopping) {
            closeAfterAnswer(context);
        }
        context.next();
    }

    static void closeAfterAnswer(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(end -> context.request().connection().close());
    }
}

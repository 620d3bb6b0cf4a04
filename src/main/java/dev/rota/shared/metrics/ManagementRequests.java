package dev.rota.shared.metrics;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.common.vertx.ContextLocals;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Leaves requests to the management port out of the metrics, which are of the API. Both ports share their meters, so that
 * somebody who asks there for an address of the API, and gets 404, would count in that address's latency.
 */
@Singleton
class ManagementRequests implements HttpServerMetricsTagsContributor {

    private static final String LOCAL = ManagementRequests.class.getName();
    private static final String URI = "MANAGEMENT";

    void mark(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(context -> {
            ContextLocals.put(LOCAL, true);
            context.next();
        });
    }

    @Override
    public Tags contribute(Context context) {
        return context.requestContextLocalData(LOCAL) == null ? Tags.empty() : Tags.of("uri", URI);
    }

    @Produces
    @Singleton
    MeterFilter ignoring() {
        return MeterFilter.deny(id -> id.getName().equals("http.server.requests") && URI.equals(id.getTag("uri")));
    }
}

package dev.rota.shared.metrics;

import io.micrometer.core.instrument.Tags;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.inject.Singleton;
import java.util.Set;

/** Counts the methods that no address supports as one: anybody can invent more (unbounded cardinality). */
@Singleton
class CountedMethods implements HttpServerMetricsTagsContributor {

    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    @Override
    public Tags contribute(Context context) {
        return KNOWN.contains(context.request().method().name()) ? Tags.empty() : Tags.of("method", "OTHER");
    }
}

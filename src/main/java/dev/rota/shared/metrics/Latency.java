package dev.rota.shared.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Latency histograms with the same buckets for client and server, so that the difference between both is the network
 * and the queues. Unlike percentiles, buckets can be added up over pods.
 */
public class Latency {

    /**
     * Dense around the targets of autoscalers, because a percentile is interpolated within a bucket. The last one is
     * the client's time-out: a call without an answer counts as that long.
     */
    private static final Duration[] BUCKETS = Stream.of(
                    5, 10, 20, 30, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1_000, 1_200)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** The client's side. */
    public static Timer.Builder timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }

    /** The server's side, measured by Quarkus. */
    @Produces
    @Singleton
    MeterFilter serverBuckets() {
        var buckets = DistributionStatisticConfig.builder()
                .serviceLevelObjectives(
                        Stream.of(BUCKETS).mapToDouble(Duration::toNanos).toArray())
                .build();
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("http.server.requests") ? buckets.merge(config) : config;
            }
        };
    }
}

package dev.rota.shared.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One yardstick for both sides of a call. Buckets can be added up over pods, which percentiles cannot, and where both sides
 * count by the same ones, what lies between them is the way.
 */
public class Latency {

    /**
     * Close together where the target of an autoscaler may lie, because a percentile is interpolated within a bucket. The
     * last one is how long a caller waits at most: whoever got no answer counts as that long.
     */
    private static final Duration[] BUCKETS = Stream.of(
                    5, 10, 20, 30, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1_000, 1_200)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** The side that waits. */
    public static Timer.Builder timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }

    /** The side that serves, which Quarkus measures. */
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

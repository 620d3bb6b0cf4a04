package dev.rota.bench;

import dev.rota.bench.Load.Paced;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What several times the load that a pod bears does to it. Called by bench/overload, which says more. */
public final class Overload {

    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private final Load load;
    private final Workload workload;
    private final Duration duration;
    private final int times;

    private Overload(Load load, Workload workload, Duration duration, int times) {
        this.load = load;
        this.workload = workload;
        this.duration = duration;
        this.times = times;
    }

    /** @param args seconds, and how many times the load that it bears */
    public static void main(String[] args) throws Exception {
        PackagedService.migrate("users");
        PackagedService.migrate("shifts");
        var workload = Workload.fill();
        try (var limits = new Limits();
                var load = new Load(CONNECTIONS)) {
            var overload = new Overload(
                    load, workload, Duration.ofSeconds(Long.parseLong(args[0])), Integer.parseInt(args[1]));
            System.out.printf(
                    "%s times the load that a program bears, for %s s, %s. In time is within 2 s.%n%n",
                    args[1], args[0], limits);
            System.out.println(
                    "| | shedding | bears, 1/s | sent, 1/s | in time, 1/s | in time / bears | refused, 1/s | p99 of those in time, ms | probes failed |");
            System.out.println("| --- | --- | --: | --: | --: | --: | --: | --: | --: |");
            var pods = new Pods(limits, "users", "shifts");
            for (boolean shedding : new boolean[] {false, true}) {
                var settings = Map.of("OIDC_ENABLED", "false", "LOAD_SHEDDING", Boolean.toString(shedding));
                try (var users = pods.start("users", settings);
                        var shifts = pods.start("shifts", settings)) {
                    overload.measure(users, Operation.USER, shedding);
                    overload.measure(shifts, Operation.WEEK, shedding);
                    overload.measure(shifts, Operation.ASSIGNED, shedding);
                }
            }
        } finally {
            Tokens.stop();
        }
    }

    private void measure(PackagedService program, Operation operation, boolean shedding) throws Exception {
        String address = program.address();
        load.closed(address, Map.of(), () -> workload.next(operation), WARM_UP);
        double bears = load.closed(address, Map.of(), () -> workload.next(operation), duration)
                .perSecond();
        var failed = new AtomicInteger();
        var prober = Executors.newSingleThreadScheduledExecutor();
        Paced paced;
        try {
            prober.scheduleAtFixedRate(() -> probe(program, failed), 0, 2, TimeUnit.SECONDS);
            paced = load.paced(address, () -> workload.next(operation), times * bears, duration);
        } finally {
            prober.shutdownNow();
        }
        double seconds = duration.toNanos() / 1e9;
        System.out.printf(
                "| %s | %s | %.0f | %.0f | %.0f | %.2f | %.0f | %.0f | %d |%n",
                operation.title,
                shedding ? "yes" : "no",
                bears,
                paced.sent() / seconds,
                paced.inTime() / seconds,
                paced.inTime() / seconds / bears,
                paced.refused() / seconds,
                paced.p99(),
                failed.get());
        TimeUnit.SECONDS.sleep(5);
    }

    /** As the kubelet does. */
    private static void probe(PackagedService program, AtomicInteger failed) {
        try {
            long start = System.nanoTime();
            if (program.manage("/q/health/ready").statusCode() != 200
                    || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(3)) {
                failed.incrementAndGet();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

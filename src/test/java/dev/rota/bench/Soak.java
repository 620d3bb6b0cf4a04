package dev.rota.bench;

import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What memory programs take under more load than they bear, for long. Called by bench/soak, which says more. */
public final class Soak {

    private static final int CONNECTIONS = 32;
    private static final Duration MEASURE = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofSeconds(25);

    /** MiB. */
    private static final long GOAL = 384;

    private final Load load;
    private final Workload workload;
    private final int times;
    private final Map<String, PackagedService> programs;
    /** The most that was seen, in MiB, by module. */
    private final Map<String, Long> most = new HashMap<>();

    private Soak(Load load, Workload workload, int times, Map<String, PackagedService> programs) {
        this.load = load;
        this.workload = workload;
        this.times = times;
        this.programs = programs;
    }

    /** @param args minutes, and how many times the load that a program bears */
    public static void main(String[] args) throws Exception {
        PackagedService.migrate("users");
        PackagedService.migrate("shifts");
        var workload = Workload.fill();
        try (var limits = new Limits();
                var load = new Load(CONNECTIONS)) {
            var pods = new Pods(limits, "users", "shifts");
            var settings = Map.of("OIDC_ENABLED", "false");
            try (var users = pods.start("users", settings);
                    var shifts = pods.start("shifts", settings)) {
                System.out.printf(
                        "%s times the load that a program bears, %s, with `%s`.%n%n", args[1], limits, Pods.options());
                new Soak(load, workload, Integer.parseInt(args[1]), Map.of("users", users, "shifts", shifts))
                        .run(Duration.ofMinutes(Long.parseLong(args[0])));
            }
        } finally {
            Tokens.stop();
        }
    }

    private void run(Duration duration) throws Exception {
        System.out.println("| minutes | | bears, 1/s | sent, 1/s | in time, 1/s | users, MiB | shifts, MiB |");
        System.out.println("| --: | --- | --: | --: | --: | --: | --: |");
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            for (var operation : Operation.values()) {
                turn(operation, start);
            }
        }
        System.out.printf(
                "%nResident at most: users %d MiB, shifts %d MiB; the goal is %d.%n",
                most.get("users"), most.get("shifts"), GOAL);
    }

    /** Fails where a program has ended. */
    private void turn(Operation operation, long start) throws Exception {
        String address = programs.get(operation.module).address();
        // It gets faster, so each time anew.
        double bears = load.closed(address, Map.of(), () -> workload.next(operation), MEASURE)
                .perSecond();
        var paced = load.paced(address, () -> workload.next(operation), times * bears, TURN);
        programs.forEach((module, program) -> most.merge(module, program.resident() >> 20, Math::max));
        System.out.printf(
                "| %d | %s | %.0f | %.0f | %.0f | %d | %d |%n",
                Duration.ofNanos(System.nanoTime() - start).toMinutes(),
                operation.title,
                bears,
                (double) paced.sent() / TURN.toSeconds(),
                (double) paced.inTime() / TURN.toSeconds(),
                programs.get("users").resident() >> 20,
                programs.get("shifts").resident() >> 20);
    }
}

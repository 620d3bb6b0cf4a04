package dev.rota.bench;

import dev.rota.bench.Workload.Request;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Rota beside its peers. Called by bench/compare, which says more. */
public final class Comparison {

    private static final int CONNECTIONS = 32;

    /** What is new in each answer. */
    private static final String NEW = "\"(id|createdAt|updatedAt)\":\"[^\"]*\"";

    private final Workload workload;
    private final Load load;
    private final List<Side> sides;

    private Comparison(Workload workload, Load load, List<Side> sides) {
        this.workload = workload;
        this.load = load;
        this.sides = sides;
    }

    private record Options(int rounds, Duration round, Duration warmUp, boolean tokens) {

        static Options of(String... args) {
            return new Options(
                    Integer.parseInt(args[0]), seconds(args[1]), seconds(args[2]), Boolean.parseBoolean(args[3]));
        }

        private static Duration seconds(String text) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
    }

    /** @param args rounds, seconds of each, seconds of warm-up of each program, and whether sign-in is on */
    public static void main(String[] args) throws Exception {
        var options = Options.of(args);
        // As often as Kubernetes asks whether a pod is ready, which costs a program that is starting.
        Awaitility.setDefaultPollInterval(Duration.ofSeconds(2));
        PackagedService.migrate("users");
        PackagedService.migrate("shifts");
        var workload = Workload.fill();
        try (var limits = new Limits();
                var load = new Load(CONNECTIONS);
                var rota = new Side(
                        "Rota", options.tokens ? Map.of("Authorization", Tokens.of(Tokens.PLANNER)) : Map.of());
                var vertx = new Side("Vert.x", Map.of());
                var spring = new Side("Spring Boot", Map.of())) {
            rota.startRota(new Pods(limits, "users", "shifts"), options.tokens);
            vertx.startPeer("vertx", limits, workload);
            spring.startPeer("spring", limits, workload);
            var comparison = new Comparison(workload, load, List.of(rota, vertx, spring));
            comparison.requireSameAnswers();
            comparison.warmUp(options.warmUp);
            var busy = new ArrayList<Double>();
            for (int round = 1; round <= options.rounds; round++) {
                System.err.println("round " + round);
                busy.add(busy());
                comparison.round(round, options.round);
            }
            System.out.printf(
                    "%d rounds of %d s, %d connections, %s. Sign-in is %s. Rota's JVMs: `%s`, Java %s."
                            + " Between the rounds, others kept %.0f %% of the machine busy.%n%n%s%n",
                    options.rounds,
                    options.round.toSeconds(),
                    CONNECTIONS,
                    limits,
                    options.tokens ? "on" : "off",
                    Pods.options(),
                    Runtime.version(),
                    100 * busy.stream().mapToDouble(share -> share).average().orElseThrow(),
                    new Report(rota, vertx, spring).text());
        } finally {
            Tokens.stop();
        }
    }

    /** All do the same work: their answers are the same, byte by byte. */
    private void requireSameAnswers() throws IOException, InterruptedException {
        for (var operation : List.of(Operation.USER, Operation.WEEK, Operation.OPEN)) {
            var request = workload.next(operation);
            String expected = null;
            for (var side : sides) {
                var answer = send(side.programs.get(operation.module), request);
                String text = answer.statusCode() + " " + answer.body();
                if (request.body() != null) {
                    text = text.replaceAll(NEW, "");
                }
                if (expected == null) {
                    expected = text;
                } else if (!text.equals(expected)) {
                    throw new IllegalStateException(
                            "%s: Rota answers%n%s%nand %s%n%s".formatted(operation.title, expected, side.name, text));
                }
            }
        }
    }

    private static HttpResponse<String> send(PackagedService program, Request request)
            throws IOException, InterruptedException {
        return request.body() == null ? program.get(request.path()) : program.post(request.path(), request.body());
    }

    /** @param duration for each program, however many operations it has */
    private void warmUp(Duration duration) throws InterruptedException, ExecutionException {
        for (var side : sides) {
            for (var operation : Operation.values()) {
                System.err.println("warm-up: " + side.name + ", " + operation.title);
                long operations = Stream.of(Operation.values())
                        .filter(other -> other.module.equals(operation.module))
                        .count();
                side.load(load, workload, operation, duration.dividedBy(operations));
            }
        }
    }

    /** Forth in one round and back in the next (ABBA), so that whatever drifts meanwhile is in all alike. */
    private void round(int number, Duration duration) throws InterruptedException, ExecutionException {
        var order = new ArrayList<>(sides);
        if (number % 2 == 0) {
            Collections.reverse(order);
        }
        for (var operation : Operation.values()) {
            for (var side : order) {
                side.measure(load, workload, operation, duration);
            }
        }
    }

    /** The share of all processors that is at work while none of the sides has anything to do. */
    private static double busy() throws IOException, InterruptedException {
        var before = ticks();
        Thread.sleep(1000);
        var after = ticks();
        double idle = after[3] + after[4] - before[3] - before[4];
        return 1 - idle / (LongStream.of(after).sum() - LongStream.of(before).sum());
    }

    /** As Linux counts them: user, nice, system, idle, waiting for a disk, interrupts, those of software, stolen, guests. */
    private static long[] ticks() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return Stream.of(lines.findFirst().orElseThrow().split(" +"))
                    .skip(1)
                    .mapToLong(Long::parseLong)
                    .toArray();
        }
    }
}

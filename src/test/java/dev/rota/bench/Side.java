package dev.rota.bench;

import dev.rota.support.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Rota's two programs, or a peer's in their place, and what was measured of them. */
final class Side implements AutoCloseable {

    private static final int STARTS = 3;

    final String name;
    /** By module, as the next ones. */
    final Map<String, PackagedService> programs = new LinkedHashMap<>();
    /** Seconds, of each start. */
    final Map<String, double[]> cpuUntilReady = new HashMap<>();

    final Map<Operation, List<Sample>> samples = new EnumMap<>(Operation.class);

    /** Of every request. */
    private final Map<String, String> headers;

    /**
     * One round of one operation.
     *
     * @param cpu milliseconds for each request, of all programs of the side
     * @param failed requests
     */
    record Sample(double perSecond, double cpu, int failed) {}

    Side(String name, Map<String, String> headers) {
        this.name = name;
        this.headers = headers;
    }

    void startRota(Pods pods, boolean signIn) throws IOException {
        var settings = Map.of("OIDC_ENABLED", Boolean.toString(signIn));
        for (String module : List.of("users", "shifts")) {
            start(module, () -> pods.start(module, settings));
        }
    }

    /** From its folder; it is ready when it has answered from its database. */
    void startPeer(String folder, Limits limits, Workload workload) throws IOException {
        var command = List.of(PackagedService.JAVA, "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-jar", "peer.jar");
        for (var operation : List.of(Operation.USER, Operation.WEEK)) {
            start(
                    operation.module,
                    () -> PackagedService.start(
                            operation.module,
                            Path.of("target/peers", folder),
                            Map.of(),
                            limits.apply(command),
                            peer -> peer.get(workload.next(operation).path())));
        }
    }

    private interface Start {
        PackagedService program() throws IOException;
    }

    /** Several times, of which the last goes on. */
    private void start(String module, Start start) throws IOException {
        var cpu = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            if (i > 0) {
                programs.get(module).close();
            }
            programs.put(module, start.program());
            cpu[i] = programs.get(module).cpu().toNanos() / 1e9;
        }
        cpuUntilReady.put(module, cpu);
    }

    Sample load(Load load, Workload workload, Operation operation, Duration duration)
            throws InterruptedException, ExecutionException {
        var before = cpu();
        var address = programs.get(operation.module).address();
        var result = load.closed(address, headers, () -> workload.next(operation), duration);
        double cpu = cpu().minus(before).toNanos() / 1e6 / Math.max(1, result.answered());
        return new Sample(result.perSecond(), cpu, result.failed());
    }

    void measure(Load load, Workload workload, Operation operation, Duration duration)
            throws InterruptedException, ExecutionException {
        samples.computeIfAbsent(operation, o -> new ArrayList<>()).add(load(load, workload, operation, duration));
    }

    private Duration cpu() {
        return programs.values().stream().map(PackagedService::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        programs.values().forEach(PackagedService::close);
    }
}

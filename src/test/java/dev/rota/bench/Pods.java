package dev.rota.bench;

import dev.rota.support.PackagedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rota's programs as pods of trained images run them: from an AOT cache, and with the resources of a pod. */
final class Pods {

    private static final Path CACHES = Path.of("target", "bench").toAbsolutePath();

    private final Limits limits;
    /** Where the programs are that were started last, by the variables that say so. */
    private final Map<String, String> addresses = new HashMap<>();

    /**
     * Trains the programs of these modules, of which each asks only those before it, on databases that are migrated.
     *
     * @param limits of the programs that are started afterwards
     */
    Pods(Limits limits, String... modules) throws IOException, InterruptedException {
        this.limits = limits;
        Files.createDirectories(CACHES);
        var environment = new HashMap<>(Map.of("MIGRATE", "false"));
        var programs = new ArrayList<PackagedService>();
        try {
            for (String module : modules) {
                Files.deleteIfExists(cache(module));
                var command = PackagedService.command(
                        PackagedService.JAVA, List.of("-Xmx256m", "-XX:AOTCacheOutput=" + cache(module)));
                var program =
                        PackagedService.start(module, PackagedService.jars(module), Map.copyOf(environment), command);
                programs.add(program);
                environment.put(variable(module), program.address());
            }
            for (var program : programs) {
                // A JVM writes its cache when it exits.
                program.end();
            }
        } finally {
            programs.forEach(PackagedService::close);
        }
    }

    /** Returns when it is ready; it asks those that were started before. */
    PackagedService start(String module, Map<String, String> environment) throws IOException {
        var settings = new HashMap<>(addresses);
        settings.putAll(environment);
        settings.put("MIGRATE", "false");
        var cached = List.of("-XX:AOTCache=" + cache(module), "-XX:AOTMode=on", "-Xlog:aot*=error");
        var program = PackagedService.start(
                module,
                PackagedService.jars(module),
                settings,
                limits.apply(PackagedService.command(PackagedService.JAVA, cached)));
        addresses.put(variable(module), program.address());
        return program;
    }

    /** The options of their JVMs. */
    static String options() throws IOException {
        return String.join(" ", PackagedService.command("java", List.of("-XX:AOTCache=app.aot")));
    }

    /** By which other modules are told where this one is. */
    private static String variable(String module) {
        return module.toUpperCase() + "_URL";
    }

    private static Path cache(String module) {
        return CACHES.resolve(module + ".aot");
    }
}

package dev.rota.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import dev.rota.support.Folders;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adds an AOT cache (JEP 514) to images, from a training run that starts and rehearses a program once; it halves the
 * CPU of a pod's start. Runs both packaged programs on the current JVM; only a JVM of the same build uses their caches,
 * any other warns and does without. Called by scripts/images:
 *
 * <pre>Training REGISTRY[/GROUP] TAG-TO-START-FROM TAG</pre>
 */
public final class Training {

    private static final String CACHE = "app.aot";
    /** What the build gives the files of an image; the cache is for jars of this time. */
    private static final FileTime DATE = FileTime.from(Instant.EPOCH);

    private Training() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of("target", "training");
        Folders.delete(folder);
        Files.createDirectories(folder);
        var entrypoint = PackagedService.entrypoint();
        try (var users = start("users", folder, entrypoint, Map.of());
                var shifts = start("shifts", folder, entrypoint, Map.of("USERS_URL", users.address()))) {
            // The JVM writes the cache when it exits.
            users.end();
            shifts.end();
        } finally {
            Tokens.stop();
        }
        // Its own messages are no JSON and of no use.
        entrypoint.addAll(1, List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=error"));
        for (String module : List.of("users", "shifts")) {
            Path cache = folder.resolve(module).resolve(CACHE);
            var layer = FileEntriesLayer.builder()
                    .addEntry(cache, AbsoluteUnixPath.get("/deployments/" + CACHE))
                    .build();
            PushedImage.derive(
                    args[0] + "/rota-" + module,
                    args[1],
                    args[2],
                    image -> image.addFileEntriesLayer(layer)
                            .setEntrypoint(entrypoint)
                            .addLabel("org.opencontainers.image.version", args[2]));
            System.out.printf("trained %s/rota-%s:%s, %d MB%n", args[0], module, args[2], Files.size(cache) >> 20);
        }
    }

    private static PackagedService start(
            String module, Path folder, List<String> entrypoint, Map<String, String> environment) throws IOException {
        Path program = folder.resolve(module);
        copy(PackagedService.jars(module), program);
        var command = new ArrayList<>(entrypoint);
        command.set(0, PackagedService.JAVA);
        command.add(1, "-XX:AOTCacheOutput=" + CACHE);
        return PackagedService.start(module, program, environment, command);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy);
                if (Files.isRegularFile(copy)) {
                    Files.setLastModifiedTime(copy, DATE);
                }
            }
        }
    }
}

package dev.rota.cluster;

import static dev.rota.cluster.Cluster.REGISTRY;
import static dev.rota.cluster.Cluster.succeed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Versions to roll out, good and bad ones, built from a copy of the sources as scripts/images does. */
final class Images {

    private static final Path SOURCES = Path.of("target", "cluster", "sources");

    private Images() {}

    /** A version with one migration more. */
    static void migrating(String module, String tag, String sql) {
        build(module, tag, Map.of("src/main/resources/db/" + module + "/V1000__next.sql", sql));
    }

    /** The same sources, built with other options. */
    static void configured(String module, String tag, String... options) {
        build(module, tag, Map.of(), options);
    }

    private static void build(String module, String tag, Map<String, String> files, String... options) {
        // Compiled classes may stay, another version's migrations must not.
        succeed(List.of("rm", "-rf", SOURCES + "/src", SOURCES + "/target/" + module + "/classes/db"));
        try {
            Files.createDirectories(SOURCES);
            succeed(List.of("cp", "-R", ".mvn", "mvnw", "pom.xml", "src", SOURCES.toString()));
            for (var file : files.entrySet()) {
                Files.writeString(SOURCES.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var command = new ArrayList<>(List.of(
                "env",
                "MANIFESTS=target/manifests",
                SOURCES + "/mvnw",
                "--file",
                SOURCES.toString(),
                "--batch-mode",
                "--quiet",
                "package",
                "-Dquarkus.profile=" + module,
                "-Dquarkus.container-image.push=true",
                "-Dquarkus.container-image.registry=" + REGISTRY,
                "-Dquarkus.container-image.group=",
                "-Dquarkus.container-image.tag=" + tag));
        command.addAll(List.of(options));
        succeed(command);
    }
}

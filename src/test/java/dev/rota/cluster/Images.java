package dev.rota.cluster;

import static dev.rota.cluster.Cluster.REGISTRY;
import static dev.rota.cluster.Cluster.succeed;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import dev.rota.images.PushedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Versions to roll out, good and bad ones, beside the one that scripts/local has pushed. */
final class Images {

    private static final Path SOURCES = Path.of("target", "cluster", "sources");

    private Images() {}

    /** The same program under another tag. */
    static void same(String module, String tag) {
        derived(module, tag, image -> image);
    }

    /** The same program in an image that says otherwise how it is run. */
    static void derived(String module, String tag, UnaryOperator<JibContainerBuilder> change) {
        PushedImage.derive(REGISTRY + "/rota-" + module, "local", tag, change);
    }

    /** A version with one migration more, built from a copy of the sources as scripts/images does. */
    static void migrating(String module, String tag, String sql) {
        copySources(Map.of(module, sql));
        succeed(List.of(
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
                "-Dquarkus.container-image.tag=" + tag,
                "-Dquarkus.application.version=" + tag));
    }

    /**
     * A version of all modules, the services with one migration more each, by scripts/images itself, and so trained where that trains.
     *
     * @param migrations by the names of the modules
     */
    static void version(String tag, Map<String, String> migrations) {
        copySources(migrations);
        succeed(List.of(SOURCES + "/scripts/images", REGISTRY, tag));
    }

    private static void copySources(Map<String, String> migrations) {
        // Compiled classes may stay, another version's migrations must not.
        succeed(List.of("rm", "-rf", SOURCES + "/src"));
        Environment.SERVICES.forEach(
                module -> succeed(List.of("rm", "-rf", SOURCES + "/target/" + module + "/classes/db")));
        try {
            Files.createDirectories(SOURCES);
            succeed(List.of("cp", "-R", ".mvn", "mvnw", "pom.xml", "scripts", "src", SOURCES.toString()));
            for (var migration : migrations.entrySet()) {
                Files.writeString(
                        SOURCES.resolve("src/main/resources/db/" + migration.getKey() + "/V1000__next.sql"),
                        migration.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

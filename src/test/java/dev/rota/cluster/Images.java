package dev.rota.cluster;

import static dev.rota.cluster.Cluster.REGISTRY;
import static dev.rota.cluster.Cluster.succeed;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
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
        String image = REGISTRY + "/rota-" + module + ":";
        try {
            change.apply(Jib.from(RegistryImage.named(image + "local")))
                    .containerize(Containerizer.to(RegistryImage.named(image + tag))
                            .setAllowInsecureRegistries(
                                    Boolean.parseBoolean(System.getenv("QUARKUS_CONTAINER_IMAGE_INSECURE"))));
        } catch (InvalidImageReferenceException
                | RegistryException
                | IOException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A version with one migration more, built from a copy of the sources as scripts/images does. */
    static void migrating(String module, String tag, String sql) {
        // Compiled classes may stay, another version's migrations must not.
        succeed(List.of("rm", "-rf", SOURCES + "/src", SOURCES + "/target/" + module + "/classes/db"));
        try {
            Files.createDirectories(SOURCES);
            succeed(List.of("cp", "-R", ".mvn", "mvnw", "pom.xml", "src", SOURCES.toString()));
            Files.writeString(SOURCES.resolve("src/main/resources/db/" + module + "/V1000__next.sql"), sql);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
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
                "-Dquarkus.container-image.tag=" + tag));
    }
}

package dev.rota.cluster;

import static dev.rota.cluster.Cluster.REGISTRY;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import dev.rota.images.PushedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Versions to roll out, good and bad ones, beside the one that scripts/local has pushed. */
final class Images {

    /** On the class path of the init container. */
    private static final AbsoluteUnixPath MIGRATION = AbsoluteUnixPath.get("/deployments/lib/main/next.jar");

    private Images() {}

    /** The same program under another tag. */
    static void same(String module, String tag) {
        derived(module, tag, image -> image);
    }

    /** The same program in an image that says otherwise how it is run. */
    static void derived(String module, String tag, UnaryOperator<JibContainerBuilder> change) {
        PushedImage.derive(REGISTRY + "/rota-" + module, "local", tag, change);
    }

    /** The same program with one migration more. */
    static void migrating(String module, String tag, String sql) {
        try {
            Path jar = Files.createTempFile(Files.createDirectories(Path.of("target", "cluster")), tag, ".jar");
            // Flyway finds a folder only by an entry of its own.
            try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (String folder : List.of("db/", "db/" + module + "/")) {
                    out.putNextEntry(new JarEntry(folder));
                }
                out.putNextEntry(new JarEntry("db/" + module + "/V1000__next.sql"));
                out.write(sql.getBytes(UTF_8));
            }
            var layer = FileEntriesLayer.builder().addEntry(jar, MIGRATION).build();
            derived(module, tag, image -> image.addFileEntriesLayer(layer));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

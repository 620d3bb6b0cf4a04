package dev.rota.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import dev.rota.support.Folders;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * Adds an AOT cache (JEP 514) to the images of all modules; it halves the CPU of a pod's start. The cache is of a
 * training run, which starts and rehearses each program once, and only the JVM that wrote it can use it: so the images
 * are unpacked, and their programs run by their own JVM. Where that is not possible, the images stay as they are.
 * Called by scripts/images:
 *
 * <pre>Training REGISTRY[/GROUP] TAG-TO-START-FROM TAG [true]</pre>
 *
 * With {@code true}, images that cannot be trained are an error.
 */
public final class Training {

    private static final String CACHE = "app.aot";
    /** Its own messages are no JSON and of no use. */
    private static final List<String> WITH_CACHE = List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=error");
    /** As in a pod, however much memory there is here: a cache is for compressed pointers, so for a heap below 32 GB. */
    private static final String HEAP = "-Xmx256m";

    private static final List<String> MODULES = List.of("users", "shifts", "board");
    /** This machine's, as images call it. */
    private static final String PLATFORM = System.getProperty("os.name").toLowerCase() + "/"
            + System.getProperty("os.arch").replace("aarch64", "arm64");

    /** Why there is no cache to be had here. */
    private static final class NotTrainable extends Exception {
        private static final long serialVersionUID = 1;

        NotTrainable(String reason) {
            super(reason);
        }
    }

    /** An image in a folder. */
    private record Unpacked(Path root, SavedImage image) {

        private Path inside(String path) {
            return root.resolve("." + path).normalize();
        }

        Path workingDirectory() {
            return inside(image.workingDirectory());
        }

        Path java() throws NotTrainable {
            return image.path().stream()
                    .map(folder -> inside(folder).resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(Path::toAbsolutePath)
                    .orElseThrow(() -> new NotTrainable("the image has no java"));
        }

        Unpacked moved(Path to) throws IOException {
            return new Unpacked(Files.move(root, to), image);
        }
    }

    private Training() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            ship(args[0] + "/rota-", args[1], args[2], args.length > 3 && args[3].equals("true"))
                    .forEach(System.out::println);
        } finally {
            Tokens.stop();
        }
    }

    /**
     * Pushes the images under another tag, trained if they can be.
     *
     * @return what there is to say
     * @throws IllegalStateException if they cannot be, and it is required
     */
    static List<String> ship(String images, String from, String to, boolean required)
            throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        Map<String, FileEntriesLayer> caches = Map.of();
        try {
            caches = train(images, from);
        } catch (NotTrainable e) {
            if (required) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            lines.add("not trained: " + e.getMessage());
        }
        var entrypoint = PackagedService.command("java", WITH_CACHE);
        for (String module : MODULES) {
            var cache = caches.get(module);
            PushedImage.derive(images + module, from, to, image -> {
                image.addLabel("org.opencontainers.image.version", to);
                return cache == null ? image : image.addFileEntriesLayer(cache).setEntrypoint(entrypoint);
            });
            lines.add((cache == null ? "pushed " : "trained ") + images + module + ":" + to);
        }
        return lines;
    }

    /** A layer with the cache for each module. */
    private static Map<String, FileEntriesLayer> train(String images, String tag)
            throws NotTrainable, IOException, InterruptedException {
        Path folder = Path.of("target", "training");
        Folders.delete(folder);
        Files.createDirectories(folder);
        var users = unpack(images + "users:" + tag, folder.resolve("users"));
        var shifts = unpack(images + "shifts:" + tag, folder.resolve("shifts"));
        var board = unpack(images + "board:" + tag, folder.resolve("board"));
        checkPostgres();
        try {
            run(users, shifts, board, List.of("-XX:AOTCacheOutput=" + CACHE));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new NotTrainable("a program does not start here: " + e.getMessage());
        }
        // Fails without the cache. Elsewhere, as an image's files are for a pod.
        users = users.moved(folder.resolve("trained-users"));
        shifts = shifts.moved(folder.resolve("trained-shifts"));
        board = board.moved(folder.resolve("trained-board"));
        run(
                users,
                shifts,
                board,
                Stream.concat(WITH_CACHE.stream(), Stream.of("-XX:AOTMode=on")).toList());
        return Map.of("users", layer(users), "shifts", layer(shifts), "board", layer(board));
    }

    private static Unpacked unpack(String image, Path folder) throws NotTrainable, IOException, InterruptedException {
        if (PushedImage.platforms().size() > 1) {
            throw new NotTrainable("the images are for more than one platform");
        }
        Path file = folder.resolveSibling(folder.getFileName() + ".tar");
        PushedImage.save(image, file);
        var saved = new SavedImage(file);
        if (!saved.platform().equals(PLATFORM)) {
            throw new NotTrainable("the images are for " + saved.platform() + ", and this machine is " + PLATFORM);
        }
        try {
            saved.unpack(folder);
        } catch (IOException e) {
            throw new NotTrainable("the images do not unpack here: " + e.getMessage());
        }
        var unpacked = new Unpacked(folder, saved);
        checkJava(unpacked.java());
        return unpacked;
    }

    private static void checkJava(Path java) throws NotTrainable, InterruptedException {
        try {
            var process = new ProcessBuilder(java.toString(), "-XX:+PrintFlagsFinal", "-version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new NotTrainable("the JVM of the image does not start here: "
                        + said.lines().findFirst().orElse("it says nothing"));
            }
            if (!said.contains("AOTCacheOutput")) {
                throw new NotTrainable("the JVM of the image makes no AOT caches; a JDK 25 does");
            }
        } catch (IOException e) {
            throw new NotTrainable("the JVM of the image does not start here: " + e.getMessage());
        }
    }

    private static void checkPostgres() throws NotTrainable {
        try {
            PackagedService.database("users");
        } catch (UncheckedIOException e) {
            throw new NotTrainable(
                    "PostgreSQL does not start here: " + e.getCause().getMessage());
        }
    }

    /** Starts and rehearses all programs, and ends them. */
    private static void run(Unpacked users, Unpacked shifts, Unpacked board, List<String> options)
            throws NotTrainable, IOException, InterruptedException {
        try (var first = start("users", users, Map.of(), options);
                var second = start("shifts", shifts, Map.of("USERS_URL", first.address()), options);
                var third = start(
                        "board",
                        board,
                        Map.of("USERS_URL", first.address(), "SHIFTS_URL", second.address()),
                        options)) {
            // A JVM writes its cache when it exits.
            first.end();
            second.end();
            third.end();
        }
    }

    private static PackagedService start(
            String module, Unpacked image, Map<String, String> environment, List<String> options)
            throws NotTrainable, IOException {
        var all = Stream.concat(Stream.of(HEAP), options.stream()).toList();
        return PackagedService.start(
                module,
                image.workingDirectory(),
                environment,
                PackagedService.command(image.java().toString(), all));
    }

    private static FileEntriesLayer layer(Unpacked image) throws IOException {
        return FileEntriesLayer.builder()
                .addEntry(
                        image.workingDirectory().resolve(CACHE),
                        AbsoluteUnixPath.get(image.image().workingDirectory()).resolve(CACHE))
                .build();
    }
}

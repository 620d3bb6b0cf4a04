package dev.rota.images;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.rota.support.Folders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A folder that holds the files of an image, as its root. Nothing is written outside of it, and no link in it leads
 * outside: one that would is bent as the kernel would bend it in a container. Owners, devices and all permissions but
 * the one to execute are left out.
 */
final class RootFolder {

    /** Begins the name of a file that stands for one of a lower layer that is no more. */
    private static final String WHITEOUT = ".wh.";
    /** Stands for all that lower layers have in its folder. */
    private static final String OPAQUE = ".wh..wh..opq";

    private final Path root;

    /** A tar archive, as often as it is asked for. */
    @FunctionalInterface
    interface Layer {
        InputStream open() throws IOException;
    }

    @FunctionalInterface
    private interface Step {
        void take(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    RootFolder(Path folder) throws IOException {
        root = Files.createDirectories(folder).toRealPath();
    }

    /**
     * Puts a layer on top of what is there.
     *
     * @throws IOException also if a path of the layer would leave the folder
     */
    void apply(Layer layer) throws IOException {
        // Whiteouts first, wherever they are, because they are about lower layers only.
        read(layer, (entry, content) -> {
            if (isWhiteout(entry)) {
                hide(path(entry.getName()));
            }
        });
        read(layer, (entry, content) -> {
            if (!isWhiteout(entry)) {
                add(path(entry.getName()), entry, content);
            }
        });
    }

    private static void read(Layer layer, Step step) throws IOException {
        try (var tar = new TarArchiveInputStream(new BufferedInputStream(layer.open()))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                step.take(entry, tar);
            }
        }
    }

    private static boolean isWhiteout(TarArchiveEntry entry) {
        return entry.getName().startsWith(WHITEOUT, entry.getName().lastIndexOf('/') + 1);
    }

    private void hide(Path whiteout) throws IOException {
        Path folder = whiteout.getParent();
        String name = whiteout.getFileName().toString();
        if (name.equals(OPAQUE)) {
            if (Files.isDirectory(folder)) {
                try (var lower = Files.list(folder)) {
                    lower.forEach(Folders::delete);
                }
            }
            return;
        }
        String hidden = name.substring(WHITEOUT.length());
        if (Set.of("", ".", "..").contains(hidden)) {
            throw new IOException("a layer of the image hides no file, but " + whiteout);
        }
        Folders.delete(folder.resolve(hidden));
    }

    private void add(Path file, TarArchiveEntry entry, InputStream content) throws IOException {
        if (file.equals(root)) {
            return;
        }
        if (!Files.isDirectory(file.getParent())) {
            Files.createDirectories(file.getParent());
        }
        if (!entry.isDirectory() || !Files.isDirectory(file, NOFOLLOW_LINKS)) {
            Folders.delete(file);
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, target(file, entry.getLinkName()));
        } else if (entry.isLink()) {
            // Of the file itself: another link with the text of a symbolic one would lead elsewhere.
            Files.createLink(file, path(entry.getLinkName()).toRealPath());
        } else if (entry.isFile() && !isDevice(entry)) {
            Files.copy(content, file);
            if ((entry.getMode() & 0111) != 0 && !file.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make executable: " + file);
            }
            // An AOT cache is for jars of a time.
            Files.setLastModifiedTime(file, entry.getLastModifiedTime());
        }
    }

    private static boolean isDevice(TarArchiveEntry entry) {
        return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
    }

    private Path path(String name) throws IOException {
        if (List.of(name.split("/")).contains("..")) {
            throw new IOException("a layer of the image leaves it: " + name);
        }
        // Absolute names are as relative ones.
        return root.resolve("./" + name).normalize();
    }

    /** What a symbolic link says, relative to its folder. */
    private Path target(Path link, String text) throws IOException {
        Path folder = link.getParent().toRealPath();
        Path inImage =
                Path.of("/").resolve(root.relativize(folder)).resolve(text).normalize();
        return Path.of(".").resolve(folder.relativize(root.resolve(Path.of("/").relativize(inImage))));
    }
}

package dev.rota.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder that {@code ROTA_DATA} names, used by this process alone. A file in it says that Rota made it: whatever
 * else the variable may name by mistake is left as it is.
 */
final class DataFolder implements AutoCloseable {

    private static final String MARK = "made-by-rota";
    private static final String LOCK = "lock";

    private final Path path;
    private final RandomAccessFile lock;

    private DataFolder(Path path, RandomAccessFile lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder, if need be, and locks it.
     *
     * @param name the value of {@code ROTA_DATA}; null if it is not set
     */
    static DataFolder open(String name) throws Refusal {
        Path path = made(name);
        try {
            checkOurs(path);
            var lock = new RandomAccessFile(path.resolve(LOCK).toFile(), "rw");
            if (!locked(lock)) {
                lock.close();
                throw new Refusal("another Rota is running on the folder " + path);
            }
            if (!marked(path)) {
                Files.writeString(
                        path.resolve(MARK), "Rota keeps its data here; scripts/start --clean deletes them.\n");
            }
            return new DataFolder(path, lock);
        } catch (IOException e) {
            throw new Refusal(reason(e));
        }
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path sample() {
        return path.resolve("sample");
    }

    /** Deletes what Rota wrote, and nothing that somebody else put there. */
    void empty() throws Refusal, IOException {
        for (Path file : LocalPostgres.files(postgres())) {
            if (Files.isSymbolicLink(file)) {
                throw new Refusal(file + " is a symbolic link, which --clean does not follow; delete it yourself");
            }
        }
        LocalPostgres.delete(postgres());
        Files.deleteIfExists(sample());
    }

    /** Gives up the lock. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static Path made(String name) throws Refusal {
        if (name != null && name.isBlank()) {
            throw new Refusal("ROTA_DATA is empty; name a folder by it, or unset it for .rota");
        }
        String folder = name == null ? ".rota" : name;
        try {
            Path path = Path.of(folder).toAbsolutePath();
            // Asked first, because a JDK before 20 refuses to "make" a symbolic link to a folder.
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
            }
            return path.toRealPath();
        } catch (IOException e) {
            throw new Refusal("cannot make the folder " + folder + ": " + reason(e));
        } catch (InvalidPathException e) {
            throw new Refusal("cannot make the folder " + folder + ": " + e.getReason());
        }
    }

    private static void checkOurs(Path path) throws Refusal, IOException {
        if (marked(path)) {
            return;
        }
        try (var files = Files.list(path)) {
            // The lock file alone: of a start that was killed before it could leave the mark.
            if (files.anyMatch(file -> !file.endsWith(LOCK))) {
                throw new Refusal(path + " is not empty and was not made by Rota; name another folder by ROTA_DATA");
            }
        }
    }

    private static boolean marked(Path path) {
        return Files.isRegularFile(path.resolve(MARK), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean locked(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " is not accessible";
        }
        if (e instanceof FileAlreadyExistsException other) {
            return other.getFile() + " is something else";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}

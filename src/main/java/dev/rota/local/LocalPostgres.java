package dev.rota.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A PostgreSQL server without Docker, bound to loopback, with a database and a role for each module. As in production,
 * every connection needs a password, and a module's role can neither use the other module's database nor act as the
 * superuser.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final List<String> MODULES = List.of("users", "shifts");
    /** Strongly referenced, because a garbage-collected logger loses its level. */
    private static final Logger CHATTY = Logger.getLogger("io.zonky.test");

    /** On a quarter of a core, a start takes half a minute. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    /** What pg_ctl says of a server that has ended. */
    private static final String GIVEN_UP = "could not start server";

    private static final Pattern ERROR = Pattern.compile("(?:FATAL|error): +(.*)");

    private final EmbeddedPostgres server;
    private final Map<String, String> passwords;

    private LocalPostgres(EmbeddedPostgres server, Map<String, String> passwords) {
        this.server = server;
        this.passwords = passwords;
    }

    /**
     * Starts the server on the data in the folder, if there are any.
     *
     * @param folder where the data stay when the server is stopped
     * @param port 0 for any free port
     * @throws IOException if it cannot start; the message says why
     */
    public static LocalPostgres start(Path folder, int port) throws IOException {
        CHATTY.setLevel(Level.OFF);
        stopOrphan(folder);
        if (!Files.exists(passwordFile(folder))) {
            // What a start that was killed has made is of no use to anybody.
            delete(folder);
            Files.createDirectories(folder);
            writePasswords(newPasswordFile(folder));
        }
        Path log = log(folder);
        long before = Files.exists(log) ? Files.size(log) : 0;
        try {
            var passwords =
                    readPasswords(Files.exists(passwordFile(folder)) ? passwordFile(folder) : newPasswordFile(folder));
            var builder = builder(folder).setConnectConfig("password", passwords.get(SUPERUSER));
            if (port != 0) {
                builder.setPort(port);
            }
            var postgres = new LocalPostgres(start(builder, log, before), passwords);
            postgres.createMissing();
            return postgres;
        } catch (IOException | RuntimeException | SQLException | ExceptionInInitializerError e) {
            throw new IOException("PostgreSQL did not start: " + reason(e, said(log, before)) + "; see " + log, e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** A database of this server, as a role sees it. */
    public DataSource database(String name, String role) {
        return server.getDatabase(role, name, Map.of("password", passwords.get(role)));
    }

    /** The settings that {@code application-users.properties} and {@code application-shifts.properties} read. */
    public Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        for (String module : MODULES) {
            String prefix = module.toUpperCase(Locale.ROOT) + "_DB_";
            settings.put(prefix + "HOST", "localhost");
            settings.put(prefix + "PORT", Integer.toString(port()));
            settings.put(prefix + "NAME", module);
            settings.put(prefix + "USER", module);
            settings.put(prefix + "PASSWORD", passwords.get(module));
        }
        return settings;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that a server on this folder writes. */
    static List<Path> files(Path folder) {
        // The one in the folder comes first: without it, the rest is unfinished, and the next start deletes it.
        return List.of(passwordFile(folder), folder, newPasswordFile(folder), log(folder));
    }

    /** Deletes the data, and ends the server if one was left running on them. */
    static void delete(Path folder) throws IOException {
        stopOrphan(folder);
        for (Path file : files(folder)) {
            if (Files.exists(file)) {
                try (var inside = Files.walk(file)) {
                    for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    private static EmbeddedPostgres.Builder builder(Path folder) {
        var output = ProcessBuilder.Redirect.appendTo(log(folder).toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(LONGEST_START)
                // Sorting and case must not depend on this machine's locale.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // These are options of initdb, too. By itself, the library lets everybody in without a password.
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("pwfile", newPasswordFile(folder).toString())
                .setDataDirectoryCustomizer(initialised -> keepPasswords(folder))
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                // As in production: acknowledged writes survive a crash of the process, and of the machine.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setErrorRedirector(output)
                .setOutputRedirector(output);
    }

    /**
     * The library goes on asking a server that has ended, for as long as a start may take. The log says when that is
     * in vain, and an interrupt ends it.
     */
    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder, Path log, long before) throws IOException {
        var asking = Thread.currentThread();
        var watch = new Thread(() -> {
            try {
                while (!said(log, before).contains(GIVEN_UP)) {
                    Thread.sleep(100);
                }
                asking.interrupt();
            } catch (InterruptedException e) {
                // The server has answered.
            }
        });
        watch.setDaemon(true);
        watch.start();
        try {
            var server = builder.start();
            if (Thread.interrupted()) {
                server.close();
                throw new IOException(GIVEN_UP);
            }
            return server;
        } finally {
            watch.interrupt();
        }
    }

    private void createMissing() throws SQLException {
        try (var connection = database(SUPERUSER, SUPERUSER).getConnection();
                var statement = connection.createStatement()) {
            for (String module : MODULES) {
                // One by one, because a start may be killed after any of them.
                try (var found = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + module + "'")) {
                    if (!found.next()) {
                        statement.execute("CREATE ROLE " + module + " LOGIN PASSWORD '" + passwords.get(module) + "'");
                    }
                }
                try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + module + "'")) {
                    if (!found.next()) {
                        statement.execute("CREATE DATABASE " + module + " OWNER " + module);
                    }
                }
                statement.execute("REVOKE ALL ON DATABASE " + module + " FROM PUBLIC");
            }
        }
    }

    /** Ends the server that a killed start left running, and no other process that a stale file may name. */
    private static void stopOrphan(Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        String advice = "; delete the file if no PostgreSQL runs on that folder";
        if (!pid.matches("[0-9]{1,10}")) {
            throw new IOException(pidFile + " names no process" + advice);
        }
        var process = ProcessHandle.of(Long.parseLong(pid));
        if (process.isEmpty()) {
            // PostgreSQL itself does away with the file.
            return;
        }
        if (!serves(process.get(), folder)) {
            throw new IOException(
                    pidFile + " names process " + pid + ", which is not the PostgreSQL of this folder" + advice);
        }
        process.get().destroy();
        try {
            process.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("PostgreSQL is still running on " + folder + "; end its process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean serves(ProcessHandle process, Path folder) {
        var info = process.info();
        return info.command().filter(c -> c.contains("postgres")).isPresent()
                && Stream.of(info.arguments().orElse(new String[0])).anyMatch(folder.toString()::equals);
    }

    private static Path log(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private static Path passwordFile(Path folder) {
        return folder.resolve("passwords");
    }

    /** Until the server is initialised, which takes an empty folder. */
    private static Path newPasswordFile(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".passwords");
    }

    /** A line for each role, the superuser's first, which is the one that initdb reads. */
    private static void writePasswords(Path file) throws IOException {
        var random = new SecureRandom();
        var lines = new StringBuilder();
        for (int i = 0; i <= MODULES.size(); i++) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            lines.append(Base64.getUrlEncoder().encodeToString(bytes)).append('\n');
        }
        Files.createFile(file, ownerOnly());
        Files.writeString(file, lines);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static Map<String, String> readPasswords(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        if (lines.size() <= MODULES.size()) {
            throw new IOException(file + " lacks passwords");
        }
        var passwords = new TreeMap<>(Map.of(SUPERUSER, lines.get(0)));
        for (int i = 0; i < MODULES.size(); i++) {
            passwords.put(MODULES.get(i), lines.get(i + 1));
        }
        return passwords;
    }

    private static void keepPasswords(Path folder) {
        try {
            if (Files.exists(newPasswordFile(folder))) {
                Files.move(newPasswordFile(folder), passwordFile(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was logged since there were so many bytes. */
    private static String said(Path log, long before) {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(before);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Nothing yet.
            return "";
        }
    }

    /** The last error of the log, or else what the library says. */
    private static String reason(Throwable failure, String said) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return ERROR.matcher(said)
                .results()
                .map((MatchResult error) -> error.group(1))
                .reduce((first, second) -> second)
                .orElse(message.lines().findFirst().orElse(""));
    }
}

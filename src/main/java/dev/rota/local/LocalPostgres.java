package dev.rota.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A PostgreSQL server without Docker, bound to loopback, with a database and a role for each module. As in production,
 * a module's role can neither use the other module's database nor act as the superuser.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final List<String> MODULES = List.of("users", "shifts");
    /** Strongly referenced, because a garbage-collected logger loses its level. */
    private static final Logger CHATTY = Logger.getLogger("io.zonky.test");

    private final EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server) {
        this.server = server;
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
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        Files.createDirectories(folder);
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                // Sorting and case must not depend on this machine's locale.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // As in production: acknowledged writes survive a crash of the process.
                .setServerConfig("synchronous_commit", "on")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (port != 0) {
            builder.setPort(port);
        }
        try {
            var postgres = new LocalPostgres(builder.start());
            postgres.createMissing();
            return postgres;
        } catch (IOException | IllegalStateException | SQLException e) {
            throw new IOException("PostgreSQL did not start: " + e.getMessage() + "; see " + log, e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** The settings that {@code application-users.properties} and {@code application-shifts.properties} read. */
    public Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        for (String module : MODULES) {
            String prefix = module.toUpperCase() + "_DB_";
            settings.put(prefix + "HOST", "localhost");
            settings.put(prefix + "PORT", Integer.toString(port()));
            settings.put(prefix + "NAME", module);
            settings.put(prefix + "USER", module);
            // Required by the configuration only: the server trusts local connections.
            settings.put(prefix + "PASSWORD", "local");
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

    private void createMissing() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String module : MODULES) {
                try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + module + "'")) {
                    if (found.next()) {
                        continue;
                    }
                }
                statement.execute("CREATE ROLE " + module + " LOGIN");
                statement.execute("CREATE DATABASE " + module + " OWNER " + module);
                statement.execute("REVOKE ALL ON DATABASE " + module + " FROM PUBLIC");
            }
        }
    }

    /** Stops the server that a killed start left running. It is safe to: nobody else uses this folder. */
    static void stopOrphan(Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        var orphan = ProcessHandle.of(pid)
                .filter(process -> process.info()
                        .command()
                        .map(c -> c.contains("postgres"))
                        .orElse(false));
        if (orphan.isPresent()) {
            orphan.get().destroy();
            orphan.get()
                    .onExit()
                    .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }
    }
}

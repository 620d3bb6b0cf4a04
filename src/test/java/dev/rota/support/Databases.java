package dev.rota.support;

import dev.rota.local.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** One PostgreSQL with two empty databases for all tests of a JVM; gone with its data when the JVM ends. */
public class Databases implements QuarkusTestResourceLifecycleManager {

    private static LocalPostgres postgres;

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<>(server().settings());
        // The packaged programs are asked as soon as they listen.
        settings.putAll(Tokens.settings());
        settings.put("rota.warm-up.rounds", "0");
        // All come from a handful of callers.
        settings.put("rota.rate-limit.person", "0");
        settings.put("rota.rate-limit.calendar", "0");
        // Any that is free; several programs run at the same time.
        settings.put("quarkus.management.port", "0");
        return settings;
    }

    @Override
    public void stop() {
        // The next application in this JVM uses the same server.
    }

    /** What a module's database holds, past its service. The caller closes it. */
    public static Connection connection(String module) throws SQLException {
        return connection(server(), module);
    }

    /** A module's database, as its service uses it. */
    public static DataSource dataSource(String module) {
        return server().database(module, module);
    }

    static Connection connection(LocalPostgres server, String module) throws SQLException {
        return server.database(module, module).getConnection();
    }

    /** An empty database for a module's role, beside the one that its service uses. */
    public static DataSource create(String name, String module) throws SQLException {
        return create(name, module, "");
    }

    /** @param options of CREATE DATABASE */
    public static DataSource create(String name, String module, String options) throws SQLException {
        try (var connection = server().database("postgres", "postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name + " OWNER " + module + " " + options);
        }
        return server().database(name, module);
    }

    static synchronized LocalPostgres server() {
        if (postgres == null) {
            try {
                Path folder = Files.createTempDirectory("rota-test");
                postgres = LocalPostgres.start(folder.resolve("postgres"), 0);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    Folders.delete(folder);
                }));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }
}

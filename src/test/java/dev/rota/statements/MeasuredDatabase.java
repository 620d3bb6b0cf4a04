package dev.rota.statements;

import dev.rota.support.OwnDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A PostgreSQL that logs the plan of every statement of the programs, with what it read, and keeps no statistics by itself. */
public class MeasuredDatabase extends OwnDatabase {

    private static final List<String> MODULES = List.of("users", "shifts");

    /** Its further lines are indented. */
    private static final Pattern SENT = Pattern.compile("LOG: {2}(?:statement|execute [^:]+): (.*\n(?:\t.*\n)*)");

    @Override
    public Map<String, String> start() {
        var settings = super.start();
        try {
            run("postgres", "ALTER SYSTEM SET autovacuum = off");
            run("postgres", "ALTER SYSTEM SET jit = off");
            run("postgres", "SELECT pg_reload_conf()");
            for (String role : MODULES) {
                for (String setting : List.of(
                        "log_statement = 'all'",
                        "session_preload_libraries = 'auto_explain'",
                        "auto_explain.log_min_duration = 0",
                        "auto_explain.log_analyze = on",
                        "auto_explain.log_buffers = on",
                        "auto_explain.log_nested_statements = on",
                        "auto_explain.log_format = json",
                        "auto_explain.log_parameter_max_length = 0")) {
                    run("postgres", "ALTER ROLE " + role + " SET " + setting);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(MeasuredDatabase.class));
    }

    /** As the superuser, whose statements are not logged. */
    void run(String module, String sql) throws SQLException {
        try (Connection connection = superuser(module);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void analyze() throws SQLException {
        for (String module : MODULES) {
            run(module, "ANALYZE");
        }
    }

    long logged() {
        try {
            return Files.size(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was executed since so much was logged. A plan is logged before the client has its answer. */
    List<Executed> executedSince(long logged) {
        return Executed.of(since(logged));
    }

    /** The statements that programs have sent since so much was logged. */
    List<String> sentSince(long logged) {
        return SENT.matcher(since(logged))
                .results()
                .map(statement -> statement.group(1).replaceAll("\\s+", " "))
                .toList();
    }

    private String since(long logged) {
        try (var log = FileChannel.open(log())) {
            var bytes = ByteBuffer.allocate((int) (log.size() - logged));
            log.read(bytes, logged);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

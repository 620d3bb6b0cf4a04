package dev.rota.shared.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;

/** How a module's database is migrated, whoever does it. A module has one bean of this type, named after its datasource. */
public abstract class Migrations implements FlywayConfigurationCustomizer {

    /**
     * Whoever comes after a migration that waits for a table waits as well, readers too. So that is a part of the time
     * that a request has, and then the migration gives way.
     */
    private static final String LOCK_TIMEOUT = "500ms";

    private static final int LOCK_ATTEMPTS = 60;

    /** As long as those who waited need at the most. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The SQLSTATE lock_not_available. */
    private static final String LOCKED = "55P03";

    /**
     * Those who migrate at once take turns by a lock of a session. Flyway's default, a transaction that is open for as
     * long as it migrates, is what CREATE INDEX CONCURRENTLY waits for.
     */
    public static FluentConfiguration takingTurns(FluentConfiguration configuration) {
        return configuration
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .callbacks(new GivesWay());
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        takingTurns(configuration);
    }

    /** Migrates, and again where a migration had to give way: its transaction was rolled back. */
    public static MigrateResult patiently(Flyway flyway) {
        for (int attempt = 1; ; attempt++) {
            try {
                return flyway.migrate();
            } catch (FlywayException e) {
                if (!isLocked(e) || attempt == LOCK_ATTEMPTS) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static boolean isLocked(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .anyMatch(e -> e instanceof SQLException sql && LOCKED.equals(sql.getSQLState()));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Only what is a transaction: nobody waits for what builds an index concurrently, and it would leave half of one
     * behind.
     */
    private static final class GivesWay extends BaseCallback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            var connection = context.getConnection();
            try (var statement = connection.createStatement()) {
                if (!connection.getAutoCommit()) {
                    statement.execute("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT + "'");
                }
            } catch (SQLException e) {
                throw new FlywayException(e);
            }
        }
    }
}

package dev.rota.schema;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rota.shared.database.Migrations;
import dev.rota.support.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration of a table that somebody uses. */
class MigrationLockTest {

    private DataSource database;

    @BeforeEach
    void the_table_of_changes_is_there() throws SQLException {
        database = Databases.create("shifts_locked", "shifts");
        flyway("13.5").migrate();
    }

    private Flyway flyway(String version) {
        return Migrations.takingTurns(Flyway.configure())
                .dataSource(database)
                .locations("filesystem:src/main/resources/db/shifts")
                .target(version)
                .load();
    }

    @Test
    void whoever_comes_after_it_does_not_wait_for_what_it_waits_for() throws Exception {
        try (var user = inTransaction("SELECT count(*) FROM change");
                var next = database.getConnection();
                var statement = next.createStatement()) {
            var migration = CompletableFuture.supplyAsync(() -> Migrations.patiently(flyway("14")).migrationsExecuted);
            await(next);
            // The deadline of a request.
            statement.execute("SET statement_timeout = '1800ms'");
            statement.executeQuery("SELECT count(*) FROM change");
            assertFalse(migration.isDone(), "it goes on trying");
            user.rollback();
            assertEquals(1, migration.get(30, SECONDS));
        }
    }

    @Test
    void an_index_that_is_built_beside_them_waits_for_all_who_write() throws Exception {
        Migrations.patiently(flyway("14"));
        try (var user = inTransaction("UPDATE change SET actor = NULL");
                var next = database.getConnection();
                var statement = next.createStatement()) {
            var migration =
                    CompletableFuture.supplyAsync(() -> Migrations.patiently(flyway("14.1")).migrationsExecuted);
            await(next);
            // Longer than one in a transaction would.
            Thread.sleep(1_000);
            statement.executeUpdate("UPDATE change SET actor = NULL");
            user.commit();
            assertEquals(1, migration.get(30, SECONDS));
        }
    }

    private Connection inTransaction(String sql) throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute(sql);
        return connection;
    }

    /** Until the migration waits for the one that uses the table. */
    private static void await(Connection connection) throws SQLException, InterruptedException {
        var catalog = new Catalog(connection);
        while (catalog.values("SELECT pid::text FROM pg_locks JOIN pg_stat_activity USING (pid)"
                        + " WHERE NOT granted AND datname = current_database()")
                .isEmpty()) {
            Thread.sleep(10);
        }
    }
}

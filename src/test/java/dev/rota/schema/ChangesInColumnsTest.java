package dev.rota.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.shared.database.Migrations;
import dev.rota.support.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A change says the same of a shift whether it was recorded as JSON, as until V14, or in columns. */
class ChangesInColumnsTest {

    private static final String PERSON = "00000000-0000-0000-0000-00000000000a";

    /** With a value in every column. */
    private static final String SHIFTS = """
            INSERT INTO shift (id, assignee_id, claimed_by, starts_at, ends_at, zone, location, role, notes, status, version,
                created_at, updated_at, copied_from, copied_weeks, override_reason)
            SELECT gen_random_uuid(), '%1$s', '%1$s', now() + n * interval '1 day', now() + n * interval '1 day 1 minute',
                'Etc/UTC', 'Harbour', 'cook', 'the key', 'DRAFT', 7, now(), now(), NULL, 2, 'asked for'
            FROM generate_series(%2$d, %2$d + 1) AS n;
            UPDATE shift SET copied_from = id WHERE copied_from IS NULL;
            UPDATE shift SET status = 'PUBLISHED', version = 8 WHERE status = 'DRAFT'""";

    private static final String LAST_STATES = """
            SELECT CASE c.feed WHEN 'shift' THEN to_jsonb(s) = c.state ELSE c.state @> to_jsonb(p) END
            FROM shift s JOIN published_shift p USING (id), LATERAL (
                SELECT DISTINCT ON (feed) * FROM change WHERE row_id = id ORDER BY feed, seq DESC) c""";

    private static void migrate(DataSource database, String target) {
        Migrations.takingTurns(Flyway.configure())
                .dataSource(database)
                .locations("filesystem:src/main/resources/db/shifts")
                .target(target)
                .load()
                .migrate();
    }

    private static List<String> values(Connection connection, String query) throws SQLException {
        return new Catalog(connection).values(query);
    }

    /** Fails where a column that is new in shift is not recorded. */
    @Test
    void every_column_of_a_shift_is_recorded() throws SQLException {
        try (var connection = MigratedDatabase.connection("shifts");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(SHIFTS.formatted(PERSON, 1));
            assertEquals(List.of("t", "t", "t", "t"), values(connection, LAST_STATES));
            assertEquals(
                    List.of(), values(connection, """
                            SELECT key FROM (SELECT to_jsonb(s) AS row FROM shift s) s, LATERAL jsonb_each(row) AS j
                            WHERE value = 'null'"""), "columns without a value, of which this test says nothing");
            connection.rollback();
        }
    }

    @Test
    void what_was_recorded_before_is_placed_read_and_erased_as_what_is_recorded_now() throws SQLException {
        var database = Databases.create("changes_before", "shifts");
        migrate(database, "13.5");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(SHIFTS.formatted(PERSON, 1));
            statement.execute("SELECT place_changes('shift')");
            var placed = values(connection, "SELECT max(position) FROM change WHERE feed = 'shift'");
            migrate(database, "latest");

            assertEquals(placed, values(connection, "SELECT max(position) FROM change WHERE feed = 'shift'"));
            statement.execute(SHIFTS.formatted(PERSON, 11));
            assertEquals(List.of("t", "t", "t", "t", "t", "t", "t", "t"), values(connection, LAST_STATES));
            statement.execute("SELECT place_changes(name) FROM feed");
            assertEquals(List.of("t"), values(connection, """
                            SELECT bool_and(of_feed) FROM (
                                SELECT max(position) = count(DISTINCT position) AND count(position) = count(*) AS of_feed
                                FROM change GROUP BY feed) f"""));

            statement.execute("SELECT erase_person('" + PERSON + "', '{}')");
            assertEquals(
                    List.of("erased"),
                    values(
                            connection,
                            "SELECT DISTINCT concat(state ->> 'notes', state ->> 'override_reason') FROM change"));
        }
    }
}

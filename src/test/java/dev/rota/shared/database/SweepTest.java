package dev.rota.shared.database;

import static dev.rota.support.Api.id;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has expired is deleted while nobody sends a request. */
@QuarkusTest
@TestProfile(SweepTest.Often.class)
@QuarkusTestResource(Databases.class)
class SweepTest {

    public static class Often implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rota.sweep.every", "PT0.05S");
        }
    }

    private static void execute(String module, String... statements) throws SQLException {
        try (var connection = Databases.connection(module);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static long count(String module, String t) throws SQLException {
        return rows(module, "idempotency_key WHERE key LIKE '" + t + "%'");
    }

    /** @param from a table, and which of its rows */
    private static long rows(String module, String from) throws SQLException {
        try (var connection = Databases.connection(module);
                var found = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** More than at once, and none that is still valid. */
    private static String keys(String t, int number, String age) {
        return "INSERT INTO idempotency_key (key, digest, answer, created_at) SELECT '" + t
                + "' || i, '', '{}', now() - interval '" + age + "' FROM generate_series(1, " + number + ") AS i";
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void keys_go_after_a_day_without_any_request(String module) throws SQLException {
        String t = unique();
        execute(module, keys(t + "old", 1_200, "24 hours 1 second"), keys(t + "new", 3, "23 hours 59 minutes"));
        await().atMost(10, SECONDS).until(() -> count(module, t + "old") == 0);
        assertEquals(3, count(module, t + "new"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void a_key_that_somebody_uses_is_not_waited_for(String module) throws SQLException {
        String t = unique();
        execute(module, keys(t + "used", 1, "0 seconds"));
        try (var other = Databases.connection(module);
                var statement = other.createStatement()) {
            statement.execute(
                    "UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key LIKE '" + t + "%'");
            other.setAutoCommit(false);
            // Gone before it is locked, or not at all.
            var locked =
                    statement.executeQuery("SELECT key FROM idempotency_key WHERE key LIKE '" + t + "%' FOR UPDATE");
            boolean held = locked.next();
            execute(module, keys(t + "old", 700, "25 hours"));
            await().atMost(10, SECONDS).until(() -> count(module, t + "old") == 0);
            assertEquals(held ? 1 : 0, count(module, t + "used"));
            other.rollback();
        }
        await().atMost(10, SECONDS).until(() -> count(module, t) == 0);
    }

    @Test
    void who_had_a_shift_is_forgotten_when_no_feed_shows_it_any_more() throws SQLException {
        String old = changedHands("29 days 1 second");
        String shown = changedHands("28 days");
        await().atMost(10, SECONDS).until(() -> formerly(old) == 0);
        assertEquals(1, formerly(shown));
    }

    /** The id of a shift that was taken from somebody, and ended so long ago. */
    private static String changedHands(String ago) throws SQLException {
        String shift = id(shift("status", "PUBLISHED"));
        execute("shifts", """
                INSERT INTO former_assignment (person_id, shift_id, starts_at, ends_at, location, version, updated_at)
                VALUES (uuidv7(), '%1$s', now() - interval '%2$s 8 hours', now() - interval '%2$s', 'Here', 1, now())""".formatted(shift, ago));
        return shift;
    }

    /** How many had this shift. */
    private static long formerly(String shift) throws SQLException {
        return rows("shifts", "former_assignment WHERE shift_id = '" + shift + "'");
    }

    @Test
    void a_calendar_goes_90_days_after_it_was_revoked() throws SQLException {
        String person = UUID.randomUUID().toString();
        for (String revoked :
                new String[] {"now() - interval '90 days 1 second'", "now() - interval '89 days 23 hours'", "NULL"}) {
            execute(
                    "shifts",
                    "INSERT INTO calendar (id, person_id, token_digest, version, created_at, revoked_at)"
                            + " VALUES (uuidv7(), '%s', '%s', 0, now() - interval '1 year', %s)"
                                    .formatted(person, unique(), revoked));
        }
        await().atMost(10, SECONDS).until(() -> rows("shifts", "calendar WHERE person_id = '" + person + "'") == 2);
    }

    @Test
    void a_failure_is_told_once_and_the_keys_go_when_it_is_over() throws SQLException {
        String t = unique();
        var told = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {

            @Override
            public void publish(LogRecord record) {
                if (record.getLevel().intValue() >= Level.WARNING.intValue()
                        && Sweep.class.getName().equals(record.getLoggerName())) {
                    told.add(record.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try {
            execute(
                    "users",
                    keys(t, 1, "25 hours"),
                    "CREATE SEQUENCE attempts",
                    // An attempt is counted although it fails.
                    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN PERFORM nextval(''attempts''); RAISE EXCEPTION ''not now''; END'",
                    "CREATE TRIGGER refuse BEFORE DELETE ON idempotency_key FOR EACH STATEMENT EXECUTE FUNCTION refuse()");
            await().atMost(10, SECONDS).until(() -> attempts() > 3);
            assertEquals(1, told.size(), told::toString);
        } finally {
            execute(
                    "users",
                    "DROP TRIGGER refuse ON idempotency_key",
                    "DROP FUNCTION refuse",
                    "DROP SEQUENCE attempts");
            Logger.getLogger("").removeHandler(handler);
        }
        await().atMost(10, SECONDS).until(() -> count("users", t) == 0);
    }

    private static long attempts() throws SQLException {
        try (var connection = Databases.connection("users");
                var last = connection.createStatement().executeQuery("SELECT last_value FROM attempts")) {
            last.next();
            return last.getLong(1);
        }
    }
}

package dev.rota.shared.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Client;
import dev.rota.support.Client.Answer;
import dev.rota.support.OwnDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that answers, and has no room for one more lock or connection. */
@QuarkusTest
@QuarkusTestResource(value = OwnDatabase.class, restrictToAnnotatedClass = true)
class ExhaustedDatabaseTest {

    /** Who have a shift, and no two of them the same lock. */
    private static final int MANY = 200;

    @TestHTTPResource
    URI root;

    OwnDatabase database;
    Client client;

    @BeforeEach
    void somebody_asks() {
        client = new Client(root);
    }

    @Test
    void without_room_for_a_lock_a_publication_is_to_be_tried_again() throws SQLException {
        try (var connection = database.superuser("shifts");
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, status, version,"
                    + " created_at, updated_at) SELECT gen_random_uuid(), gen_random_uuid(), '2031-03-25T08:00Z',"
                    + " '2031-03-25T16:00Z', 'UTC', 'Harbour café', 'DRAFT', 0, now(), now() FROM generate_series(1, "
                    + MANY + ")");
            // So that users, whose database is on the same server here, need not be asked again.
            assertEquals(MANY, publish(true).body().path("published").size());
            var full = assertThrows(
                    SQLException.class,
                    () -> statement.execute("SELECT pg_advisory_lock(7, n) FROM generate_series(1, 1000000) AS n"));
            assertEquals("53200", full.getSQLState());
            // For what anything needs, however little it does.
            statement.execute("SELECT pg_advisory_unlock(7, n) FROM generate_series(1, " + MANY / 2 + ") AS n");
            var answer = publish(false);
            assertTrue(answer.isUnavailable("database-unavailable"), answer.toString());
            assertNotEquals(List.of(), database.logged("out of shared memory"));
        }
        await().atMost(10, SECONDS).until(() -> publish(false).status() == 200);
    }

    private Answer publish(boolean dry) {
        return client.post(
                "/v1/shifts/publish",
                Map.of("from", "2031-03-25T00:00:00Z", "to", "2031-03-26T00:00:00Z", "dryRun", dry));
    }

    @Test
    void without_a_connection_a_request_is_to_be_tried_again() throws SQLException {
        try (var connection = database.superuser("shifts");
                var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE shifts CONNECTION LIMIT 0");
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shifts'");
            // The first ones find out that their connections are closed.
            var answers = Stream.generate(() -> plan()).limit(20).toList();
            assertEquals(
                    List.of(),
                    answers.stream()
                            .filter(answer -> !answer.isUnavailable("database-unavailable"))
                            .toList());
            var list = client.get("/v1/shifts/now");
            assertTrue(list.isUnavailable("database-unavailable"), list.toString());
            assertNotEquals(List.of(), database.logged("too many connections for role"));
            statement.execute("ALTER ROLE shifts CONNECTION LIMIT -1");
        }
        await().atMost(10, SECONDS).until(() -> plan().status() == 201);
    }

    private Answer plan() {
        return client.post(
                "/v1/shifts",
                Map.of(
                        "start", "2032-03-25T08:00:00+01:00",
                        "end", "2032-03-25T16:00:00+01:00",
                        "zone", "Europe/Berlin",
                        "location", "Harbour café"));
    }
}

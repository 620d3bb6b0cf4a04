package dev.rota.shared.database;

import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.work;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.OwnDatabase;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write whose server process is frozen in the middle, and goes on long after its client has got a 503. */
@QuarkusTest
@QuarkusTestResource(value = OwnDatabase.class, restrictToAnnotatedClass = true)
class FrozenWriteTest {

    private static final String UNAVAILABLE = "urn:rota:database-unavailable";

    OwnDatabase database;

    @Inject
    @ReactiveDataSource("shifts")
    Pool pool;

    private final String key = unique();
    private final String place = unique();
    private String ada;
    private String open;
    private Connection other;

    /** A step of the write, and what somebody else holds so that it waits there. */
    enum Step {
        TAKING_THE_KEY("INSERT INTO idempotency_key (key, digest) VALUES ('%1$s', 'other')"),
        TAKING_TURNS("SELECT take_turns(ARRAY[CAST('%2$s' AS uuid)])"),
        RECORDING_THE_CHANGE("LOCK TABLE change IN SHARE MODE"),
        COMMITTING("INSERT INTO published_shift (id, assignee_id, starts_at, ends_at, zone, location, status, version,"
                + " created_at, updated_at) SELECT id, '%2$s', starts_at, ends_at, zone, location, 'PUBLISHED', 0, now(),"
                + " now() FROM shift WHERE id = '%3$s'");

        final String held;

        Step(String held) {
            this.held = held;
        }
    }

    @BeforeEach
    void somebody_else_connects() throws SQLException {
        ada = id(user());
        open = id(shift());
        // Of triggers, only the exclusion constraint matters for what is held.
        execute("ALTER TABLE published_shift DISABLE TRIGGER USER");
        other = database.connection("shifts");
        other.setAutoCommit(false);
    }

    @AfterEach
    void all_goes_on() throws SQLException {
        database.thaw();
        other.close();
        execute("ALTER TABLE published_shift ENABLE TRIGGER USER");
    }

    @ParameterizedTest
    @EnumSource
    void what_was_answered_503_is_not_done_later_and_can_be_repeated(Step step) throws Exception {
        execute(other, step.held.formatted(key, ada, open));
        var answer = CompletableFuture.supplyAsync(this::plan);
        await().atMost(1_500, MILLISECONDS).until(() -> waiting() != null);
        var process = waiting();
        assertEquals(step == Step.COMMITTING, process.getValue().equals("COMMIT"), process.getValue());
        database.freeze(process.getKey());
        other.rollback();
        refused(answer.get(10, SECONDS), 503, UNAVAILABLE);
        goesOnLater();
        // Whether a COMMIT under way took place is not known to whoever sent it.
        assertTrue(planned() <= (step == Step.COMMITTING ? 1 : 0), planned() + " shifts");
        repeat();
    }

    @Test
    void what_was_not_begun_when_its_server_froze_is_not_done_later() throws Exception {
        database.freeze();
        refused(plan(), 503, UNAVAILABLE);
        goesOnLater();
        assertEquals(0, planned());
        repeat();
    }

    @Test
    void a_transaction_that_nobody_ends_is_ended_by_the_server() {
        var endless = pool.withTransaction(connection -> connection
                .query("SELECT pg_sleep(1.5)")
                .execute()
                .compose(slept -> connection.query("SELECT pg_sleep(1.5)").execute()));
        assertThrows(
                CompletionException.class,
                () -> endless.toCompletionStage().toCompletableFuture().join());
        assertTrue(!database.logged("due to transaction timeout").isEmpty());
    }

    /** Longer than the server's limit after the answer. */
    private void goesOnLater() throws InterruptedException {
        Thread.sleep(1_500);
        database.thaw();
        await().atMost(Duration.ofSeconds(10)).until(() -> "0".equals(one("""
                SELECT count(*) FROM pg_stat_activity
                WHERE application_name = 'rota-shifts' AND xact_start IS NOT NULL""")));
        Thread.sleep(500);
    }

    private void repeat() throws SQLException {
        await().atMost(Duration.ofSeconds(10)).until(() -> plan().statusCode() == 201);
        assertEquals(1, planned());
    }

    private Response plan() {
        return post(SHIFTS, work("assignee", ada, "location", place, "status", "PUBLISHED"), "Idempotency-Key", key);
    }

    private int planned() throws SQLException {
        return Integer.parseInt(one("SELECT count(*) FROM shift WHERE location = '" + place + "'"));
    }

    /** The process that waits for a lock, and for which statement; {@code null} if none does. */
    private Map.Entry<Long, String> waiting() throws SQLException {
        String found = one("SELECT pid || ' ' || query FROM pg_stat_activity"
                + " WHERE application_name = 'rota-shifts' AND wait_event_type = 'Lock'");
        return found == null
                ? null
                : Map.entry(Long.parseLong(found.replaceFirst("(?s) .*", "")), found.replaceFirst("\\d+ ", ""));
    }

    private String one(String query) throws SQLException {
        try (var connection = database.connection("shifts");
                var result = connection.createStatement().executeQuery(query)) {
            return result.next() ? result.getString(1) : null;
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.connection("shifts")) {
            execute(connection, statement);
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }
}

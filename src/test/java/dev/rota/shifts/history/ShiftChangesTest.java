package dev.rota.shifts.history;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.work;
import static dev.rota.support.Follower.patiently;
import static dev.rota.support.Tokens.DEPUTY;
import static dev.rota.support.Tokens.PLANNER;
import static dev.rota.support.Tokens.STAFF;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shifts.planning.ShiftsRehearsal;
import dev.rota.support.Databases;
import dev.rota.support.Follower;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the change feeds tell of shifts, and the history that each shift has. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ShiftChangesTest {

    private static final String PLANNED = SHIFTS + "/changes";
    private static final String PUBLISHED = PLANNED + "?view=published";
    private static final String TOKEN = "Authorization";

    @Inject
    ShiftsRehearsal rehearsal;

    private static String at(String shift) {
        return SHIFTS + "/" + shift;
    }

    private static Response changed(String shift, Map<String, ?> fields, String... headers) {
        var all = Stream.concat(Stream.of("If-Match", "*"), Arrays.stream(headers));
        var answer = patch(at(shift), fields, all.toArray(String[]::new));
        answer.then().statusCode(200);
        return answer;
    }

    private static Response cancelled(String shift) {
        var answer = delete(at(shift), "If-Match", "*");
        answer.then().statusCode(200);
        return answer;
    }

    private static Object shiftOf(Map<String, Object> change) {
        return ((Map<?, ?>) change.get("shift")).get("id");
    }

    private static List<Object> shiftsOf(List<Map<String, Object>> changes) {
        return changes.stream().map(ShiftChangesTest::shiftOf).toList();
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    // ------------------------------------------------------------------------------------------------ the feed

    @Test
    void every_change_is_told_in_order_with_the_shift_as_it_became() {
        var follower = Follower.fromNow(PLANNED);
        var answers = new ArrayList<Response>();
        answers.add(shift("notes", "Bring the key."));
        String id = id(answers.get(0));
        answers.add(changed(id, Map.of("location", "Station kiosk", "role", "barista")));
        answers.add(changed(id, Map.of("status", "PUBLISHED")));
        answers.add(changed(id, Map.of("notes", "Ring the bell.")));
        answers.add(cancelled(id));

        var changes = follower.read();
        assertEquals(
                List.of("CREATED", "UPDATED", "PUBLISHED", "UPDATED", "CANCELLED"),
                changes.stream().map(change -> change.get("kind")).toList());
        assertEquals(
                answers.stream().map(answer -> answer.jsonPath().getMap("")).toList(),
                changes.stream().map(change -> change.get("shift")).toList());
        assertEquals(List.of(), follower.read());
    }

    @Test
    void what_workers_come_to_see_is_a_feed_of_its_own() {
        var follower = Follower.fromNow(PUBLISHED);
        String place = unique();
        String id = id(shift("location", place));
        changed(id, Map.of("notes", "Not yet"));
        assertEquals(List.of(), follower.read());
        changed(id, Map.of("status", "PUBLISHED"));
        changed(id, Map.of("notes", "For planners only"));
        changed(id, Map.of("status", "PUBLISHED"));
        cancelled(id);
        post(
                        SHIFTS + "/publish",
                        Map.of("from", "2029-03-01T00:00:00Z", "to", "2029-03-02T00:00:00Z", "location", place))
                .then()
                .statusCode(200);

        var changes = follower.read();
        assertEquals(
                List.of("CREATED", "UPDATED", "CANCELLED"),
                changes.stream().map(change -> change.get("kind")).toList());
        assertEquals(
                get(at(id) + "?view=published").jsonPath().getMap(""),
                changes.get(2).get("shift"));
    }

    @Test
    void what_changes_nothing_is_no_change() throws SQLException {
        String id = id(shift("status", "PUBLISHED"));
        cancelled(id);
        var follower = Follower.fromNow(PLANNED);
        cancelled(id);
        try (var operator = Databases.connection("shifts")) {
            execute(operator, "UPDATE shift SET notes = notes WHERE id = '" + id + "'");
        }
        refused(patch(at(id), Map.of("notes", "Too late"), "If-Match", "*"), 409, "urn:rota:shift-cancelled");
        assertEquals(List.of(), follower.read());
    }

    @Test
    void what_is_written_again_as_it_is_is_in_no_feed_and_no_history() {
        String place = unique();
        var fields = work("location", place, "notes", "Bring the key.", "assignee", id(user()), "status", "PUBLISHED");
        var before = created(post(SHIFTS, fields));
        String id = id(before);
        var followers = List.of(Follower.fromNow(PLANNED), Follower.fromNow(PUBLISHED));
        var selection = Map.of("from", "2029-03-01T00:00:00Z", "to", "2029-03-02T00:00:00Z", "location", place);

        for (var answer : List.of(
                put(at(id), fields, "If-Match", "\"0\""),
                changed(id, Map.of("status", "PUBLISHED")),
                changed(id, Map.of("notes", "Bring the key.")),
                changed(id, Map.of("start", "2029-03-01T10:00:00+02:00", "status", "PUBLISHED")),
                post(at(id) + "/claim", Map.of("user", fields.get("assignee"))))) {
            answer.then().statusCode(200).header("ETag", is("\"0\""));
            assertEquals(before.asString(), answer.asString());
        }
        post(SHIFTS + "/publish", selection).then().statusCode(200).body("published", hasSize(0));

        for (var follower : followers) {
            assertEquals(List.of(), follower.read());
        }
        get(at(id) + "/history").then().body("items", hasSize(1));
        get(at(id) + "?view=published").then().header("ETag", is("\"0\""));
    }

    @Test
    void a_rehearsal_leaves_nothing_behind() throws Throwable {
        var follower = Follower.fromNow(PLANNED);
        VertxContextSupport.subscribeAndAwait(rehearsal::write);
        assertEquals(List.of(), follower.read());
        // Nor a gap, although the sequence has one now.
        String id = id(shift());
        var next = follower.read();
        assertEquals(List.of(id), shiftsOf(next));
        shift();
        assertEquals(List.of((Integer) next.get(0).get("position") + 1), follower.read("position"));
    }

    @Test
    void a_feed_is_of_one_edition() {
        refused(get(PLANNED + "?view=both"), 400, NO_TYPE, "view");
    }

    @Test
    void what_an_operator_writes_or_deletes_is_told_too() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        var shift = shift();
        try (var operator = Databases.connection("shifts")) {
            execute(operator, "UPDATE shift SET notes = 'Moved' WHERE id = '" + id(shift) + "'");
            execute(operator, "DELETE FROM shift WHERE id = '" + id(shift) + "'");
        }
        var changes = follower.read();
        assertEquals(
                List.of("CREATED", "UPDATED", "DELETED"),
                changes.stream().map(change -> change.get("kind")).toList());
        assertEquals("Moved", ((Map<?, ?>) changes.get(2).get("shift")).get("notes"));
        get(at(id(shift))).then().statusCode(404);
        get(at(id(shift)) + "/history").then().statusCode(200).body("items", hasSize(3));
    }

    @Test
    void a_status_of_a_later_version_stops_no_follower() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        String id = id(shift());
        changed(id, Map.of("notes", "Bring the key."));
        try (var operator = Databases.connection("shifts")) {
            execute(operator, "UPDATE change_row SET status = 'PAUSED' WHERE row_id = '" + id + "'");
        }
        var changes = follower.read();
        assertEquals(List.of(id, id), shiftsOf(changes));
        assertNull(((Map<?, ?>) changes.get(1).get("shift")).get("status"));
        get(at(id) + "/history").then().statusCode(200).body("items", hasSize(2));
    }

    // ------------------------------------------------------------------------------------------------ history

    @Test
    void a_history_says_who_changed_what_when_and_how() {
        var before = Instant.now();
        String ada = id(user("roles", List.of("barista")));
        String id = id(created(post(SHIFTS, work("role", "barista"), TOKEN, Tokens.of(PLANNER))));
        changed(id, Map.of("notes", "Bring the key.", "start", "2029-03-01T09:00:00Z"), TOKEN, Tokens.of(DEPUTY));
        changed(id, Map.of("status", "PUBLISHED"), TOKEN, Tokens.of(PLANNER));
        post(at(id) + "/claim", Map.of("user", ada), TOKEN, Tokens.of(DEPUTY))
                .then()
                .statusCode(200);
        delete(at(id) + "/claim", "If-Match", "*").then().statusCode(200);

        var history = get(at(id) + "/history").then().statusCode(200).body("next", nullValue());
        history.body("items.kind", is(List.of("CREATED", "UPDATED", "PUBLISHED", "UPDATED", "UPDATED")))
                .body("items.version", is(List.of(0, 1, 2, 3, 4)))
                .body("items.actor", is(List.of(PLANNER, DEPUTY, PLANNER, DEPUTY, STAFF)))
                .body("items[0].fields.find { it.field == 'role' }.before", nullValue())
                .body("items[0].fields.find { it.field == 'role' }.after", is("barista"))
                .body("items[1].fields.field", is(List.of("start", "notes")))
                .body("items[1].fields.before", is(Arrays.asList("2029-03-01T08:00:00Z", null)))
                .body("items[1].fields.after", is(List.of("2029-03-01T09:00:00Z", "Bring the key.")))
                .body(
                        "items[2].fields",
                        is(List.of(Map.of("field", "status", "before", "DRAFT", "after", "PUBLISHED"))))
                .body("items[3].fields.field", is(List.of("assignee", "claimed")))
                .body("items[3].fields.after", is(List.of(ada, true)))
                .body("items[4].fields.before", is(List.of(ada, true)));
        var times = history.extract().<List<String>>path("items.at").stream()
                .map(Instant::parse)
                .toList();
        assertEquals(times.stream().sorted().toList(), times);
        // The same machine's clock, which the database has cut to microseconds.
        assertTrue(
                !times.get(0).plusMillis(1).isBefore(before) && !times.get(4).isAfter(Instant.now()), times::toString);
    }

    @Test
    void each_view_of_a_shift_has_its_history_in_pages() {
        String id = id(shift());
        refused(get(at(id) + "/history?view=published"), 404, NO_TYPE);
        for (int i = 0; i < 3; i++) {
            changed(id, Map.of("notes", unique(), "status", "PUBLISHED"));
        }
        get(at(id) + "/history?view=published")
                .then()
                .body("items.kind", is(List.of("CREATED", "UPDATED", "UPDATED")))
                .body("items[1].fields.field", is(List.of("notes")));
        var first = get(at(id) + "/history?limit=3");
        first.then().body("items.version", is(List.of(0, 1, 2)));
        get(at(id) + "/history?limit=3&cursor=" + first.path("next"))
                .then()
                .body("items.version", is(List.of(3)))
                .body("items[0].fields.field", is(List.of("notes")))
                .body("next", nullValue());
        refused(get(at(id(shift())) + "/history?cursor=" + first.path("next")), 400, NO_TYPE, "cursor");
        refused(get(at(UUID.randomUUID().toString()) + "/history"), 404, NO_TYPE);
    }

    // ------------------------------------------------------------------------------------------------ who

    /** The id of a new shift that somebody has planned; a busy machine may take several attempts. */
    private static String plannedBy(String actor) {
        return id(created(patiently(() -> post(SHIFTS, work(), TOKEN, Tokens.of(actor)))));
    }

    private static List<String> actorsOf(String shift) {
        return patiently(at(shift) + "/history").path("items.actor");
    }

    @Test
    void somebody_is_not_recorded_for_what_somebody_else_did_on_the_same_connection() {
        for (int i = 0; i < 5; i++) {
            // More than the pool has connections, so that each served several actors.
            together(10, thread -> plannedBy(DEPUTY));
            assertEquals(List.of(PLANNER), actorsOf(plannedBy(PLANNER)));
        }
    }

    @Test
    void each_of_many_at_once_is_recorded_for_what_they_did() {
        var ids = together(16, thread -> plannedBy(thread % 2 == 0 ? PLANNER : DEPUTY));
        for (int i = 0; i < ids.size(); i++) {
            assertEquals(List.of(i % 2 == 0 ? PLANNER : DEPUTY), actorsOf(ids.get(i)));
        }
    }

    @Test
    void a_refused_change_is_recorded_for_nobody() {
        String id = id(shift());
        patch(at(id), Map.of("notes", "x"), "If-Match", "\"7\"", TOKEN, Tokens.of(DEPUTY))
                .then()
                .statusCode(412);
        get(at(id) + "/history").then().body("items", hasSize(1)).body("items[0].actor", is(STAFF));
    }
}

package dev.rota.shifts.history;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.json;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.work;
import static dev.rota.support.Follower.patiently;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shifts.planning.ShiftsRehearsal;
import dev.rota.support.Databases;
import dev.rota.support.Follower;
import dev.rota.support.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The change feed of shifts loses no change, and each shift has its history. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ShiftChangesTest {

    private static final String PLANNED = SHIFTS + "/changes";
    private static final String PUBLISHED = PLANNED + "?view=published";
    private static final String ACTOR = "X-Forwarded-User";

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

    private static Object versionOf(Map<String, Object> change) {
        return ((Map<?, ?>) change.get("shift")).get("version");
    }

    private static List<Object> shiftsOf(List<Map<String, Object>> changes) {
        return changes.stream().map(ShiftChangesTest::shiftOf).toList();
    }

    /** The column of one query. */
    private static <T> List<T> select(Connection connection, Class<T> type, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<T>();
            while (rows.next()) {
                values.add(rows.getObject(1, type));
            }
            return values;
        }
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static void insert(Connection connection, UUID id) throws SQLException {
        execute(connection, """
                INSERT INTO shift (id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)
                VALUES ('%s', '2029-03-01T08:00:00Z', '2029-03-01T16:00:00Z', 'Europe/Berlin', 'Kiosk', 'DRAFT', 0,
                        now(), now())""".formatted(id));
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
    void followers_go_on_after_what_an_operator_has_erased() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        String erased = id(shift());
        try (var operator = Databases.connection("shifts")) {
            execute(operator, "DELETE FROM shift WHERE id = '" + erased + "'");
            int last = (Integer) follower.read().get(1).get("position");
            execute(operator, "DELETE FROM change WHERE row_id = '" + erased + "'");
            shift();
            assertEquals(List.of(last + 1), follower.read("position"));
        }
    }

    @Test
    void pages_lead_on_to_the_end_and_from_there_to_what_comes_later() {
        String cursor = Follower.fromNow(PLANNED).cursor();
        var ids = Stream.generate(() -> id(shift())).limit(3).toList();
        var first = get(PLANNED + "?limit=2&cursor=" + cursor);
        first.then()
                .body("items.shift.id", is(ids.subList(0, 2)))
                .body("more", is(true))
                .header("Link", containsString("cursor=" + first.path("next")));
        var second = get(PLANNED + "?limit=2&cursor=" + first.path("next"));
        second.then()
                .body("items.shift.id", is(ids.subList(2, 3)))
                .body("more", is(false))
                .header("Link", nullValue());
        var end = get(PLANNED + "?limit=2&cursor=" + second.path("next"));
        end.then().body("items", hasSize(0)).body("more", is(false)).body("next", is((String) second.path("next")));
        String later = id(shift());
        get(PLANNED + "?limit=2&cursor=" + end.path("next")).then().body("items.shift.id", is(List.of(later)));
        // The same cursor gives the same changes again.
        get(PLANNED + "?limit=1&cursor=" + cursor).then().body("items.shift.id", is(ids.subList(0, 1)));
    }

    @Test
    void whoever_begins_without_a_cursor_has_every_shift_there_is() throws SQLException {
        shift("status", "PUBLISHED");
        for (var feed : Map.of(PLANNED, "shift", PUBLISHED, "published_shift").entrySet()) {
            var copy = new TreeMap<String, Object>();
            for (var change : Follower.fromTheBeginning(feed.getKey()).read()) {
                if (change.get("kind").equals("DELETED")) {
                    copy.remove(shiftOf(change));
                } else {
                    copy.put((String) shiftOf(change), versionOf(change));
                }
            }
            try (var database = Databases.connection("shifts")) {
                assertEquals(
                        select(database, String.class, "SELECT id || ' ' || version FROM " + feed.getValue()).stream()
                                .collect(toSet()),
                        copy.entrySet().stream()
                                .map(shift -> shift.getKey() + " " + shift.getValue())
                                .collect(toSet()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                // A position of no feed.
                "MTAxOTgwYTVmLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMQ",
                "limit=0",
                "limit=501",
                "view=both"
            })
    void what_is_no_cursor_limit_or_view_is_refused(String value) {
        var answer = get(PLANNED + "?" + (value.contains("=") ? value : "cursor=" + value));
        refused(answer, 400, NO_TYPE, value.contains("=") ? value.replaceFirst("=.*", "") : "cursor");
    }

    @Test
    void a_cursor_of_another_view_service_or_list_is_refused() {
        shift();
        shift();
        user();
        for (String other : List.of(
                Follower.fromNow(PUBLISHED).cursor(),
                Follower.fromNow(USERS + "/changes").cursor(),
                patiently(SHIFTS + "?from=2029-03-01T00:00:00Z&limit=1").<String>path("next"))) {
            refused(get(PLANNED + "?cursor=" + other), 400, NO_TYPE, "cursor");
        }
    }

    @Test
    void a_cursor_that_is_ahead_of_the_database_is_refused() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        shift();
        follower.read();
        // As after restoring an older backup; waiting for the positions to be assigned again would miss changes.
        try (var operator = Databases.connection("shifts")) {
            execute(operator, "UPDATE feed SET position = position - 1 WHERE name = 'shift'");
            try {
                refused(get(PLANNED + "?cursor=" + follower.cursor()), 400, NO_TYPE, "cursor");
            } finally {
                execute(operator, "UPDATE feed SET position = position + 1 WHERE name = 'shift'");
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ all at once

    @Test
    void a_change_that_came_first_and_committed_last_is_told_last_and_not_missed() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        try (var slow = Databases.connection("shifts");
                var quick = Databases.connection("shifts")) {
            slow.setAutoCommit(false);
            insert(slow, first);
            insert(quick, second);
            assertEquals(List.of(second.toString()), shiftsOf(follower.read()));
            slow.commit();
            assertEquals(List.of(first.toString()), shiftsOf(follower.read()));
            assertEquals(List.of(), follower.read());
            // By the sequence alone, whoever had seen the second one would have been past the first one.
            assertEquals(
                    List.of(first, second),
                    select(
                            quick,
                            UUID.class,
                            "SELECT row_id FROM change WHERE row_id IN ('%s', '%s') ORDER BY seq"
                                    .formatted(first, second)));
        }
    }

    @Test
    void readers_at_the_same_moment_take_turns() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        String first = id(shift());
        try (var other = Databases.connection("shifts");
                var watch = Databases.connection("shifts")) {
            other.setAutoCommit(false);
            select(other, Long.class, "SELECT (place_changes('shift')).position");
            String second = id(shift());
            var changes = CompletableFuture.supplyAsync(follower::read);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !select(
                                    watch,
                                    Integer.class,
                                    "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                            + " AND query LIKE '%place_changes%'")
                            .isEmpty());
            other.commit();
            assertEquals(List.of(first, second), shiftsOf(changes.join()));
        }
    }

    @Test
    void a_reader_that_gives_up_takes_no_change_with_it() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        String id = id(shift());
        try (var other = Databases.connection("shifts")) {
            other.setAutoCommit(false);
            select(other, Long.class, "SELECT (place_changes('shift')).position");
            other.rollback();
        }
        assertEquals(List.of(id), shiftsOf(follower.read()));
    }

    @Test
    void a_long_backlog_is_worked_off_bit_by_bit() throws SQLException {
        var follower = Follower.fromNow(PLANNED);
        try (var database = Databases.connection("shifts")) {
            int rows = execute(database, """
                    INSERT INTO shift (id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)
                    SELECT gen_random_uuid(), '2029-06-01T08:00:00Z', '2029-06-01T16:00:00Z', 'Europe/Berlin', 'Backlog',
                           'DRAFT', n, now(), now()
                    FROM generate_series(1, 1234) AS n""");
            String place = "SELECT (place_changes('shift')).position";
            long first = select(database, Long.class, place).get(0);
            assertEquals(
                    List.of(rows - 1_000L),
                    select(
                            database,
                            Long.class,
                            "SELECT count(*) FROM change WHERE feed = 'shift' AND position IS NULL"));
            assertEquals(List.of(first + rows - 1_000), select(database, Long.class, place));
            assertEquals(List.of(first + rows - 1_000), select(database, Long.class, place));
            assertEquals(
                    IntStream.rangeClosed(1, rows).boxed().toList(),
                    follower.read().stream().map(ShiftChangesTest::versionOf).toList());
        }
    }

    @Test
    void however_many_write_at_once_a_follower_has_every_change_exactly_once_and_each_shifts_in_order()
            throws SQLException {
        int writers = 8;
        var shared = Stream.generate(() -> id(shift())).limit(4).toList();
        var followers = List.of(Follower.fromNow(PLANNED), Follower.fromNow(PUBLISHED));
        var told = List.of(new ArrayList<Map<String, Object>>(), new ArrayList<Map<String, Object>>());
        var written = new ConcurrentLinkedQueue<Map<String, Object>>();
        var writing = new CountDownLatch(writers);
        together(writers + followers.size(), thread -> {
            if (thread < followers.size()) {
                while (writing.getCount() > 0) {
                    told.get(thread).addAll(followers.get(thread).read());
                }
                return null;
            }
            var random = new Random(thread);
            try {
                for (int i = 0; i < 20; i++) {
                    var answer = random.nextInt(5) == 0
                            ? post(SHIFTS, work("notes", unique()))
                            : patch(
                                    at(shared.get(random.nextInt(shared.size()))),
                                    random.nextInt(3) == 0
                                            ? Map.of("notes", unique(), "status", "PUBLISHED")
                                            : Map.of("notes", unique()),
                                    "If-Match",
                                    "*");
                    if (answer.statusCode() < 300) {
                        written.add(answer.jsonPath().getMap(""));
                    } else {
                        // Somebody else was faster, or the machine is busy.
                        assertTrue(List.of(412, 503).contains(answer.statusCode()), answer.asString());
                    }
                }
            } finally {
                writing.countDown();
            }
            return null;
        });

        try (var operator = Databases.connection("shifts")) {
            // A write that was answered 503 may still commit later: block writes while the result is read.
            operator.setAutoCommit(false);
            execute(operator, "LOCK TABLE shift, published_shift IN SHARE ROW EXCLUSIVE MODE");
            for (int i = 0; i < followers.size(); i++) {
                int view = i;
                var changes = told.get(view);
                changes.addAll(followers.get(view).read());
                int first = (Integer) changes.get(0).get("position");
                assertEquals(
                        IntStream.range(first, first + changes.size()).boxed().toList(),
                        changes.stream().map(change -> change.get("position")).toList());
                // What a copy holds that took over each shift as it was shown last.
                changes.stream()
                        .collect(toMap(
                                ShiftChangesTest::shiftOf, change -> change.get("shift"), (before, after) -> after))
                        .forEach((id, shift) -> assertEquals(
                                patiently(at((String) id) + (view == 0 ? "" : "?view=published"))
                                        .jsonPath()
                                        .getMap(""),
                                shift));
            }
        }
        assertTrue(
                told.get(0).stream().map(change -> change.get("shift")).toList().containsAll(written));
        // One version after the other, to the last one: none is missing in between.
        told.get(0).stream().collect(groupingBy(ShiftChangesTest::shiftOf)).forEach((id, changes) -> {
            int first = shared.contains(id) ? 1 : 0;
            assertEquals(
                    IntStream.range(first, first + changes.size()).boxed().toList(),
                    changes.stream().map(ShiftChangesTest::versionOf).toList());
        });
        assertTrue(told.get(1).size() >= shared.size(), "nothing was published");
    }

    // ------------------------------------------------------------------------------------------------ history

    @Test
    void a_history_says_who_changed_what_when_and_how() {
        var before = Instant.now();
        String ada = id(user("roles", List.of("barista")));
        String id = id(created(post(SHIFTS, work("role", "barista"), ACTOR, "planner@example.com")));
        changed(id, Map.of("notes", "Bring the key.", "start", "2029-03-01T09:00:00Z"), ACTOR, "deputy");
        changed(id, Map.of("status", "PUBLISHED"), ACTOR, "planner@example.com");
        post(at(id) + "/claim", Map.of("user", ada), ACTOR, "ada").then().statusCode(200);
        delete(at(id) + "/claim", "If-Match", "*").then().statusCode(200);

        var history = get(at(id) + "/history").then().statusCode(200).body("next", nullValue());
        history.body("items.kind", is(List.of("CREATED", "UPDATED", "PUBLISHED", "UPDATED", "UPDATED")))
                .body("items.version", is(List.of(0, 1, 2, 3, 4)))
                .body(
                        "items.actor",
                        is(Arrays.asList("planner@example.com", "deputy", "planner@example.com", "ada", null)))
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

    /** The id of a new shift that somebody, or nobody who is named, has planned; a busy machine may take several attempts. */
    private static String plannedBy(String actor) {
        String[] headers = actor == null ? new String[0] : new String[] {ACTOR, actor};
        return id(created(patiently(() -> post(SHIFTS, work(), headers))));
    }

    private static List<String> actorsOf(String shift) {
        return patiently(at(shift) + "/history").path("items.actor");
    }

    @Test
    void nobody_is_recorded_for_what_somebody_else_did_on_the_same_connection() {
        for (int i = 0; i < 5; i++) {
            // More than the pool has connections, so that each served several actors.
            together(10, thread -> plannedBy("ada"));
            assertEquals(Collections.singletonList(null), actorsOf(plannedBy(null)));
        }
    }

    @Test
    void each_of_many_at_once_is_recorded_for_what_they_did() {
        var ids = together(16, thread -> plannedBy(thread % 2 == 0 ? "user " + thread : null));
        for (int i = 0; i < ids.size(); i++) {
            assertEquals(Collections.singletonList(i % 2 == 0 ? "user " + i : null), actorsOf(ids.get(i)));
        }
    }

    @Test
    void a_refused_change_is_recorded_for_nobody() {
        String id = id(shift());
        patch(at(id), Map.of("notes", "x"), "If-Match", "\"7\"", ACTOR, "ada")
                .then()
                .statusCode(412);
        get(at(id) + "/history").then().body("items", hasSize(1)).body("items[0].actor", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"Jürgen Groß,201", "李雷,201", "'',201", "' ',201", "a\u0085b,400", "TOO LONG,400"})
    void a_name_is_utf_8_and_of_200_characters_without_control_characters(String name, int status) throws IOException {
        String sent = name.equals("TOO LONG") ? "x".repeat(201) : name;
        try (var wire = new Wire(RestAssured.port)) {
            var answer = wire.send(
                    "POST",
                    SHIFTS,
                    Map.of("Content-Type", "application/json", ACTOR, new String(sent.getBytes(UTF_8), ISO_8859_1)),
                    json(work()).getBytes(UTF_8));
            assertEquals(status, answer.status(), answer.body());
            assertEquals(status == 400, answer.body().contains("\"field\":\"" + ACTOR + "\""), answer.body());
            if (status == 201) {
                String id = JsonPath.from(answer.body()).getString("id");
                get(at(id) + "/history").then().body("items[0].actor", is(name.isBlank() ? null : name));
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ migration

    @Test
    void shifts_that_were_there_before_are_in_the_feed_first_whatever_is_written_meanwhile() throws SQLException {
        var untouched = UUID.randomUUID();
        var changed = UUID.randomUUID();
        var created = UUID.randomUUID();
        try (var database = Databases.connection("shifts")) {
            execute(database, "CREATE SCHEMA earlier");
            try {
                migrate(database, "6?");
                execute(database, "SET search_path = earlier, public");
                insert(database, untouched);
                insert(database, changed);
                migrate(database, "7");
                // By the version before, which serves on.
                execute(database, "UPDATE shift SET status = 'PUBLISHED', version = 1 WHERE id = '" + changed + "'");
                insert(database, created);
                migrate(database, "latest");

                select(database, Long.class, "SELECT (place_changes('shift')).position");
                assertEquals(
                        List.of("1 CREATED " + untouched, "2 PUBLISHED " + changed, "3 CREATED " + created),
                        select(
                                database,
                                String.class,
                                "SELECT position || ' ' || kind || ' ' || row_id FROM change WHERE feed = 'shift' ORDER BY seq"));
                assertEquals(
                        List.of("published_shift 0", "shift 3"),
                        select(database, String.class, "SELECT name || ' ' || position FROM feed ORDER BY name"));
            } finally {
                execute(database, "DROP SCHEMA earlier CASCADE");
            }
        }
    }

    private static void migrate(Connection database, String target) throws SQLException {
        Flyway.configure()
                .dataSource(database.getMetaData().getURL(), "shifts", "local")
                .schemas("earlier")
                .locations("classpath:db/shifts")
                .target(target)
                .load()
                .migrate();
    }
}

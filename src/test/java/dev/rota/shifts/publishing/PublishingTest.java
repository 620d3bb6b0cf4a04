package dev.rota.shifts.publishing;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers see changes only when they are published. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PublishingTest {

    private static final String PUBLISH = SHIFTS + "/publish";
    private static final String FROM = "2029-03-01T00:00:00Z";
    private static final String TO = "2029-03-02T00:00:00Z";

    /** A place of this test's own, so that other tests' shifts are not published. */
    private final String place = unique();

    private String planned(Object... fields) {
        var all = new ArrayList<Object>(List.of("location", place));
        all.addAll(List.of(fields));
        return id(shift(all.toArray()));
    }

    private Response publish(Object... fields) {
        var answer = post(PUBLISH, with(Map.of("from", FROM, "to", TO, "location", place), fields));
        answer.then().statusCode(200);
        return answer;
    }

    private static void change(String shift, Object... fields) {
        patch(SHIFTS + "/" + shift, with(Map.of(), fields), "If-Match", "*")
                .then()
                .statusCode(200);
    }

    private static void cancel(String shift) {
        delete(SHIFTS + "/" + shift, "If-Match", "*").then().statusCode(200);
    }

    private static Response seen(String shift) {
        return get(SHIFTS + "/" + shift + "?view=published");
    }

    private static String person() {
        return id(user());
    }

    private static List<String> list(String path, Object... parameters) {
        var page = get(path + query(parameters));
        page.then().statusCode(200);
        return page.path("items.id");
    }

    @Test
    void workers_see_a_new_shift_when_it_is_published() {
        String shift = planned("role", "barista");
        refused(seen(shift), 404, NO_TYPE);
        assertEquals(List.of(), list(SHIFTS, "view", "published", "from", FROM, "location", place));

        publish().then().body("published.id", is(List.of(shift))).body("conflicts", empty());

        var published = seen(shift);
        published.then().statusCode(200).header("ETag", is("\"1\"")).body("status", is("PUBLISHED"));
        assertEquals(published.asString(), get(SHIFTS + "/" + shift).asString());
        assertEquals(List.of(shift), list(SHIFTS, "view", "published", "from", FROM, "location", place));
        assertEquals(
                List.of(shift),
                list(SHIFTS + "/now", "view", "published", "at", "2029-03-01T09:00:00Z", "location", place));
    }

    @Test
    void workers_see_the_published_version_until_the_change_is_published() {
        String ada = person();
        String grace = person();
        String shift = planned("assignee", ada, "status", "PUBLISHED");
        var before = seen(shift);
        change(shift, "assignee", grace, "start", "2029-03-01T10:00:00Z", "notes", "Bring the key.");

        assertEquals(before.asString(), seen(shift).asString());
        assertEquals(List.of(shift), list(PEOPLE + "/" + ada + "/shifts", "view", "published", "from", FROM));
        assertEquals(List.of(), list(PEOPLE + "/" + grace + "/shifts", "view", "published", "from", FROM));
        assertEquals(List.of(), list(PEOPLE + "/" + ada + "/shifts", "view", "planned", "from", FROM));
        assertEquals(List.of(shift), list(PEOPLE + "/" + grace + "/shifts", "from", FROM));

        publish().then().body("published.id", is(List.of(shift)));
        seen(shift)
                .then()
                .body("assignee", is(grace))
                .body("start", is("2029-03-01T10:00:00Z"))
                .body("notes", is("Bring the key."))
                .body("version", is(2));
        assertEquals(List.of(), list(PEOPLE + "/" + ada + "/shifts", "view", "published", "from", FROM));
    }

    @Test
    void a_cancellation_is_seen_when_it_is_published_and_stays_seen_as_such() {
        String shift = planned("status", "PUBLISHED");
        cancel(shift);
        seen(shift).then().body("status", is("PUBLISHED"));

        publish().then().body("published.id", is(List.of(shift))).body("published.status", is(List.of("CANCELLED")));

        seen(shift).then().body("status", is("CANCELLED")).body("version", is(1));
        publish().then().body("published", empty());
    }

    @Test
    void a_draft_that_was_cancelled_is_never_seen() {
        String shift = planned();
        cancel(shift);
        publish().then().body("published", empty());
        refused(seen(shift), 404, NO_TYPE);
    }

    @Test
    void what_is_published_already_is_left_alone() {
        String shift = planned("status", "PUBLISHED");
        var before = get(SHIFTS + "/" + shift);
        publish().then().body("published", empty()).body("conflicts", empty());
        assertEquals(whole(before), whole(get(SHIFTS + "/" + shift)));
    }

    @Test
    void only_what_the_window_and_the_filters_choose_is_published() {
        String ada = person();
        String hers = planned("assignee", ada);
        String cook = planned("role", "cook");
        String next = planned("start", TO);
        publish("user", ada).then().body("published.id", is(List.of(hers)));
        publish("role", "cook").then().body("published.id", is(List.of(cook)));
        publish("location", unique()).then().body("published", empty());
        publish().then().body("published", empty());
        publish("to", "2029-03-03T00:00:00Z").then().body("published.id", is(List.of(next)));
    }

    @Test
    void what_left_the_window_or_a_filter_is_published_with_it() {
        String ada = person();
        String moved = planned("status", "PUBLISHED");
        String given = planned("assignee", ada, "status", "PUBLISHED");
        String elsewhere = planned("status", "PUBLISHED");
        change(moved, "start", "2029-05-01T08:00:00Z", "end", "2029-05-01T16:00:00Z");
        change(given, "assignee", null);
        change(elsewhere, "location", unique());
        publish("user", ada).then().body("published.id", is(List.of(given)));
        assertEquals(List.of(elsewhere, moved), publish().<List<String>>path("published.id"));
    }

    @Test
    void a_dry_run_says_what_would_be_published_and_does_nothing() {
        String shift = planned();
        var before = get(SHIFTS + "/" + shift);
        publish("dryRun", true)
                .then()
                .body("published.id", is(List.of(shift)))
                .body("published.status", is(List.of("DRAFT")));
        assertEquals(whole(before), whole(get(SHIFTS + "/" + shift)));
        refused(seen(shift), 404, NO_TYPE);
    }

    // ------------------------------------------------------------------------------------------------ conflicts

    @Test
    void nobody_is_seen_booked_twice_and_what_would_do_so_stays_a_draft() {
        String ada = person();
        String elsewhere = unique();
        String old = planned("assignee", ada, "status", "PUBLISHED");
        change(old, "assignee", null, "location", elsewhere);
        // Free in the plan, not yet as workers see it; and only this one's place is published.
        String planned = planned("assignee", ada, "location", elsewhere + "x");
        String other = planned("location", elsewhere + "x");

        publish("location", elsewhere + "x")
                .then()
                .body("published.id", is(List.of(other)))
                .body("conflicts.shift", is(List.of(planned)))
                .body("conflicts[0].clash.id", is(old))
                .body("conflicts[0].clash.start", is("2029-03-01T08:00:00Z"))
                .body("conflicts[0].clash.end", is("2029-03-01T16:00:00Z"));
        refused(seen(planned), 404, NO_TYPE);
        get(SHIFTS + "/" + planned).then().body("status", is("DRAFT"));
        refused(
                        patch(SHIFTS + "/" + planned, "{\"status\": \"PUBLISHED\"}", "If-Match", "*"),
                        409,
                        "urn:rota:double-booking",
                        "assignee")
                .then()
                .body("clash.id", is(old));

        publish("location", elsewhere).then().body("published.id", is(List.of(old)));
        publish("location", elsewhere + "x").then().body("published.id", is(List.of(planned)));
    }

    @Test
    void what_counted_on_a_change_that_is_not_published_is_a_conflict_too() {
        String ada = person();
        String grace = person();
        String elsewhere = unique();
        // Ada's shift elsewhere stays; so hers here cannot be published; so Grace's, whom she was to relieve, neither.
        String stays = planned("assignee", ada, "location", elsewhere, "status", "PUBLISHED");
        String first = planned("assignee", grace, "status", "PUBLISHED");
        change(stays, "assignee", null);
        change(first, "assignee", ada);
        String second = planned("assignee", grace);

        var answer = publish();

        answer.then().body("published", empty());
        assertEquals(
                List.of(first, second),
                answer.<List<String>>path("conflicts.shift").stream().sorted().toList());
        assertEquals(
                List.of(stays, first),
                answer.<List<Map<String, String>>>path("conflicts.clash").stream()
                        .map(clash -> clash.get("id"))
                        .sorted()
                        .toList());
    }

    @Test
    void two_who_exchange_their_shifts_are_published_together() {
        String ada = person();
        String grace = person();
        String first = planned("assignee", ada, "status", "PUBLISHED");
        String second = planned("assignee", grace, "status", "PUBLISHED");
        change(first, "assignee", null);
        change(second, "assignee", ada);
        change(first, "assignee", grace);

        var answer = publish();

        answer.then().body("conflicts", empty());
        assertEquals(
                List.of(first, second),
                answer.<List<String>>path("published.id").stream().sorted().toList());
        seen(first).then().body("assignee", is(grace));
        seen(second).then().body("assignee", is(ada));
    }

    @Test
    void many_who_publish_at_once_publish_everything_once() {
        var shifts = IntStream.range(0, 20)
                .mapToObj(i -> planned("assignee", person()))
                .sorted()
                .toList();
        var answers = together(8, i -> post(PUBLISH, Map.of("from", FROM, "to", TO, "location", place)));
        answers.forEach(answer -> answer.then().statusCode(200).body("conflicts", empty()));
        assertEquals(
                shifts,
                answers.stream()
                        .flatMap(answer -> answer.<List<String>>path("published.id").stream())
                        .sorted()
                        .toList());
        shifts.forEach(shift -> seen(shift).then().body("version", is(1)));
    }

    // ------------------------------------------------------------------------------------------------ requests

    @Test
    void the_same_request_with_the_same_key_gets_the_first_answer() {
        String key = unique();
        var body = Map.of("from", FROM, "to", TO, "location", place);
        planned();
        var first = post(PUBLISH, body, "Idempotency-Key", key);
        planned();
        assertEquals(whole(first), whole(post(PUBLISH, body, "Idempotency-Key", key)));
        refused(
                post(
                        PUBLISH,
                        Map.of("from", FROM, "to", TO, "location", place, "dryRun", true),
                        "Idempotency-Key",
                        key),
                422,
                "urn:rota:idempotency-key-reused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to"})
    void a_window_has_both_ends(String field) {
        var body = with(Map.of("from", FROM, "to", TO));
        body.remove(field);
        refused(post(PUBLISH, body), 400, NO_TYPE, field);
    }

    @Test
    void a_window_takes_at_most_92_days() {
        refused(post(PUBLISH, Map.of("from", FROM, "to", FROM)), 400, NO_TYPE, "to");
        refused(post(PUBLISH, Map.of("from", FROM, "to", "2029-06-02T00:00:00Z")), 400, NO_TYPE, "to");
        refused(post(PUBLISH, with(Map.of("from", FROM, "to", TO), "status", "DRAFT")), 400, NO_TYPE, "status");
    }

    @Test
    void a_draft_of_a_published_shift_may_be_put_back() {
        String shift = planned("status", "PUBLISHED");
        change(shift, "notes", "Other");
        put(SHIFTS + "/" + shift, work("location", place, "status", "PUBLISHED"), "If-Match", "*")
                .then()
                .statusCode(200);
        seen(shift).then().body("notes", nullValue()).body("version", is(2));
        refused(get(SHIFTS + "/" + UUID.randomUUID() + "?view=published"), 404, NO_TYPE);
    }

    @Test
    void while_a_large_publication_waits_for_its_turn_nobody_waits_for_its_shifts() throws SQLException {
        var shifts = IntStream.rangeClosed(0, PublishingResource.FEW)
                .mapToObj(i -> planned("start", "2029-03-01T08:00:00Z", "end", "2029-03-01T16:00:00Z"))
                .toList();
        try (var other = Databases.connection("shifts");
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT many_take_turns()");
            var publication = CompletableFuture.supplyAsync(
                    () -> post(PUBLISH, Map.of("from", FROM, "to", TO, "location", place)));
            await().atMost(10, SECONDS).until(() -> {
                try (var waiting = statement.executeQuery(
                        "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = 1")) {
                    return waiting.next();
                }
            });
            statement.execute("SELECT FROM shift WHERE id = '" + shifts.get(0) + "' FOR UPDATE NOWAIT");
            other.rollback();
            publication.join();
        }
        publish();
        assertEquals("PUBLISHED", get(SHIFTS + "/" + shifts.get(0)).path("status"));
    }
}

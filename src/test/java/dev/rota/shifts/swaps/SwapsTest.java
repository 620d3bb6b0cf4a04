package dev.rota.shifts.swaps;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.walk;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people exchange a shift each: offered, accepted, approved. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class SwapsTest {

    private static final String SWAPS = "/v1/swaps";
    private static final String OUTDATED = "urn:rota:swap-outdated";
    private static final String EXPIRED = "urn:rota:swap-expired";
    private static final String DECIDED = "urn:rota:swap-decided";
    private static final String NOT_SWAPPABLE = "urn:rota:not-swappable";
    private static final String DOUBLE_BOOKING = "urn:rota:double-booking";
    private static final AtomicInteger WEEKS = new AtomicInteger();

    /** The start of a week in which no other test plans anything. */
    private final Instant morning =
            Instant.parse("2160-01-01T08:00:00Z").plus(7L * WEEKS.getAndIncrement(), ChronoUnit.DAYS);

    private String ada;
    private String bob;
    /** Eight hours of Ada's, and after them eight of Bob's. */
    private String early;

    private String late;

    @BeforeEach
    void two_people_have_a_shift_each() {
        ada = id(user());
        bob = id(user());
        early = published(ada, 0);
        late = published(bob, 8);
    }

    /** Whatever has happened. */
    @AfterEach
    void nobody_is_booked_twice_in_either_view() throws SQLException {
        try (var connection = Databases.connection("shifts");
                var statement = connection.createStatement()) {
            for (String table : List.of("shift", "published_shift")) {
                var overlaps = statement.executeQuery("SELECT a.id FROM " + table + " a JOIN " + table + " b"
                        + " ON a.assignee_id = b.assignee_id AND a.id < b.id"
                        + " AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
                        + " WHERE a.status <> 'CANCELLED' AND b.status <> 'CANCELLED'");
                assertFalse(overlaps.next(), () -> "two of one person in " + table + " overlap");
            }
        }
    }

    private Instant hour(int hour) {
        return morning.plus(hour, ChronoUnit.HOURS);
    }

    /** @param assignee {@code null} for an open shift */
    private String published(String assignee, int hour, Object... fields) {
        return id(created(post(
                SHIFTS,
                with(work("start", hour(hour).toString(), "assignee", assignee, "status", "PUBLISHED"), fields))));
    }

    private static String at(String shift) {
        return SHIFTS + "/" + shift;
    }

    private static void change(String shift, Map<String, ?> fields) {
        patch(at(shift), fields, "If-Match", "*").then().statusCode(200);
    }

    private static void open(String shift, Map<String, ?> more) {
        patch(at(shift), with(Map.copyOf(more), "assignee", null), "If-Match", "*")
                .then()
                .statusCode(200);
    }

    private Map<String, Object> fields(Object... more) {
        return with(Map.of("offeredBy", ada, "offered", early, "wanted", late), more);
    }

    private Response offer(Object... more) {
        return post(SWAPS, fields(more));
    }

    private String offered(Object... more) {
        return id(created(offer(more)));
    }

    private static Response accept(String swap, String person) {
        return post(SWAPS + "/" + swap + "/accept", Map.of("user", person));
    }

    private static Response decide(String swap, String decision) {
        return post(SWAPS + "/" + swap + "/" + decision, null);
    }

    private String accepted(Object... more) {
        String swap = offered(more);
        accept(swap, get(SWAPS + "/" + swap).path("wantedFrom")).then().statusCode(200);
        return swap;
    }

    /** In both editions, with this version. */
    private static void assertHas(String person, String shift, int version) {
        for (String view : List.of("planned", "published")) {
            get(at(shift) + "?view=" + view)
                    .then()
                    .body("assignee", is(person))
                    .body("version", is(version))
                    .body("status", is("PUBLISHED"));
        }
    }

    private void assertNothingChangedHands() {
        assertHas(ada, early, 0);
        assertHas(bob, late, 0);
    }

    private static Map<Integer, Long> statuses(List<Response> answers) {
        return answers.stream().collect(groupingBy(Response::statusCode, counting()));
    }

    // ------------------------------------------------------------------------------------------------ one at a time

    @Test
    void an_offer_names_both_people_and_changes_nothing_yet() {
        var swap = offer("reason", "Dentist");
        swap.then()
                .statusCode(201)
                .body("offeredBy", is(ada))
                .body("offered", is(early))
                .body("wantedFrom", is(bob))
                .body("wanted", is(late))
                .body("reason", is("Dentist"))
                .body("status", is("OFFERED"));
        accept(id(swap), bob).then().statusCode(200).header("ETag", is("\"1\"")).body("status", is("ACCEPTED"));
        assertNothingChangedHands();
    }

    @Test
    void once_approved_each_has_the_others_shift_in_both_views() {
        String swap = accepted();
        decide(swap, "approve")
                .then()
                .statusCode(200)
                .header("ETag", is("\"2\""))
                .body("swap.status", is("APPROVED"))
                .body("shifts.id", is(List.of(early, late)))
                .body("shifts.assignee", is(List.of(bob, ada)))
                .body("shifts.version", is(List.of(1, 1)))
                .body("shifts.any { it.containsKey('warnings') }", is(false));
        assertHas(bob, early, 1);
        assertHas(ada, late, 1);
    }

    @Test
    void approving_warns_of_too_little_rest_for_whoever_gets_the_shift_and_takes_no_override_along() {
        String before = published(bob, -12);
        change(early, Map.of("overrideReason", "Agreed with Ada.", "status", "PUBLISHED"));
        decide(accepted(), "approve")
                .then()
                .statusCode(200)
                .body("shifts[0].overrideReason", nullValue())
                .body("shifts[0].warnings.kind", is(List.of("SHORT_REST")))
                .body("shifts[0].warnings[0].other.id", is(before))
                .body("shifts[0].warnings[0].overridden", is(false))
                .body("shifts[1].warnings", nullValue());
    }

    @Test
    void approving_warns_of_work_without_a_pause_for_whoever_gets_the_shift() {
        published(bob, -8);
        decide(accepted(), "approve")
                .then()
                .statusCode(200)
                .body("shifts[0].warnings.kind", is(List.of("LONG_SPAN")))
                .body("shifts[0].warnings[0].actual", is("PT16H"));
    }

    @Test
    void what_was_claimed_and_then_swapped_is_nobodys_to_release() {
        String claimed = published(null, 24);
        post(at(claimed) + "/claim", Map.of("user", ada)).then().statusCode(200);
        decide(accepted("offered", claimed), "approve").then().statusCode(200);
        for (String shift : List.of(claimed, late)) {
            get(at(shift)).then().body("claimed", is(false));
            refused(delete(at(shift) + "/claim", "If-Match", "*"), 409, "urn:rota:not-claimed");
        }
    }

    @Test
    void shifts_that_overlap_each_other_are_swapped() {
        String elsewhere = published(bob, 0, "location", "Station kiosk");
        decide(accepted("wanted", elsewhere), "approve").then().statusCode(200);
        assertHas(bob, early, 1);
        assertHas(ada, elsewhere, 1);
        // Also where one begins within the other.
        String within = published(ada, 20, "location", "Station kiosk");
        String night = published(bob, 16);
        decide(accepted("offered", within, "wanted", night), "approve").then().statusCode(200);
        assertHas(bob, within, 1);
        assertHas(ada, night, 1);
    }

    @Test
    void only_the_one_who_is_asked_accepts() {
        String swap = offered();
        refused(accept(swap, ada), 422, "urn:rota:not-asked", "user");
        refused(accept(swap, UUID.randomUUID().toString()), 422, "urn:rota:not-asked", "user");
        refused(post(SWAPS + "/" + swap + "/accept", "{}"), 400, NO_TYPE, "user");
        get(SWAPS + "/" + swap).then().body("status", is("OFFERED"));
    }

    @Test
    void what_is_not_accepted_is_not_approved() {
        refused(decide(offered(), "approve"), 409, "urn:rota:swap-not-accepted");
        assertNothingChangedHands();
    }

    @ParameterizedTest
    @CsvSource({"approve, APPROVED", "decline, DECLINED", "withdraw, WITHDRAWN"})
    void deciding_twice_changes_nothing(String decision, String status) {
        String swap = offered();
        assertEquals(whole(accept(swap, bob)), whole(accept(swap, bob)));
        var first = decide(swap, decision);
        first.then()
                .statusCode(200)
                .header("ETag", is("\"2\""))
                .body(decision.equals("approve") ? "swap.status" : "status", is(status));
        assertEquals(whole(first), whole(decide(swap, decision)));
        assertHas(status.equals("APPROVED") ? bob : ada, early, status.equals("APPROVED") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "approve, decline",
        "approve, withdraw",
        "decline, approve",
        "decline, withdraw",
        "withdraw, approve",
        "withdraw, decline",
    })
    void what_is_decided_is_not_decided_otherwise(String first, String second) {
        String swap = accepted();
        decide(swap, first).then().statusCode(200);
        refused(decide(swap, second), 409, DECIDED);
        refused(accept(swap, bob), 409, DECIDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "withdraw"})
    void an_offer_can_be_ended_before_it_is_accepted(String decision) {
        String swap = offered();
        decide(swap, decision).then().statusCode(200).header("ETag", is("\"1\""));
        refused(accept(swap, bob), 409, DECIDED);
    }

    @Test
    void no_swap_that_is_unknown_is_decided() {
        String unknown = UUID.randomUUID().toString();
        refused(accept(unknown, bob), 404, NO_TYPE);
        Stream.of("approve", "decline", "withdraw")
                .forEach(decision -> refused(decide(unknown, decision), 404, NO_TYPE));
    }

    // ------------------------------------------------------------------------------------------------ what is offered

    @Test
    void only_what_is_published_as_it_is_planned_and_has_not_begun_is_swapped() {
        String draft = published(ada, 24, "status", "DRAFT");
        String changed = published(ada, 48);
        change(changed, Map.of("notes", "New"));
        String cancelled = published(ada, 72);
        delete(at(cancelled), "If-Match", "*").then().statusCode(200);
        for (String shift : List.of(draft, changed, cancelled)) {
            refused(offer("offered", shift), 409, NOT_SWAPPABLE);
            refused(offer("offeredBy", bob, "offered", late, "wanted", shift), 409, NOT_SWAPPABLE);
        }
        String begun = id(shift(
                "assignee",
                ada,
                "start",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1).toString(),
                "status",
                "PUBLISHED"));
        refused(offer("offered", begun), 409, "urn:rota:shift-begun");
        refused(offer("offeredBy", bob, "offered", late, "wanted", begun), 409, "urn:rota:shift-begun");
    }

    @Test
    void one_offers_what_one_has_for_what_somebody_else_has() {
        refused(offer("offered", late, "wanted", early), 409, NOT_SWAPPABLE, "offeredBy");
        refused(offer("offered", published(null, 24)), 409, NOT_SWAPPABLE, "offeredBy");
        refused(offer("wanted", published(null, 24)), 409, NOT_SWAPPABLE, "wanted");
        refused(offer("wanted", published(ada, 24)), 409, NOT_SWAPPABLE, "wanted");
        refused(offer("wanted", early), 400, NO_TYPE, "wanted");
        String unknown = UUID.randomUUID().toString();
        refused(offer("offered", unknown), 422, "urn:rota:unknown-shift", "offered");
        refused(offer("wanted", unknown), 422, "urn:rota:unknown-shift", "wanted");
    }

    @Test
    void the_same_request_with_the_same_key_gets_the_first_answer_whatever_became_of_it() {
        String key = unique();
        var first = post(SWAPS, fields(), "Idempotency-Key", key);
        first.then().statusCode(201);
        accept(id(first), bob).then().statusCode(200);
        decide(id(first), "approve").then().statusCode(200);
        assertEquals(whole(first), whole(post(SWAPS, fields(), "Idempotency-Key", key)));
        refused(post(SWAPS, fields("reason", "x"), "Idempotency-Key", key), 422, "urn:rota:idempotency-key-reused");
    }

    // ------------------------------------------------------------------------------------------------ people

    @Test
    void each_needs_the_role_of_the_shift_that_they_get_when_it_is_offered_and_when_it_is_approved() {
        String role = "r" + unique().substring(0, 20);
        String able = id(user("roles", List.of(role)));
        String hers = published(able, 0, "role", role);
        refused(offer("offeredBy", able, "offered", hers), 422, "urn:rota:role-missing", "wantedFrom");
        refused(offer("wanted", hers), 422, "urn:rota:role-missing", "offeredBy");

        patch(USERS + "/" + bob, Map.of("roles", List.of(role)), "If-Match", "*")
                .then()
                .statusCode(200);
        String swap = accepted("offeredBy", able, "offered", hers);
        patch(USERS + "/" + bob, Map.of("roles", List.of()), "If-Match", "*")
                .then()
                .statusCode(200);
        refused(decide(swap, "approve"), 422, "urn:rota:role-missing", "wantedFrom");
        assertHas(able, hers, 0);
        patch(USERS + "/" + bob, Map.of("roles", List.of(role)), "If-Match", "*")
                .then()
                .statusCode(200);
        decide(swap, "approve").then().statusCode(200);
        assertHas(bob, hers, 1);
    }

    @Test
    void both_have_to_be_active_when_it_is_offered_and_when_it_is_approved() {
        String swap = accepted();
        deactivated(bob);
        refused(offer(), 422, "urn:rota:assignee-not-plannable", "wantedFrom");
        refused(decide(swap, "approve"), 422, "urn:rota:assignee-not-plannable", "wantedFrom");
        assertNothingChangedHands();
    }

    @Test
    void nobody_gets_a_shift_at_a_time_that_another_one_takes() {
        String third = published(ada, 12, "status", "DRAFT");
        String swap = accepted();
        refused(decide(swap, "approve"), 409, DOUBLE_BOOKING).then().body("clash.id", is(third));
        assertNothingChangedHands();
        get(SWAPS + "/" + swap).then().body("status", is("ACCEPTED"));

        change(third, Map.of("assignee", id(user())));
        decide(swap, "approve").then().statusCode(200);
    }

    @Test
    void it_does_not_matter_which_of_the_two_is_booked_otherwise() {
        String third = published(bob, -4);
        refused(decide(accepted(), "approve"), 409, DOUBLE_BOOKING).then().body("clash.id", is(third));
        assertNothingChangedHands();
    }

    @Test
    void nobody_gets_a_shift_at_a_time_that_another_one_takes_as_workers_see_it() {
        String third = published(bob, 4, "end", hour(8));
        String swap = accepted();
        // Open in the planned edition, but still Bob's in the published one.
        open(third, Map.of());
        refused(decide(swap, "approve"), 409, DOUBLE_BOOKING).then().body("clash.id", is(third));
        assertNothingChangedHands();
        change(third, Map.of("status", "PUBLISHED"));
        decide(swap, "approve").then().statusCode(200);
    }

    @Test
    void nobody_gets_a_shift_at_a_time_off() {
        String swap = accepted();
        String absence = off(ada, hour(15), hour(20), "");
        refused(decide(swap, "approve"), 409, "urn:rota:absent").then().body("absence.id", is(absence));
        assertNothingChangedHands();
        post("/v1/absences/" + absence + "/withdraw", null).then().statusCode(200);
        decide(swap, "approve").then().statusCode(200);
    }

    private static String absence(String person, Instant start, Instant end) {
        return id(created(post("/v1/absences", with(Map.of("user", person), "start", start, "end", end))));
    }

    private static String off(String person, Instant start, Instant end, String how) {
        String absence = absence(person, start, end);
        post("/v1/absences/" + absence + "/approve" + how, null).then().statusCode(200);
        return absence;
    }

    // ------------------------------------------------------------------------------------------------ outdated

    /** Changes of a shift while it is offered. */
    enum Change {
        NOTED(shift -> change(shift, Map.of("notes", "Bring the key.", "status", "PUBLISHED"))),
        DRAFTED(shift -> change(shift, Map.of("notes", "Bring the key."))),
        GIVEN_AWAY(shift -> change(shift, Map.of("assignee", id(user()), "status", "PUBLISHED"))),
        OPENED(shift -> open(shift, Map.of("status", "PUBLISHED"))),
        OPENED_AND_CLAIMED_AGAIN(shift -> {
            String person = get(at(shift)).path("assignee");
            open(shift, Map.of("status", "PUBLISHED"));
            post(at(shift) + "/claim", Map.of("user", person)).then().statusCode(200);
        }),
        OPENED_FOR_AN_ABSENCE(shift -> {
            var planned = get(at(shift));
            off(
                    planned.path("assignee"),
                    Instant.parse(planned.path("start")),
                    Instant.parse(planned.path("end")),
                    "?openShifts=true");
        }),
        CANCELLED(shift -> delete(at(shift), "If-Match", "*").then().statusCode(200));

        final Consumer<String> happen;

        Change(Consumer<String> happen) {
            this.happen = happen;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_shift_that_was_changed_since_is_not_what_was_agreed_on(Change change) {
        String undecided = offered();
        String agreed = accepted();
        String other = accepted("offeredBy", bob, "offered", late, "wanted", early);
        change.happen.accept(early);
        var before = get(at(early)).asString();
        refused(accept(undecided, bob), 409, OUTDATED).then().body("shift", is(early));
        refused(decide(agreed, "approve"), 409, OUTDATED).then().body("shift", is(early));
        refused(decide(other, "approve"), 409, OUTDATED).then().body("shift", is(early));
        assertEquals(before, get(at(early)).asString());
        assertHas(bob, late, 0);
        decide(agreed, "decline").then().statusCode(200);
    }

    @Test
    void a_shift_that_was_written_again_as_it_is_is_still_what_was_agreed_on() {
        String undecided = offered("wanted", late);
        String agreed = accepted();
        for (String shift : List.of(early, late)) {
            change(shift, Map.of("status", "PUBLISHED"));
            var same = get(at(shift));
            change(shift, Map.of("start", same.path("start"), "location", same.path("location")));
        }
        accept(undecided, bob).then().statusCode(200);
        decide(agreed, "approve").then().statusCode(200);
        assertHas(bob, early, 1);
    }

    @Test
    void of_two_swaps_of_a_shift_the_one_that_is_approved_first_outdates_the_other() {
        String carl = id(user());
        String night = published(carl, 16);
        String first = accepted();
        String second = accepted("wanted", night);
        decide(first, "approve").then().statusCode(200);
        refused(decide(second, "approve"), 409, OUTDATED).then().body("shift", is(early));
        assertHas(carl, night, 0);
    }

    // ------------------------------------------------------------------------------------------------ expired

    /** As if it had been offered for a shorter time. */
    private static void expire(String swap) throws SQLException {
        try (var connection = Databases.connection("shifts");
                var update = connection.prepareStatement(
                        "UPDATE swap SET expires_at = created_at WHERE id = CAST(? AS uuid)")) {
            update.setString(1, swap);
            assertEquals(1, update.executeUpdate());
        }
    }

    @Test
    void an_offer_lasts_until_the_first_of_the_shifts_begins_or_shorter() {
        offer().then().body("expiresAt", is(hour(0).toString()));
        offer("offeredBy", bob, "offered", late, "wanted", early).then().body("expiresAt", is(hour(0).toString()));
        offer("expiresAt", hour(-1)).then().body("expiresAt", is(hour(-1).toString()));
        offer("expiresAt", hour(1)).then().body("expiresAt", is(hour(0).toString()));
        refused(offer("expiresAt", "2020-01-01T00:00:00Z"), 400, NO_TYPE, "expiresAt");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_open_swap_that_has_expired_is_not_decided_any_more(boolean isAccepted) throws SQLException {
        String swap = isAccepted ? accepted() : offered();
        String tag = get(SWAPS + "/" + swap).header("ETag");
        expire(swap);
        var expired = get(SWAPS + "/" + swap, "If-None-Match", tag);
        expired.then()
                .statusCode(200)
                .header("ETag", is(isAccepted ? "\"2\"" : "\"1\""))
                .body("status", is("EXPIRED"));
        assertEquals(expired.<String>path("expiresAt"), expired.path("updatedAt"));
        refused(accept(swap, bob), 409, EXPIRED);
        Stream.of("approve", "decline", "withdraw").forEach(decision -> refused(decide(swap, decision), 409, EXPIRED));
        assertEquals(whole(expired), whole(get(SWAPS + "/" + swap)));
        assertNothingChangedHands();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "decline", "withdraw"})
    void what_is_decided_does_not_expire(String decision) throws SQLException {
        String swap = accepted();
        decide(swap, decision).then().statusCode(200);
        expire(swap);
        decide(swap, decision).then().statusCode(200).body("status", not("EXPIRED"));
    }

    // ------------------------------------------------------------------------------------------------ lists

    @Test
    void swaps_are_listed_by_person_and_status_and_expiry_page_by_page() throws SQLException {
        String last = offered();
        String second = accepted("expiresAt", hour(-2));
        String first = offered("offeredBy", bob, "offered", late, "wanted", early, "expiresAt", hour(-3));
        String expired = offered();
        expire(expired);
        var all = List.of(expired, first, second, last);
        for (String person : List.of(ada, bob)) {
            String theirs = SWAPS + query("user", person);
            assertEquals(all, get(theirs).path("items.id"));
            assertEquals(all, walk(theirs + "&limit=1"));
            assertEquals(List.of(first, last), get(theirs + "&status=OFFERED").path("items.id"));
            assertEquals(List.of(second), get(theirs + "&status=ACCEPTED").path("items.id"));
            assertEquals(List.of(expired), get(theirs + "&status=EXPIRED").path("items.id"));
            assertEquals(List.of(), get(theirs + "&status=APPROVED").path("items.id"));
        }
        decide(second, "decline").then().statusCode(200);
        assertEquals(
                List.of(second),
                get(SWAPS + query("user", ada, "status", "DECLINED")).path("items.id"));
        get(SWAPS + query("status", "EXPIRED", "limit", 500)).then().body("items.id", hasItem(expired));
        assertEquals(List.of(), get(SWAPS + query("user", UUID.randomUUID())).path("items"));
        refused(get(SWAPS + "?status=expired"), 400, NO_TYPE, "status");
    }

    // ------------------------------------------------------------------------------------------------ all at once

    @Test
    void approving_twice_at_once_exchanges_once() {
        String swap = accepted();
        var answers = together(6, i -> decide(swap, "approve"));
        assertEquals(1, answers.stream().map(answer -> whole(answer)).distinct().count());
        assertEquals(Map.of(200, 6L), statuses(answers));
        assertHas(bob, early, 1);
        assertHas(ada, late, 1);
    }

    @Test
    void of_swaps_in_a_ring_that_are_approved_at_once_one_is() {
        for (int round = 1; round <= 5; round++) {
            var people = Stream.generate(() -> id(user())).limit(3).toList();
            int day = 24 * round;
            // All at the same time: whoever got two of them would be booked twice.
            var shifts = people.stream().map(person -> published(person, day)).toList();
            var swaps = IntStream.range(0, 3)
                    .mapToObj(i -> accepted(
                            "offeredBy", people.get(i), "offered", shifts.get(i), "wanted", shifts.get((i + 1) % 3)))
                    .toList();
            var answers = together(6, i -> decide(swaps.get(i % 3), "approve"));
            answers.stream().filter(a -> a.statusCode() != 200).forEach(a -> refused(a, 409, OUTDATED));
            // The one that is approved is so for both who did it.
            assertEquals(Map.of(200, 2L, 409, 4L), statuses(answers));
            assertEquals(
                    3,
                    shifts.stream()
                            .map(shift -> get(at(shift)).<String>path("assignee"))
                            .distinct()
                            .count());
        }
    }

    @Test
    void of_a_swap_and_a_shift_or_time_off_for_the_same_time_at_once_only_one_succeeds() {
        for (int round = 1; round <= 10; round++) {
            int day = 24 * round % 144;
            var pair = List.of(id(user()), id(user()));
            String mine = published(pair.get(0), day);
            String other = published(pair.get(1), day + 8);
            String swap = accepted("offeredBy", pair.get(0), "offered", mine, "wanted", other);
            boolean away = round % 2 == 0;
            String absence = away ? absence(pair.get(0), hour(day + 8), hour(day + 9)) : null;
            var answers = together(
                    2,
                    i -> i == 0
                            ? decide(swap, "approve")
                            : away
                                    ? post("/v1/absences/" + absence + "/approve", null)
                                    : post(SHIFTS, work("assignee", pair.get(0), "start", hour(day + 12))));
            boolean swapped = answers.get(0).statusCode() == 200;
            if (swapped) {
                refused(answers.get(1), 409, away ? "urn:rota:shifts-in-the-way" : DOUBLE_BOOKING);
            } else {
                refused(answers.get(0), 409, away ? "urn:rota:absent" : DOUBLE_BOOKING);
                assertEquals(away ? 200 : 201, answers.get(1).statusCode());
            }
            assertHas(pair.get(swapped ? 1 : 0), mine, swapped ? 1 : 0);
            assertHas(pair.get(swapped ? 0 : 1), other, swapped ? 1 : 0);
        }
    }

    /** Few people and few hours, so that everybody is in everybody's way. */
    @Test
    void however_many_swap_move_and_claim_at_once_every_shift_is_there_once_and_nobody_has_two_at_a_time() {
        var people = Stream.generate(() -> id(user())).limit(4).toList();
        var shifts = new ArrayList<String>();
        for (int i = 0; i < 16; i++) {
            shifts.add(published(people.get(i % 4), 24 + i / 4 * 4, "end", hour(28 + i / 4 * 4)));
        }
        var statuses = new ConcurrentLinkedQueue<String>();
        together(8, thread -> {
            var random = new Random(thread);
            for (int i = 0; i < 12; i++) {
                String one = shifts.get(random.nextInt(16));
                String another = shifts.get(random.nextInt(16));
                if (random.nextInt(4) == 0) {
                    var moved = Map.of("assignee", people.get(random.nextInt(4)), "status", "PUBLISHED");
                    statuses.add(
                            "PATCH " + patch(at(one), moved, "If-Match", "*").statusCode());
                    continue;
                }
                String holder = get(at(one)).path("assignee");
                var swap = offer("offeredBy", holder, "offered", one, "wanted", another);
                if (swap.statusCode() == 201) {
                    accept(id(swap), swap.path("wantedFrom"));
                    statuses.add("approve " + decide(id(swap), "approve").statusCode());
                }
            }
            return null;
        });
        assertTrue(statuses.contains("approve 200"), statuses::toString);
        assertTrue(statuses.stream().noneMatch(status -> status.endsWith(" 500")), statuses::toString);
        for (String shift : shifts) {
            var planned = get(at(shift));
            planned.then().body("assignee", is(notNullValue())).body("status", is("PUBLISHED"));
            assertEquals(planned.asString(), get(at(shift) + "?view=published").asString());
        }
    }
}

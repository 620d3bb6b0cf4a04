package dev.rota.shifts.copies;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
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
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copying shifts to later weeks. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class CopiesTest {

    private static final String COPY = SHIFTS + "/copy";

    /** The week before the clocks change in Berlin. */
    private static final String FROM = "2029-03-12T00:00:00+01:00";

    private static final String TO = "2029-03-19T00:00:00+01:00";

    private final String place = unique();

    private String planned(Object... fields) {
        var all = new ArrayList<Object>(List.of("location", place, "start", "2029-03-12T08:00:00Z"));
        all.addAll(List.of(fields));
        return id(shift(all.toArray()));
    }

    private Map<String, Object> order(Object... fields) {
        return with(Map.of("from", FROM, "to", TO, "location", place, "weeks", List.of(1)), fields);
    }

    private Response copy(Object... fields) {
        var answer = post(COPY, order(fields));
        answer.then().statusCode(200);
        return answer;
    }

    private List<String> everything(String from, String to) {
        return get(SHIFTS + query("from", from, "to", to, "location", place, "limit", 500))
                .path("items.id");
    }

    private static String person() {
        return id(user());
    }

    @Test
    void a_copy_is_a_draft_with_all_that_its_source_is_planned_with() {
        String ada = person();
        String source = planned("assignee", ada, "role", "barista", "notes", "Bring the key.", "status", "PUBLISHED");
        var made = copy();
        made.then()
                .body("created", hasSize(1))
                .body("skipped", empty())
                .body("created[0].source", is(source))
                .body("created[0].weeks", is(1))
                .body("created[0].assignee", is(ada))
                .body("created[0].start", is("2029-03-19T08:00:00Z"))
                .body("created[0].end", is("2029-03-19T16:00:00Z"));
        get(SHIFTS + "/" + made.<String>path("created[0].shift"))
                .then()
                .statusCode(200)
                .body("status", is("DRAFT"))
                .body("assignee", is(ada))
                .body("claimed", is(false))
                .body("role", is("barista"))
                .body("notes", is("Bring the key."))
                .body("location", is(place))
                .body("version", is(0))
                .body("localStart", is("2029-03-19T09:00:00+01:00"));
    }

    @ParameterizedTest
    @CsvSource({
        // Over the change to summer time: the same hours on the clock, another number of hours in UTC.
        "2029-03-18T08:00:00Z, 2029-03-18T16:00:00Z, 2029-03-25T09:00:00+02:00, 2029-03-25T17:00:00+02:00",
        // A night of eight hours that has seven, and a time that does not exist, which moves by what is missing.
        "2029-03-17T22:00:00Z, 2029-03-18T06:00:00Z, 2029-03-24T23:00:00+01:00, 2029-03-25T07:00:00+02:00",
        "2029-03-18T01:30:00Z, 2029-03-18T06:00:00Z, 2029-03-25T03:30:00+02:00, 2029-03-25T07:00:00+02:00"
    })
    void start_and_end_keep_their_time_on_the_clock_of_the_place(
            String start, String end, String localStart, String localEnd) {
        planned("start", start, "end", end);
        String made = copy().path("created[0].shift");
        get(SHIFTS + "/" + made).then().body("localStart", is(localStart)).body("localEnd", is(localEnd));
    }

    @Test
    void a_time_that_comes_twice_is_the_one_of_the_same_offset() {
        // The clocks go back on 2029-10-28; in the week before, 02:30 is in summer time.
        planned("start", "2029-10-21T00:30:00Z", "end", "2029-10-21T05:00:00Z");
        String made = copy("from", "2029-10-15T00:00:00+02:00", "to", "2029-10-22T00:00:00+02:00")
                .path("created[0].shift");
        get(SHIFTS + "/" + made)
                .then()
                .body("localStart", is("2029-10-28T02:30:00+02:00"))
                .body("localEnd", is("2029-10-28T07:00:00+01:00"))
                .body("duration", is("PT5H30M"));
    }

    @Test
    void what_the_change_of_the_clock_would_make_too_long_or_too_short_is_skipped() {
        // To half past two, which does not exist and is half past three: 25 hours by the clock.
        planned("start", "2029-03-17T01:30:00Z", "end", "2029-03-18T01:30:00Z");
        planned("start", "2029-03-18T01:30:00Z", "end", "2029-03-18T02:00:00Z");
        planned("start", "2029-03-18T02:10:00Z", "end", "2029-03-18T03:00:00Z");
        copy().then().body("created", hasSize(1)).body("skipped.reason", is(List.of("LENGTH", "LENGTH")));
    }

    @ParameterizedTest
    @CsvSource({"2029-10-15, +02:00, PT25H", "2029-03-12, +01:00, PT23H"})
    void a_day_by_the_clock_is_copied_into_the_nights_when_it_changes(String monday, String offset, String duration) {
        var midnight = OffsetDateTime.parse(monday + "T00:00:00" + offset);
        var sunday = midnight.plusDays(6);
        planned(
                "start",
                sunday.toInstant().toString(),
                "end",
                sunday.plusDays(1).toInstant());
        String made = copy(
                        "from", midnight.toInstant(), "to", sunday.plusDays(1).toInstant())
                .path("created[0].shift");
        get(SHIFTS + "/" + made).then().body("duration", is(duration));
    }

    @Test
    void several_weeks_are_filled_at_once_each_once() {
        String source = planned();
        copy("weeks", List.of(3, 1, 3))
                .then()
                .body("created.source", is(List.of(source, source)))
                .body("created.weeks", is(List.of(1, 3)))
                .body("created.start", is(List.of("2029-03-19T08:00:00Z", "2029-04-02T07:00:00Z")));
    }

    @Test
    void only_what_starts_in_the_window_passes_the_filters_and_is_not_cancelled_is_copied() {
        String ada = person();
        String first = planned("start", "2029-03-11T23:00:00Z");
        String hers = planned("assignee", ada, "role", "barista");
        String last = planned("start", "2029-03-18T22:59:59Z", "role", "cook");
        planned("start", "2029-03-11T22:59:59Z");
        planned("start", "2029-03-18T23:00:00Z");
        delete(SHIFTS + "/" + planned(), "If-Match", "*").then().statusCode(200);
        copy("user", ada).then().body("created.source", is(List.of(hers)));
        copy("role", "cook").then().body("created.source", is(List.of(last)));
        copy().then().body("created.source", is(List.of(first)));
        copy("location", unique()).then().body("created", empty());
    }

    @Test
    void copies_are_open_where_nobody_is_to_be_planned() {
        planned("assignee", person());
        copy("open", true).then().body("created[0].assignee", nullValue());
    }

    @Test
    void copying_twice_creates_nothing_twice_however_many_do_it_at_once() {
        planned();
        planned("assignee", person());
        var answers = together(8, i -> post(COPY, order("weeks", List.of(1, 2))));
        answers.forEach(answer -> answer.then().statusCode(200));
        assertEquals(
                4,
                answers.stream()
                        .mapToInt(answer -> answer.<List<?>>path("created").size())
                        .sum());
        assertEquals(
                4, everything("2029-03-19T00:00:00Z", "2029-04-02T00:00:00Z").size());
        copy("weeks", List.of(1, 2))
                .then()
                .body("created", empty())
                .body(
                        "skipped.reason",
                        is(IntStream.range(0, 4).mapToObj(i -> "COPIED_BEFORE").toList()));
    }

    private Response copyOf(int week, int later) {
        var monday = OffsetDateTime.parse(FROM).toInstant().plus(Duration.ofDays(7 * (week - 1)));
        return copy("from", monday, "to", monday.plus(Duration.ofDays(7)), "weeks", List.of(later));
    }

    private static void makes(Response copies, int created, int before) {
        copies.then()
                .body("created", hasSize(created))
                .body("skipped.reason", is(Collections.nCopies(before, "COPIED_BEFORE")));
    }

    /** The first week to the second, that to the third, and the first to the third. */
    @Test
    void a_copy_through_another_week_is_the_same_copy() {
        planned("assignee", person());
        planned("start", "2029-03-14T08:00:00Z");
        makes(copyOf(1, 1), 2, 0);
        makes(copyOf(2, 1), 2, 0);
        makes(copyOf(1, 2), 0, 2);
        // And the other way round: the fourth week from the first, then from the third.
        makes(copyOf(1, 3), 2, 0);
        makes(copyOf(3, 1), 0, 2);
        makes(copyOf(2, 2), 0, 2);
        // One that is new in the second week is no copy of anything.
        planned("start", "2029-03-20T08:00:00Z");
        makes(copyOf(2, 2), 1, 2);
    }

    @Test
    void a_copy_of_a_copy_that_was_cancelled_is_still_there_and_one_that_is_cancelled_itself_is_not() {
        planned();
        String second = copyOf(1, 1).path("created[0].shift");
        String third = copyOf(2, 1).path("created[0].shift");
        delete(SHIFTS + "/" + second, "If-Match", "*").then().statusCode(200);
        makes(copyOf(1, 2), 0, 1);
        makes(copyOf(1, 1), 1, 0);
        makes(copyOf(2, 1), 0, 1);
        delete(SHIFTS + "/" + third, "If-Match", "*").then().statusCode(200);
        makes(copyOf(2, 1), 1, 0);
        makes(copyOf(1, 2), 0, 1);
    }

    @Test
    void of_two_ways_to_the_same_week_at_once_one_makes_the_copies() {
        for (int round = 0; round < 5; round++) {
            planned();
            copyOf(1, 1);
            var ways = together(2, i -> i == 0 ? copyOf(1, 2) : copyOf(2, 1));
            assertEquals(
                    1,
                    ways.stream()
                            .mapToInt(way -> way.<List<?>>path("created").size())
                            .sum());
        }
    }

    @Test
    void a_copy_that_was_changed_is_still_there_and_one_that_was_cancelled_is_not() {
        planned();
        String made = copy().path("created[0].shift");
        patch(
                        SHIFTS + "/" + made,
                        "{\"start\": \"2029-03-20T08:00:00Z\", \"end\": \"2029-03-20T09:00:00Z\"}",
                        "If-Match",
                        "*")
                .then()
                .statusCode(200);
        copy().then().body("skipped.reason", is(List.of("COPIED_BEFORE")));
        delete(SHIFTS + "/" + made, "If-Match", "*").then().statusCode(200);
        copy().then().body("created", hasSize(1));
    }

    @Test
    void nobody_is_booked_twice_by_a_copy_in_the_plan_or_as_workers_see_it() {
        String ada = person();
        String grace = person();
        planned("assignee", ada);
        planned("assignee", grace);
        String inPlan = id(shift("start", "2029-03-19T10:00:00Z", "assignee", ada));
        String seen = id(shift("start", "2029-03-19T10:00:00Z", "assignee", grace, "status", "PUBLISHED"));
        patch(SHIFTS + "/" + seen, "{\"assignee\": null}", "If-Match", "*")
                .then()
                .statusCode(200);
        copy("weeks", List.of(1, 2))
                .then()
                .body("created.weeks", is(List.of(2, 2)))
                .body("skipped.reason", is(List.of("DOUBLE_BOOKING", "DOUBLE_BOOKING")))
                .body("skipped.clash.id", is(List.of(inPlan, seen)));
    }

    @Test
    void nobody_is_booked_twice_by_two_copies() {
        String ada = person();
        String first = planned("assignee", ada);
        String second = planned("assignee", ada, "start", "2029-03-19T10:00:00Z");
        copy("to", "2029-03-26T00:00:00+02:00", "weeks", List.of(1, 2))
                .then()
                .body("created.source", is(List.of(second, second)))
                .body("skipped.source", is(List.of(first, first)))
                .body("skipped.reason", is(List.of("DOUBLE_BOOKING", "DOUBLE_BOOKING")))
                .body("skipped[0].clash.id", is(second))
                .body("skipped[1].clash", nullValue());
    }

    @Test
    void nobody_is_planned_who_is_off() {
        String ada = person();
        planned("assignee", ada);
        String absence = id(created(post(
                "/v1/absences",
                Map.of("user", ada, "start", "2029-03-19T00:00:00+01:00", "end", "2029-03-20T00:00:00+01:00"))));
        post("/v1/absences/" + absence + "/approve", null).then().statusCode(200);
        copy("weeks", List.of(1, 2))
                .then()
                .body("created.weeks", is(List.of(2)))
                .body("skipped.reason", is(List.of("ABSENT")))
                .body("skipped[0].clash.id", is(absence));
    }

    @Test
    void who_is_not_active_any_more_is_not_planned() {
        String ada = person();
        planned("assignee", ada);
        String open = planned();
        deactivated(ada);
        copy().then().body("created.source", is(List.of(open))).body("skipped.reason", is(List.of("NOT_PLANNABLE")));
    }

    @Test
    void a_dry_run_says_what_would_be_created_and_does_nothing() {
        String source = planned();
        copy("dryRun", true).then().body("created.source", is(List.of(source))).body("created[0].shift", nullValue());
        assertEquals(List.of(source), everything("2029-03-01T00:00:00Z", "2029-05-01T00:00:00Z"));
    }

    @Test
    void more_than_500_copies_are_refused() {
        together(8, i -> IntStream.range(0, 6).mapToObj(j -> planned()).toList());
        var weeks = IntStream.rangeClosed(1, 11).boxed().toList();
        refused(post(COPY, order("weeks", weeks)), 422, "urn:rota:too-many-shifts");
        copy("weeks", weeks.subList(0, 10)).then().body("created", hasSize(480));
    }

    @Test
    void the_same_request_with_the_same_key_gets_the_first_answer() {
        String key = unique();
        planned();
        var first = post(COPY, order(), "Idempotency-Key", key);
        planned();
        assertEquals(whole(first), whole(post(COPY, order(), "Idempotency-Key", key)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "[0]", "[53]", "[null]", "[1.5]", "['1']", "7", "[1,2,3,4,5,6,7,8,9,10,11,12,13]"})
    void weeks_are_one_to_twelve_numbers_from_1_to_52(String weeks) {
        var raw = new RawValue(weeks.replace('\'', '"'));
        assertEquals(400, post(COPY, order("weeks", raw)).statusCode());
    }

    @Test
    void a_copy_cannot_lead_to_a_time_that_no_shift_can_be_of() {
        planned("start", "2199-12-18T23:59:59Z", "end", "2199-12-19T23:59:59Z");
        planned("start", "2199-12-24T15:59:59Z", "end", "2199-12-24T23:59:59Z");
        planned("start", "2199-12-24T16:00:00Z", "end", "2199-12-25T00:00:00Z");
        var last = order("from", "2199-12-18T00:00:00Z", "to", "2199-12-24T16:00:00Z");
        refused(post(COPY, with(last, "weeks", List.of(1, 2))), 400, NO_TYPE, "weeks");
        refused(post(COPY, with(last, "to", "2199-12-25T00:00:00Z")), 400, NO_TYPE, "weeks");
        assertEquals(
                List.of(), everything("2199-12-25T00:00:00Z", "2199-12-31T23:59:59Z"), "what was refused left nothing");
        post(COPY, last).then().statusCode(200).body("created", hasSize(2));
        assertEquals(
                2, everything("2199-12-25T00:00:00Z", "2199-12-31T23:59:59Z").size());
    }

    @Test
    void a_window_takes_at_most_92_days() {
        refused(post(COPY, order("to", FROM)), 400, NO_TYPE, "to");
        refused(post(COPY, order("to", "2029-06-13T00:00:00+02:00")), 400, NO_TYPE, "to");
    }
}

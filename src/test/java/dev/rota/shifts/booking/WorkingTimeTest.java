package dev.rota.shifts.booking;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
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
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.work;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Too little rest and too much work cause warnings, never a refusal. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class WorkingTimeTest {

    /** A Monday, 0:00 in Berlin; of the week 2029-W09. */
    private static final Instant MONDAY = Instant.parse("2029-02-25T23:00:00Z");

    private String ada;

    @BeforeEach
    void register() {
        ada = id(user());
    }

    private static String at(String shift) {
        return SHIFTS + "/" + shift;
    }

    private Object[] hers(Instant start, Duration length, Object... fields) {
        return Stream.concat(Stream.of("assignee", ada, "start", start, "end", start.plus(length)), Stream.of(fields))
                .toArray();
    }

    /** Hours since Monday, 0:00 in Berlin. */
    private Response planned(int start, int end, Object... fields) {
        return shift(hers(MONDAY.plus(Duration.ofHours(start)), Duration.ofHours(end - start), fields));
    }

    private static Map<String, Object> shortRest(Response other, String actual, boolean overridden) {
        return Map.of(
                "kind",
                "SHORT_REST",
                "other",
                Map.of("id", id(other), "start", other.path("start"), "end", other.path("end")),
                "actual",
                actual,
                "limit",
                "PT11H",
                "overridden",
                overridden);
    }

    private static Map<String, Object> longWeek(String week, String actual, boolean overridden) {
        return Map.of("kind", "LONG_WEEK", "week", week, "actual", actual, "limit", "PT48H", "overridden", overridden);
    }

    private static void warns(Response answer, Map<?, ?>... warnings) {
        assertEquals(warnings.length == 0 ? null : List.of(warnings), answer.path("warnings"), answer.asString());
    }

    // ------------------------------------------------------------------------------------------------ rest

    @Test
    void too_little_rest_before_and_after_a_shift_is_warned_of_in_every_answer_that_gives_the_work() {
        var early = planned(6, 14);
        warns(early);
        var late = planned(22, 30);
        warns(late, shortRest(early, "PT8H", false));
        var between = planned(16, 20);
        warns(between, shortRest(early, "PT2H", false), shortRest(late, "PT2H", false));

        var open = shift("start", MONDAY.plus(Duration.ofHours(35)));
        var given = patch(at(id(open)), Map.of("assignee", ada), "If-Match", "*");
        given.then().statusCode(200).header("ETag", is("\"1\"")).body("assignee", is(ada));
        warns(given, shortRest(late, "PT5H", false));
        var moved =
                put(at(id(open)), work(hers(MONDAY.plus(Duration.ofHours(40)), Duration.ofHours(2))), "If-Match", "*");
        warns(moved, shortRest(late, "PT10H", false));
    }

    @ParameterizedTest
    @CsvSource({"0,", "1, PT1S", "39599, PT10H59M59S", "39600,"})
    void shifts_that_touch_are_one_span_of_work_and_eleven_hours_are_enough(int seconds, String actual) {
        var first = planned(0, 8);
        var second = shift(hers(MONDAY.plus(Duration.ofHours(8)).plusSeconds(seconds), Duration.ofHours(5)));
        if (actual == null) {
            warns(second);
        } else {
            warns(second, shortRest(first, actual, false));
        }
    }

    /** By the clock it would be the other way round each time. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T21:30:00+01:00, 2026-03-29T09:00:00+02:00, PT10H30M",
        "2026-10-24T22:00:00+02:00, 2026-10-25T08:30:00+01:00,",
    })
    void rest_is_real_elapsed_time_across_daylight_saving(String end, String start, String actual) {
        var evening = shift(
                "assignee",
                ada,
                "start",
                Instant.from(OffsetDateTime.parse(end)).minusSeconds(14_400),
                "end",
                end);
        var morning = shift(
                "assignee",
                ada,
                "start",
                start,
                "end",
                Instant.from(OffsetDateTime.parse(start)).plusSeconds(14_400));
        if (actual == null) {
            warns(morning);
        } else {
            warns(morning, shortRest(evening, actual, false));
        }
    }

    @Test
    void only_what_the_same_person_has_in_the_plan_counts() {
        shift("start", MONDAY);
        shift(hers(MONDAY, Duration.ofHours(8), "assignee", id(user())));
        String cancelled = id(planned(0, 8));
        delete(at(cancelled), "If-Match", "*").then().statusCode(200);
        String moved = id(planned(0, 8, "status", "PUBLISHED"));
        patch(at(moved), "{\"assignee\": null}", "If-Match", "*").then().statusCode(200);
        warns(planned(10, 18));
    }

    @Test
    void an_answer_to_a_change_that_gives_nobody_any_work_warns_of_nothing() {
        planned(6, 14);
        var late = planned(20, 22);
        String path = at(id(late));
        warns(get(path));
        warns(patch(path, "{\"notes\": \"New\"}", "If-Match", "*"));
        warns(patch(path, "{\"status\": \"PUBLISHED\"}", "If-Match", "*"));
        warns(delete(path, "If-Match", "*"));
    }

    // ------------------------------------------------------------------------------------------------ roles

    private static Map<String, Object> roleMissing(String role) {
        return Map.of("kind", "ROLE_MISSING", "role", role, "overridden", false);
    }

    @Test
    void giving_somebody_a_shift_whose_role_they_lack_is_warned_of_in_every_answer_that_does() {
        ada = id(user("roles", List.of("barista")));
        warns(planned(0, 4, "role", "barista"));
        var created = planned(24, 28, "role", "cook", "overrideReason", "Agreed.");
        warns(created, roleMissing("cook"));
        var open = shift("start", MONDAY.plus(Duration.ofHours(48)), "role", "cook");
        warns(open);
        String path = at(id(open));
        warns(patch(path, Map.of("assignee", ada), "If-Match", "*"), roleMissing("cook"));
        warns(patch(path, Map.of("role", "barista"), "If-Match", "*"));
        warns(patch(path, Map.of("role", "keyholder"), "If-Match", "*"), roleMissing("keyholder"));
        warns(patch(path, Map.of("notes", "New"), "If-Match", "*"));
        warns(patch(path, "{\"role\": null}", "If-Match", "*"));
        var moved = work(hers(MONDAY.plus(Duration.ofHours(72)), Duration.ofHours(2), "role", "cook"));
        warns(put(path, moved, "If-Match", "*"), roleMissing("cook"));
        warns(put(path, moved, "If-Match", "*"));
        warns(patch(path, "{\"assignee\": null}", "If-Match", "*"));
    }

    @Test
    void a_role_that_is_lacking_is_warned_of_after_what_is_about_working_time() {
        var early = planned(6, 14);
        warns(planned(16, 20, "role", "cook"), shortRest(early, "PT2H", false), roleMissing("cook"));
    }

    /** They could not be given it, but have it. */
    @Test
    void a_shift_of_somebody_who_is_inactive_may_ask_for_another_role() {
        var shift = planned(6, 14);
        deactivated(ada);
        var changed = patch(at(id(shift)), Map.of("role", "cook"), "If-Match", "*");
        changed.then().statusCode(200).body("role", is("cook"));
        warns(changed, roleMissing("cook"));
    }

    @Test
    void whoever_claims_a_shift_is_warned_each_time_and_has_it() {
        var early = planned(6, 14);
        String open = id(shift("start", MONDAY.plus(Duration.ofHours(20)), "status", "PUBLISHED"));
        var claimed = post(at(open) + "/claim", Map.of("user", ada));
        claimed.then().statusCode(200).body("assignee", is(ada));
        warns(claimed, shortRest(early, "PT6H", false));
        assertEquals(whole(claimed), whole(post(at(open) + "/claim", Map.of("user", ada))));
        warns(delete(at(open) + "/claim", "If-Match", "*"));
    }

    @Test
    void of_two_shifts_that_are_planned_at_once_too_near_each_other_one_is_warned_of() {
        for (int round = 0; round < 5; round++) {
            int monday = 168 * round;
            var answers = together(2, i -> planned(monday + 12 * i, monday + 12 * i + 6));
            assertEquals(
                    1,
                    answers.stream()
                            .filter(answer -> answer.path("warnings") != null)
                            .count());
        }
    }

    @Test
    void the_same_request_with_the_same_key_gets_the_same_warnings_whatever_was_planned_since() {
        var early = planned(6, 14);
        String key = unique();
        var body = work(hers(MONDAY.plus(Duration.ofHours(20)), Duration.ofHours(2), "overrideReason", "Agreed."));
        var first = created(post(SHIFTS, body, "Idempotency-Key", key));
        warns(first, shortRest(early, "PT6H", true));
        delete(at(id(early)), "If-Match", "*").then().statusCode(200);
        assertEquals(whole(first), whole(post(SHIFTS, body, "Idempotency-Key", key)));
    }

    // ------------------------------------------------------------------------------------------------ spans

    private static Map<String, Object> longSpan(String actual, boolean overridden) {
        return Map.of("kind", "LONG_SPAN", "actual", actual, "limit", "PT13H", "overridden", overridden);
    }

    @Test
    void work_without_a_pause_for_more_than_13_hours_is_warned_of_in_every_answer_that_gives_the_work() {
        warns(planned(0, 13));
        var next = planned(13, 14);
        warns(next, longSpan("PT14H", false));
        warns(patch(at(id(next)), Map.of("overrideReason", "Agreed."), "If-Match", "*"), longSpan("PT14H", true));

        var open = shift("start", MONDAY.plus(Duration.ofHours(14)));
        warns(patch(at(id(open)), Map.of("assignee", ada), "If-Match", "*"), longSpan("PT22H", true));
        String claimable = id(shift("start", MONDAY.plus(Duration.ofHours(22)), "status", "PUBLISHED"));
        warns(post(at(claimable) + "/claim", Map.of("user", ada)), longSpan("PT30H", false));
    }

    @Test
    void three_days_of_24_hours_each_are_warned_of_though_they_are_in_two_weeks() {
        warns(planned(-48, -24), longSpan("PT24H", false));
        warns(planned(-24, 0), longSpan("PT48H", false));
        warns(planned(0, 24), longSpan("PT72H", false));
    }

    // ------------------------------------------------------------------------------------------------ weeks

    @Test
    void more_than_48_hours_from_monday_to_sunday_are_warned_of() {
        for (int day = 0; day < 6; day++) {
            warns(planned(24 * day + 8, 24 * day + 16));
        }
        var start = MONDAY.plus(Duration.ofHours(24 * 6 + 8));
        var minute = shift(hers(start, Duration.ofMinutes(1)));
        warns(minute, longWeek("2029-W09", "PT48H1M", false));
        // The next week is another one.
        warns(planned(24 * 7 + 8, 24 * 7 + 16));
    }

    @Test
    void a_shift_over_sundays_midnight_is_in_two_weeks() {
        for (int day = 0; day < 6; day++) {
            planned(24 * day + 8, 24 * day + 16);
            planned(24 * (day + 7) + 16, 24 * (day + 7) + 24);
        }
        warns(
                planned(24 * 7 - 2, 24 * 7 + 4),
                longWeek("2029-W09", "PT50H", false),
                longWeek("2029-W10", "PT52H", false));
    }

    @Test
    void the_week_is_that_of_the_shifts_own_place() {
        for (int day = 0; day < 6; day++) {
            planned(24 * day + 8, 24 * day + 16);
        }
        // On Sunday in Berlin it is Monday in Auckland.
        warns(planned(24 * 6 + 13, 24 * 6 + 15, "zone", "Pacific/Auckland"));
        warns(planned(24 * 6 + 15, 24 * 6 + 17), longWeek("2029-W09", "PT52H", false));
    }

    // ------------------------------------------------------------------------------------------------ override

    @Test
    void a_reason_is_kept_with_the_shift_and_marks_what_is_warned_of_as_accepted() {
        var early = planned(6, 14);
        var late = planned(20, 22, "overrideReason", "  Stocktaking;\nagreed with Ada. ");
        warns(late, shortRest(early, "PT6H", true));
        late.then().body("overrideReason", is("Stocktaking;\nagreed with Ada."));
        get(at(id(late))).then().body("overrideReason", is("Stocktaking;\nagreed with Ada."));

        var plain = planned(10 * 24, 10 * 24 + 8);
        var near = planned(10 * 24 + 10, 10 * 24 + 12);
        near.then().body("overrideReason", nullValue());
        warns(near, shortRest(plain, "PT2H", false));
        // Also with the reason that comes later, and with that of the other shift.
        var accepted = patch(at(id(near)), Map.of("overrideReason", "Agreed."), "If-Match", "\"0\"");
        accepted.then().statusCode(200).header("ETag", is("\"1\"")).body("overrideReason", is("Agreed."));
        warns(accepted, shortRest(plain, "PT2H", true));
        warns(
                put(
                        at(id(plain)),
                        work(hers(MONDAY.plus(Duration.ofHours(241)), Duration.ofHours(8))),
                        "If-Match",
                        "*"),
                shortRest(near, "PT1H", true));
        warns(
                patch(at(id(near)), "{\"overrideReason\": null}", "If-Match", "*"),
                shortRest(moved(plain, 241), "PT1H", false));
    }

    /** A shift of eight hours as it is after it was moved. */
    private static Response moved(Response shift, int start) {
        var now = get(at(id(shift)));
        now.then().body("start", is(MONDAY.plus(Duration.ofHours(start)).toString()));
        return now;
    }

    @Test
    void a_long_week_is_accepted_as_far_as_the_shifts_with_a_reason_make_it_so() {
        for (int day = 0; day < 4; day++) {
            warns(planned(24 * day, 24 * day + 10));
        }
        var fifth = planned(24 * 4, 24 * 4 + 10);
        warns(fifth, longWeek("2029-W09", "PT50H", false));
        warns(
                patch(at(id(fifth)), Map.of("overrideReason", "Agreed."), "If-Match", "*"),
                longWeek("2029-W09", "PT50H", true));
        warns(planned(24 * 5, 24 * 5 + 8), longWeek("2029-W09", "PT58H", true));
        warns(planned(24 * 6, 24 * 6 + 1), longWeek("2029-W09", "PT59H", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"assignee\": \"%s\"",
                "\"assignee\": null",
                "\"start\": \"2029-02-26T06:00:00Z\"",
                "\"end\": \"2029-02-26T06:00:00Z\""
            })
    void what_was_agreed_for_one_person_and_time_is_not_for_another_unless_it_is_said_again(String change) {
        String body = change.formatted(id(user()));
        String shift = at(id(planned(5, 8, "overrideReason", "Agreed.")));
        patch(shift, "{\"notes\": \"New\"}", "If-Match", "*").then().body("overrideReason", is("Agreed."));
        patch(shift, "{" + body + "}", "If-Match", "*").then().statusCode(200).body("overrideReason", nullValue());

        String again = at(id(planned(30, 33, "overrideReason", "Agreed.")));
        String moved = body.replace("26T", "27T");
        patch(again, "{" + moved + ", \"overrideReason\": \"Agreed.\"}", "If-Match", "*")
                .then()
                .statusCode(200)
                .body("overrideReason", is("Agreed."));
    }

    @Test
    void a_replacement_and_a_release_leave_no_reason() {
        String shift = at(id(planned(0, 8, "overrideReason", "Agreed.")));
        put(shift, work(hers(MONDAY, Duration.ofHours(8))), "If-Match", "*")
                .then()
                .statusCode(200)
                .body("overrideReason", nullValue());

        String open = id(shift("start", MONDAY, "status", "PUBLISHED", "overrideReason", "Whoever takes it."));
        post(at(open) + "/claim", Map.of("user", id(user()))).then().body("overrideReason", is("Whoever takes it."));
        delete(at(open) + "/claim", "If-Match", "*").then().statusCode(200).body("overrideReason", nullValue());
    }

    @Test
    void workers_see_the_reason_once_it_is_published() {
        String shift = at(id(planned(0, 8, "status", "PUBLISHED", "overrideReason", "Agreed.")));
        get(shift + "?view=published").then().body("overrideReason", is("Agreed."));
        patch(shift, Map.of("overrideReason", "Agreed again."), "If-Match", "*")
                .then()
                .body("status", is("DRAFT"));
        get(shift + "?view=published").then().body("overrideReason", is("Agreed."));
        patch(shift, "{\"status\": \"PUBLISHED\"}", "If-Match", "*").then().statusCode(200);
        get(shift + "?view=published").then().body("overrideReason", is("Agreed again."));
    }

    @Test
    void a_copy_has_no_reason() {
        String place = unique();
        planned(0, 8, "location", place, "overrideReason", "Agreed.");
        var copies = post(
                SHIFTS + "/copy",
                Map.of(
                        "from",
                        MONDAY.toString(),
                        "to",
                        MONDAY.plus(Duration.ofDays(1)).toString(),
                        "weeks",
                        List.of(1),
                        "location",
                        place));
        copies.then().statusCode(200).body("created", hasSize(1));
        get(at(copies.path("created[0].shift"))).then().body("overrideReason", nullValue());
    }

    @Test
    void a_reason_has_1_to_500_characters() {
        for (String reason : List.of("", " \n ", "\u00a0", "\u200b", "x".repeat(501), "a\u0000")) {
            refused(post(SHIFTS, work("overrideReason", reason)), 400, NO_TYPE, "overrideReason");
            refused(
                    patch(at(id(shift())), Map.of("overrideReason", reason), "If-Match", "*"),
                    400,
                    NO_TYPE,
                    "overrideReason");
        }
        refused(post(SHIFTS, work("overrideReason", 1)), 400, NO_TYPE, "overrideReason");
        shift("overrideReason", "\ud83d\ude80".repeat(500)).then().body("overrideReason", not(nullValue()));
    }

    /** During a rollout, both versions answer. */
    @Test
    void a_request_without_a_reason_is_the_same_to_a_version_that_knows_of_none() throws Exception {
        String key = unique();
        created(post(SHIFTS, work(), "Idempotency-Key", key));
        String asThatVersionWritesIt =
                Tokens.STAFF + "\ncreateShift\n{\"assignee\":null,\"start\":\"2029-03-01T08:00:00Z\","
                        + "\"end\":\"2029-03-01T16:00:00Z\",\"zone\":\"Europe/Berlin\",\"location\":\"Harbour café\","
                        + "\"role\":null,\"notes\":null,\"status\":null}";
        try (var connection = Databases.connection("shifts");
                var select = connection.prepareStatement("SELECT digest FROM idempotency_key WHERE key = ?")) {
            select.setString(1, key);
            try (var row = select.executeQuery()) {
                row.next();
                assertEquals(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256")
                                        .digest(asThatVersionWritesIt.getBytes(UTF_8))),
                        row.getString(1));
            }
        }
    }
}

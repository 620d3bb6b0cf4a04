package dev.rota.shifts.planning;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.walk;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Databases.class)
class ShiftsTest {

    private static final String CANCELLED = "urn:rota:shift-cancelled";
    private static final String NOT_PLANNABLE = "urn:rota:assignee-not-plannable";
    private static final AtomicInteger MOMENTS = new AtomicInteger();

    private static String at(Response shift) {
        return at(id(shift));
    }

    private static String at(String id) {
        return SHIFTS + "/" + id;
    }

    /** A moment around which, for the longest window to both sides, no other test plans anything. */
    private static Instant moment() {
        return Instant.parse("2040-01-01T12:00:00Z").plus(ofDays(200).multipliedBy(MOMENTS.getAndIncrement()));
    }

    private static String span(Instant start, Instant end, Object... fields) {
        return id(shift(with(Map.of("start", start.toString(), "end", end.toString()), fields).entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray()));
    }

    private static List<String> ids(String path, Object... parameters) {
        var list = get(path + query(parameters));
        list.then().statusCode(200);
        return list.path("items.id");
    }

    private static String person() {
        return id(user());
    }

    // ------------------------------------------------------------------------------------------------ create, get

    @Test
    void a_new_shift_is_an_open_draft_at_its_places_time() {
        var shift =
                shift("start", "2029-07-01T10:00:00+02:00", "end", "2029-07-01T18:30:00+02:00", "location", " Café ");
        shift.then()
                .body("assignee", nullValue())
                .body("start", is("2029-07-01T08:00:00Z"))
                .body("end", is("2029-07-01T16:30:00Z"))
                .body("localStart", is("2029-07-01T10:00:00+02:00"))
                .body("localEnd", is("2029-07-01T18:30:00+02:00"))
                .body("duration", is("PT8H30M"))
                .body("zone", is("Europe/Berlin"))
                .body("location", is("Café"))
                .body("role", nullValue())
                .body("notes", nullValue())
                .body("status", is("DRAFT"));
    }

    @Test
    void a_shift_is_as_it_was_written() {
        String ada = id(user("roles", List.of("barista")));
        var shift = shift(
                "assignee", ada, "role", "barista", "notes", "Two\r\n\tlines \ud83d\ude80", "status", "PUBLISHED");
        shift.then()
                .body("assignee", is(ada))
                .body("role", is("barista"))
                .body("notes", is("Two\r\n\tlines \ud83d\ude80"))
                .body("status", is("PUBLISHED"));
    }

    // ------------------------------------------------------------------------------------------------ validation

    static Stream<String[]> invalid() {
        var instants = Stream.of("start", "end")
                .flatMap(field -> Stream.of(
                                "null",
                                "''",
                                "'tomorrow'",
                                "'2029-03-01T08:00:00'",
                                "'2029-03-01T08:00:00.5Z'",
                                "'1999-12-31T23:59:59Z'",
                                "1866000000",
                                "1866000000.5",
                                "true",
                                "[]",
                                "{}")
                        .map(value -> new String[] {field, value}));
        var others = Stream.of(
                new String[] {"assignee", "''"},
                new String[] {"assignee", "'ada'"},
                new String[] {"assignee", "'1-1-1-1-1'"},
                new String[] {"assignee", "1"},
                new String[] {"assignee", "[]"},
                new String[] {"zone", "null"},
                new String[] {"location", "'" + "x".repeat(101) + "'"},
                new String[] {"role", "''"},
                new String[] {"role", "'Barista'"},
                new String[] {"role", "'" + "x".repeat(33) + "'"},
                new String[] {"role", "true"},
                new String[] {"notes", "'" + "x".repeat(2001) + "'"},
                new String[] {"notes", "'a\\u0000'"},
                new String[] {"notes", "'\\ud800'"},
                new String[] {"notes", "1"},
                new String[] {"status", "'CANCELLED'"},
                new String[] {"status", "'draft'"},
                new String[] {"status", "''"},
                new String[] {"status", "0"},
                new String[] {"duration", "'PT8H'"},
                new String[] {"localStart", "'2029-03-01T08:00:00+01:00'"});
        return Stream.concat(instants, others);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void a_field_that_is_not_valid_is_named(String field, String value) {
        Resource.SHIFTS.refuses(field, value);
    }

    static Stream<String[]> valid() {
        return Stream.of(
                new String[] {"zone", "UTC"},
                new String[] {"zone", "Etc/GMT+12"},
                new String[] {"location", "\ud83d\ude80".repeat(100)},
                new String[] {"role", "x".repeat(32)},
                new String[] {"notes", ""},
                new String[] {"notes", "\ud83d\ude80".repeat(2000)},
                new String[] {"status", "PUBLISHED"},
                new String[] {"start", "2000-01-01T00:00:00Z"},
                new String[] {"start", "2199-12-31T00:00:00Z"});
    }

    @ParameterizedTest
    @MethodSource("valid")
    void a_field_may_go_to_its_limits(String field, String value) {
        get(at(shift(field, value))).then().body(field, is(value));
    }

    @ParameterizedTest
    @CsvSource({"-3600, false", "0, false", "59, false", "60, true", "86400, true", "86401, false"})
    void a_shift_takes_one_minute_to_24_hours(int seconds, boolean allowed) {
        var start = Instant.parse("2029-03-01T08:00:00Z");
        var end = start.plusSeconds(seconds);
        for (var answer : List.of(
                post(SHIFTS, work("start", start, "end", end)),
                put(at(shift()), work("start", start, "end", end), "If-Match", "*"),
                patch(at(shift("start", start)), with(Map.of(), "end", end), "If-Match", "*"))) {
            if (allowed) {
                answer.then().body("end", is(end.toString())).body("duration", notNullValue());
            } else {
                refused(answer, 400, NO_TYPE, "end");
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ window

    @Test
    void a_window_shows_exactly_what_overlaps_it() {
        Instant from = moment();
        Instant to = from.plus(ofHours(10));
        span(from.minus(ofHours(2)), from);
        span(from.minus(ofHours(24)), from);
        span(to, to.plus(ofHours(2)));
        var inside = List.of(
                span(from.minus(ofHours(24)).plusSeconds(1), from.plusSeconds(1)),
                span(from.minus(ofHours(1)), to.plus(ofHours(1))),
                span(from, from.plus(ofMinutes(1))),
                span(from.plus(ofHours(4)), from.plus(ofHours(5))),
                span(to.minus(ofMinutes(1)), to),
                span(to.minusSeconds(1), to.plus(ofHours(23))));
        assertEquals(inside, ids(SHIFTS, "from", from, "to", to));
    }

    @Test
    void a_window_begins_now_and_takes_four_weeks_where_nothing_else_is_asked() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String place = unique();
        Instant later = now.plus(ofDays(20));
        span(now.minus(ofHours(5)), now.minus(ofMinutes(5)), "location", place);
        String running = span(now.minus(ofHours(1)), now.plus(ofHours(1)), "location", place);
        String last = span(now.plus(ofDays(27)), now.plus(ofDays(27)).plus(ofHours(1)), "location", place);
        String after = span(now.plus(ofDays(29)), now.plus(ofDays(29)).plus(ofHours(1)), "location", place);
        span(later.plus(ofDays(29)), later.plus(ofDays(29)).plus(ofHours(1)), "location", place);

        assertEquals(List.of(running, last), ids(SHIFTS, "location", place));
        assertEquals(List.of(last, after), ids(SHIFTS, "location", place, "from", later));
        assertEquals(List.of(running), ids(SHIFTS, "location", place, "to", later));
    }

    @Test
    void a_window_takes_at_most_92_days() {
        Instant from = moment();
        var last = from.plus(ofDays(92));
        String shift = span(last.minus(ofHours(1)), last);
        assertEquals(List.of(shift), ids(SHIFTS, "from", from, "to", last));
        for (String path : List.of(SHIFTS, PEOPLE + "/" + UUID.randomUUID() + "/shifts")) {
            for (Instant to : List.of(last.plus(ofHours(3)).plusSeconds(1), from, from.minusSeconds(1))) {
                refused(get(path + query("from", from, "to", to)), 400, NO_TYPE, "to");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from, tomorrow",
        "from, 2029-03-01",
        "from, 2029-03-01T08:00:00",
        "from, 2029-03-01T08:00Z",
        "from, 2029-03-01T08:00:00+01",
        "from, 1999-12-31T23:59:59Z",
        "to, 2029-03-01T08:00:00",
        "user, ada",
        "user, 1-1-1-1-1",
        "user, 1980a5e-00000-7000-8000-000000000000",
        "status, draft",
        "view, PLANNED",
        "open, yes",
        "open, TRUE"
    })
    void a_parameter_that_is_not_valid_is_named(String parameter, String value) {
        refused(get(SHIFTS + query(parameter, value)), 400, NO_TYPE, parameter);
        if (!parameter.equals("user")) {
            refused(
                    get(PEOPLE + "/" + UUID.randomUUID() + "/shifts" + query(parameter, value)),
                    400,
                    NO_TYPE,
                    parameter);
        }
        if (!List.of("from", "to").contains(parameter)) {
            refused(get(SHIFTS + "/now" + query(parameter, value)), 400, NO_TYPE, parameter);
        }
    }

    @Test
    void a_fraction_of_a_second_counts_in_what_is_asked_for() {
        Instant from = moment();
        String shift = span(from, from.plus(ofHours(1)));
        Instant end = from.plus(ofHours(1));
        assertEquals(List.of(shift), ids(SHIFTS, "from", end.minusMillis(1), "to", end));
        assertEquals(List.of(), ids(SHIFTS, "from", end, "to", end.plusMillis(1)));
        assertEquals(List.of(shift), ids(SHIFTS + "/now", "view", "planned", "at", end.minusNanos(1_000)));
        assertEquals(List.of(), ids(SHIFTS + "/now", "view", "planned", "at", from.minusNanos(1_000)));
    }

    @Test
    void a_place_in_a_zone_that_this_program_does_not_know_is_shown_in_utc() throws SQLException {
        String person = person();
        Instant from = moment();
        String id = span(from, from.plus(ofHours(8)), "assignee", person, "status", "PUBLISHED");
        try (var database = Databases.connection("shifts");
                var statement = database.createStatement()) {
            for (String table : List.of("shift", "published_shift")) {
                statement.executeUpdate("UPDATE " + table + " SET zone = 'Mars/Olympus_Mons' WHERE id = '" + id + "'");
            }
        }
        var window = query("from", from, "to", from.plus(ofHours(8)), "user", person);
        for (String view : List.of("planned", "published")) {
            get(SHIFTS + window + "&view=" + view)
                    .then()
                    .statusCode(200)
                    .body("items[0].zone", is("Mars/Olympus_Mons"), "items[0].localStart", is(from.toString()));
            get(SHIFTS + "/" + id + "/history?view=" + view).then().statusCode(200);
            get(SHIFTS + "/conflicts" + window + "&view=" + view).then().statusCode(200);
            get(SHIFTS + "/" + id + "?view=" + view).then().statusCode(200).body("id", is(id));
        }
        var again = with(work("assignee", person, "start", from.plus(ofHours(8))), "end", from.plus(ofHours(9)));
        created(post(SHIFTS, again));
    }

    @ParameterizedTest
    @ValueSource(strings = {"location", "role"})
    void a_filter_that_no_shift_could_match_is_refused(String parameter) {
        for (String value : List.of("a\u0000", "x".repeat(101), " ", "\u00a0", "\u200b")) {
            refused(get(SHIFTS + query(parameter, value)), 400, NO_TYPE, parameter);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2029-03-01"})
    void a_forged_cursor_is_refused(String start) {
        String cursor =
                Base64.getUrlEncoder().encodeToString((start + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        refused(get(SHIFTS + query("cursor", cursor)), 400, NO_TYPE, "cursor");
    }

    // ------------------------------------------------------------------------------------------------ filters

    @Test
    void shifts_are_filtered_by_user_status_open_location_and_role_together() {
        Instant from = moment();
        String ada = person();
        String grace = person();
        var ids = new ArrayList<String>();
        for (Object[] fields : new Object[][] {
            {"assignee", ada, "location", "Harbour", "role", "barista", "status", "PUBLISHED"},
            {"assignee", ada, "location", "Station", "role", "barista"},
            {"assignee", grace, "location", "Harbour"},
            {"location", "Harbour", "role", "barista"},
            {"location", "Station", "role", "cook", "status", "PUBLISHED"},
            {"location", "Station", "role", "cook"},
        }) {
            var start = from.plus(ofHours(ids.size()));
            ids.add(span(start, start.plus(ofHours(1)), fields));
        }
        delete(at(ids.get(5)), "If-Match", "*").then().statusCode(200);

        Object[][] cases = {
            {"012345"},
            {"01", "user", ada},
            {"2", "user", grace},
            {"", "user", UUID.randomUUID()},
            {"04", "status", "PUBLISHED"},
            {"123", "status", "DRAFT"},
            {"5", "status", "CANCELLED"},
            {"345", "open", "true"},
            {"012", "open", "false"},
            {"023", "location", "Harbour"},
            {"", "location", "harbour"},
            {"013", "role", "barista"},
            {"", "role", "bar"},
            {"1", "user", ada, "status", "DRAFT"},
            {"0", "user", ada, "location", "Harbour", "role", "barista", "status", "PUBLISHED", "open", "false"},
            {"", "user", ada, "open", "true"},
            {"3", "open", "true", "role", "barista"},
            {"4", "open", "true", "location", "Station", "status", "PUBLISHED"},
        };
        for (Object[] c : cases) {
            var parameters = new ArrayList<Object>(List.of("from", from, "to", from.plus(ofDays(1))));
            parameters.addAll(List.of(c).subList(1, c.length));
            var expected =
                    ((String) c[0]).chars().mapToObj(i -> ids.get(i - '0')).toList();
            assertEquals(expected, ids(SHIFTS, parameters.toArray()), parameters::toString);
        }
    }

    @Test
    void the_shifts_of_a_person_are_those_of_nobody_else() {
        Instant from = moment();
        String ada = person();
        String hers = PEOPLE + "/" + ada + "/shifts";
        var first = span(from, from.plus(ofHours(1)), "assignee", ada, "location", "Harbour");
        var second = span(from.plus(ofHours(1)), from.plus(ofHours(2)), "assignee", ada, "status", "PUBLISHED");
        span(from, from.plus(ofHours(1)), "assignee", person());
        span(from, from.plus(ofHours(1)));
        span(from.plus(ofDays(50)), from.plus(ofDays(50)).plus(ofHours(1)), "assignee", ada);

        assertEquals(List.of(first, second), ids(hers, "from", from));
        assertEquals(List.of(first), ids(hers, "from", from, "location", "Harbour"));
        assertEquals(List.of(second), ids(hers, "from", from, "status", "PUBLISHED"));
        assertEquals(List.of(first, second), ids(hers, "from", from, "user", person()));
        assertEquals(List.of(first, second), walk(hers + query("from", from, "limit", 1)));
        assertEquals(List.of(), ids(PEOPLE + "/" + UUID.randomUUID() + "/shifts", "from", from));
        refused(get(USERS + "/ada/shifts"), 404, NO_TYPE);
    }

    // ------------------------------------------------------------------------------------------------ now

    @Test
    void a_shift_goes_on_from_its_start_until_just_before_its_end() {
        Instant start = moment();
        Instant end = start.plus(ofHours(8));
        String shift = span(start, end);
        for (Instant on : List.of(start, start.plusSeconds(1), end.minusSeconds(1))) {
            assertEquals(List.of(shift), ids(SHIFTS + "/now", "view", "planned", "at", on), on::toString);
        }
        for (Instant off : List.of(start.minusSeconds(1), end)) {
            assertEquals(List.of(), ids(SHIFTS + "/now", "view", "planned", "at", off), off::toString);
        }
    }

    @Test
    void whoever_relieves_another_is_the_only_one_on_at_that_instant() {
        Instant noon = moment();
        String early = span(noon.minus(ofHours(24)), noon);
        String late = span(noon, noon.plus(ofHours(24)));
        assertEquals(List.of(late), ids(SHIFTS + "/now", "view", "planned", "at", noon));
        assertEquals(List.of(early), ids(SHIFTS + "/now", "view", "planned", "at", noon.minusSeconds(1)));
    }

    @Test
    void who_is_on_leaves_out_cancelled_shifts_and_takes_filters() {
        Instant start = moment();
        Instant end = start.plus(ofHours(1));
        String ada = person();
        delete(at(span(start, end)), "If-Match", "*").then().statusCode(200);
        String open = span(start, end, "role", "cook");
        String hers = span(start, end, "assignee", ada, "status", "PUBLISHED");
        assertEquals(List.of(open, hers), ids(SHIFTS + "/now", "view", "planned", "at", start));
        assertEquals(List.of(open, hers), walk(SHIFTS + "/now" + query("view", "planned", "at", start, "limit", 1)));
        assertEquals(List.of(hers), ids(SHIFTS + "/now", "view", "planned", "at", start, "user", ada));
        assertEquals(List.of(hers), ids(SHIFTS + "/now", "view", "planned", "at", start, "status", "PUBLISHED"));
        assertEquals(List.of(open), ids(SHIFTS + "/now", "view", "planned", "at", start, "open", "true"));
        assertEquals(List.of(open), ids(SHIFTS + "/now", "view", "planned", "at", start, "role", "cook"));
    }

    @Test
    void who_is_on_is_what_workers_see_unless_the_plan_is_asked_for() {
        Instant start = moment();
        String draft = span(start, start.plus(ofHours(8)));
        String seen = span(start, start.plus(ofHours(8)), "status", "PUBLISHED");
        patch(at(seen), Map.of("start", start.plus(ofHours(4)).toString()), "If-Match", "*")
                .then()
                .statusCode(200);
        assertEquals(List.of(seen), ids(SHIFTS + "/now", "at", start));
        assertEquals(List.of(seen), ids(SHIFTS + "/now", "view", "published", "at", start));
        assertEquals(List.of(draft), ids(SHIFTS + "/now", "view", "planned", "at", start));
        // The other lists are of the plan.
        String place = get(at(draft)).path("location");
        assertEquals(List.of(draft, seen), ids(SHIFTS, "from", start, "to", start.plus(ofHours(8)), "location", place));
    }

    @Test
    void who_is_on_means_this_moment_where_no_other_is_given() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String place = unique();
        String shift = span(now.minus(ofHours(1)), now.plus(ofHours(1)), "location", place, "status", "PUBLISHED");
        span(now.minus(ofHours(2)), now.minus(ofMinutes(1)), "location", place, "status", "PUBLISHED");
        span(now.plus(ofHours(1)), now.plus(ofHours(2)), "location", place, "status", "PUBLISHED");
        assertEquals(List.of(shift), ids(SHIFTS + "/now", "location", place));
        refused(get(SHIFTS + "/now" + query("at", "noon")), 400, NO_TYPE, "at");
    }

    // ------------------------------------------------------------------------------------------------ replace, patch

    @Test
    void a_shift_that_moves_to_another_place_is_at_the_time_there() {
        put(at(shift()), work("start", "2029-05-01T08:00:00Z", "zone", "Asia/Tokyo"), "If-Match", "*")
                .then()
                .statusCode(200)
                .body("start", is("2029-05-01T08:00:00Z"))
                .body("localStart", is("2029-05-01T17:00:00+09:00"));
    }

    @Test
    void a_change_of_a_published_shift_is_a_draft_unless_it_says_otherwise() {
        String shift = at(shift("status", "PUBLISHED"));
        put(shift, work(), "If-Match", "*").then().body("status", is("PUBLISHED"));
        patch(shift, "{\"status\": null}", "If-Match", "*").then().body("status", is("PUBLISHED"));
        patch(shift, "{\"notes\": \"Hi\"}", "If-Match", "*").then().body("status", is("DRAFT"));
        put(shift, work("status", "PUBLISHED"), "If-Match", "*").then().body("status", is("PUBLISHED"));
        put(shift, work("role", "cook"), "If-Match", "*").then().body("status", is("DRAFT"));
        patch(shift, "{\"status\": \"PUBLISHED\"}", "If-Match", "*").then().body("status", is("PUBLISHED"));
        patch(shift, "{\"status\": \"DRAFT\"}", "If-Match", "*").then().body("status", is("DRAFT"));
    }

    @Test
    void a_patch_of_the_end_leaves_the_start() {
        patch(at(shift()), "{\"end\": \"2029-03-01T10:00:00+01:00\"}", "If-Match", "*")
                .then()
                .statusCode(200)
                .body("start", is("2029-03-01T08:00:00Z"))
                .body("end", is("2029-03-01T09:00:00Z"));
    }

    @Test
    void an_open_shift_can_be_given_to_somebody_and_opened_again() {
        String ada = person();
        String shift = at(shift());
        patch(shift, Map.of("assignee", ada), "If-Match", "*")
                .then()
                .statusCode(200)
                .body("assignee", is(ada));
        patch(shift, "{\"assignee\": null}", "If-Match", "*")
                .then()
                .statusCode(200)
                .body("assignee", nullValue());
    }

    // ------------------------------------------------------------------------------------------------ cancel

    @Test
    void a_cancelled_shift_stays_readable_and_cancelling_twice_changes_nothing() {
        String ada = person();
        var shift = shift("assignee", ada, "notes", "Bring the key.");
        var cancelled = delete(at(shift), "If-Match", "\"0\"");
        cancelled
                .then()
                .statusCode(200)
                .header("ETag", is("\"1\""))
                .body("status", is("CANCELLED"))
                .body("assignee", is(ada))
                .body("notes", is("Bring the key."));
        assertEquals(whole(cancelled), whole(delete(at(shift), "If-Match", "\"1\"")));
        assertEquals(whole(cancelled), whole(delete(at(shift), "If-Match", "*")));
        assertEquals(cancelled.asString(), get(at(shift)).asString());
    }

    @Test
    void a_cancelled_shift_is_never_changed_again() {
        String shift = at(shift());
        var cancelled = delete(shift, "If-Match", "*");
        refused(put(shift, work(), "If-Match", "*"), 409, CANCELLED);
        refused(patch(shift, "{\"notes\": \"New\"}", "If-Match", "*"), 409, CANCELLED);
        refused(patch(shift, "{\"status\": \"DRAFT\"}", "If-Match", "*"), 409, CANCELLED);
        assertEquals(cancelled.asString(), get(shift).asString());
    }

    // ------------------------------------------------------------------------------------------------ assignee

    static Stream<String> unplannable() {
        return Stream.of("unknown", "inactive");
    }

    @ParameterizedTest
    @MethodSource("unplannable")
    void only_an_active_person_can_be_planned(String kind) {
        String somebody = kind.equals("unknown") ? UUID.randomUUID().toString() : deactivated(person());
        var shift = shift();
        var body = work("assignee", somebody);
        refused(post(SHIFTS, body), 422, NOT_PLANNABLE, "assignee");
        refused(put(at(shift), body, "If-Match", "*"), 422, NOT_PLANNABLE, "assignee");
        refused(patch(at(shift), Map.of("assignee", somebody), "If-Match", "*"), 422, NOT_PLANNABLE, "assignee");
        assertEquals(shift.asString(), get(at(shift)).asString());
        assertEquals(List.of(), ids(SHIFTS, "from", "2029-02-28T00:00:00Z", "user", somebody));
    }

    @Test
    void a_person_who_is_active_again_can_be_planned_again() {
        String ada = deactivated(person());
        refused(post(SHIFTS, work("assignee", ada)), 422, NOT_PLANNABLE);
        post(USERS + "/" + ada + "/reactivate", null).then().statusCode(200);
        shift("assignee", ada).then().body("assignee", is(ada));
    }

    @Test
    void what_was_planned_stays_when_the_person_is_deactivated() {
        String ada = person();
        var body = work("assignee", ada);
        var shift = created(post(SHIFTS, body));
        deactivated(ada);
        assertEquals(shift.asString(), get(at(shift)).asString());
        assertEquals(List.of(id(shift)), ids(PEOPLE + "/" + ada + "/shifts", "from", "2029-02-28T00:00:00Z"));
        patch(at(shift), "{\"notes\": \"Patched\"}", "If-Match", "*")
                .then()
                .statusCode(200)
                .body("notes", is("Patched"))
                .body("assignee", is(ada));
        put(at(shift), with(body, "notes", "Replaced", "status", "PUBLISHED"), "If-Match", "*")
                .then()
                .statusCode(200)
                .body("notes", is("Replaced"))
                .body("assignee", is(ada));
        delete(at(shift), "If-Match", "*").then().statusCode(200).body("status", is("CANCELLED"));
    }

    @Test
    void what_was_planned_for_a_person_who_is_inactive_now_can_be_opened_but_neither_moved_nor_given_back() {
        String ada = person();
        var body = work("assignee", ada);
        String shift = at(created(post(SHIFTS, body)));
        deactivated(ada);
        for (var move : List.of(
                with(Map.of(), "start", "2029-03-01T07:00:00Z"), with(Map.of(), "end", "2029-03-01T17:00:00Z"))) {
            refused(patch(shift, move, "If-Match", "*"), 422, NOT_PLANNABLE, "assignee");
            refused(
                    put(
                            shift,
                            with(
                                    body,
                                    move.entrySet().iterator().next().getKey(),
                                    move.entrySet().iterator().next().getValue()),
                            "If-Match",
                            "*"),
                    422,
                    NOT_PLANNABLE,
                    "assignee");
        }
        patch(shift, "{\"assignee\": null}", "If-Match", "\"0\"")
                .then()
                .statusCode(200)
                .body("assignee", nullValue());
        refused(patch(shift, Map.of("assignee", ada), "If-Match", "*"), 422, NOT_PLANNABLE, "assignee");
    }

    // ------------------------------------------------------------------------------------------------ Idempotency-Key

    @Test
    void the_same_request_with_the_same_key_gets_the_first_answer_whatever_may_be_planned_now() {
        String key = unique();
        String ada = person();
        var body = work("assignee", ada, "status", "PUBLISHED");
        var first = created(post(SHIFTS, body, "Idempotency-Key", key));
        deactivated(ada);
        delete(at(first), "If-Match", "*").then().statusCode(200);
        assertEquals(whole(first), whole(post(SHIFTS, body, "Idempotency-Key", key)));
        assertEquals(List.of(id(first)), ids(PEOPLE + "/" + ada + "/shifts", "from", "2029-02-28T00:00:00Z"));
    }
}

package dev.rota.shifts.absences;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
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
import static dev.rota.support.Api.walk;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Absences are requested and decided; an approved one blocks shifts. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class AbsencesTest {

    private static final String ABSENCES = "/v1/absences";
    private static final String DECIDED = "urn:rota:absence-decided";
    private static final String ABSENT = "urn:rota:absent";

    private String ada;

    @BeforeEach
    void register() {
        ada = id(user());
    }

    /** A week in which {@code Api.work} is. */
    private Response asked(Object... fields) {
        return created(post(
                ABSENCES,
                with(Map.of("user", ada, "start", "2029-02-26T00:00:00Z", "end", "2029-03-05T00:00:00Z"), fields)));
    }

    private static Response decide(Response absence, String decision) {
        return post(ABSENCES + "/" + id(absence) + "/" + decision, null);
    }

    private Response approved(Object... fields) {
        var absence = asked(fields);
        decide(absence, "approve").then().statusCode(200);
        return absence;
    }

    private static String at(String shift) {
        return SHIFTS + "/" + shift;
    }

    @Test
    void a_new_absence_is_a_request_that_blocks_nothing() {
        var absence = asked("reason", "Summer holiday");
        absence.then()
                .body("user", is(ada))
                .body("start", is("2029-02-26T00:00:00Z"))
                .body("end", is("2029-03-05T00:00:00Z"))
                .body("reason", is("Summer holiday"))
                .body("status", is("REQUESTED"));
        shift("assignee", ada);
    }

    @Test
    void whoever_is_off_is_neither_planned_nor_moved_there_nor_claims() {
        var absence = approved();
        refused(post(SHIFTS, work("assignee", ada)), 409, ABSENT, "assignee")
                .then()
                .body("absence.id", is(id(absence)))
                .body("absence.start", is("2029-02-26T00:00:00Z"))
                .body("absence.end", is("2029-03-05T00:00:00Z"));
        String open = id(shift("status", "PUBLISHED"));
        refused(patch(at(open), Map.of("assignee", ada), "If-Match", "*"), 409, ABSENT);
        refused(post(at(open) + "/claim", Map.of("user", ada)), 409, ABSENT);
        String later = id(shift("assignee", ada, "start", "2029-03-05T00:00:00Z"));
        refused(put(at(later), work("assignee", ada, "start", "2029-03-04T20:00:00Z"), "If-Match", "*"), 409, ABSENT);
    }

    @Test
    void one_who_is_off_may_work_until_it_begins_and_from_when_it_ends() {
        approved("start", "2029-03-01T16:00:00Z", "end", "2029-03-02T08:00:00Z");
        shift("assignee", ada, "start", "2029-03-01T08:00:00Z", "end", "2029-03-01T16:00:00Z");
        shift("assignee", ada, "start", "2029-03-02T08:00:00Z");
    }

    @Test
    void nothing_is_claimable_for_one_who_is_off() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(3, ChronoUnit.DAYS);
        String role = "r" + unique().substring(0, 20);
        String able = id(user("roles", List.of(role)));
        String open = id(shift("start", start, "role", role, "status", "PUBLISHED"));
        String claimable = PEOPLE + "/" + able + "/shifts/claimable";
        assertEquals(true, get(claimable).<List<String>>path("items.id").contains(open));
        approved("user", able, "start", start.minusSeconds(3_600), "end", start.plusSeconds(1));
        assertEquals(false, get(claimable).<List<String>>path("items.id").contains(open));
    }

    @Test
    void shifts_that_are_planned_are_in_the_way_of_an_absence_and_named() {
        String planned = id(shift("assignee", ada));
        String published = id(shift("assignee", ada, "start", "2029-03-02T08:00:00Z", "status", "PUBLISHED"));
        id(shift("assignee", ada, "start", "2029-03-06T08:00:00Z"));
        var absence = asked();
        refused(decide(absence, "approve"), 409, "urn:rota:shifts-in-the-way")
                .then()
                .body("shifts.id", is(List.of(planned, published)));
        get(ABSENCES + "/" + id(absence)).then().body("status", is("REQUESTED"));
        get(at(planned)).then().body("assignee", is(ada)).body("version", is(0));
    }

    @Test
    void approving_can_open_the_shifts_that_are_in_the_way_in_one_go() {
        String planned = id(shift("assignee", ada));
        String published = id(shift("assignee", ada, "start", "2029-03-02T08:00:00Z", "status", "PUBLISHED"));
        String outside = id(shift("assignee", ada, "start", "2029-03-06T08:00:00Z"));
        var approval = decide(asked(), "approve?openShifts=true");
        approval.then()
                .statusCode(200)
                .header("ETag", is("\"1\""))
                .body("absence.status", is("APPROVED"))
                .body("opened.id", is(List.of(planned, published)))
                .body("opened.status", is(List.of("DRAFT", "PUBLISHED")));
        for (String shift : List.of(planned, published)) {
            get(at(shift)).then().body("assignee", nullValue()).body("version", is(1));
        }
        get(at(published) + "?view=published").then().body("assignee", nullValue());
        get(at(outside)).then().body("assignee", is(ada));
    }

    @Test
    void an_absence_that_is_withdrawn_gives_the_time_back() {
        var absence = approved();
        decide(absence, "withdraw").then().statusCode(200).body("status", is("WITHDRAWN"));
        shift("assignee", ada);
    }

    @ParameterizedTest
    @CsvSource({
        "approve, APPROVED",
        "decline, DECLINED",
        "withdraw, WITHDRAWN",
    })
    void deciding_twice_changes_nothing(String decision, String status) {
        var absence = asked();
        var first = decide(absence, decision);
        first.then().statusCode(200).header("ETag", is("\"1\""));
        assertEquals(whole(first), whole(decide(absence, decision)));
        get(ABSENCES + "/" + id(absence)).then().body("status", is(status)).body("version", is(1));
    }

    @ParameterizedTest
    @CsvSource({
        "approve, decline",
        "decline, approve",
        "decline, withdraw",
        "withdraw, approve",
        "withdraw, decline",
    })
    void what_is_decided_is_not_decided_otherwise(String first, String second) {
        var absence = asked();
        decide(absence, first).then().statusCode(200);
        refused(decide(absence, second), 409, DECIDED);
    }

    @ParameterizedTest
    @CsvSource({
        "2029-02-26T00:00:00Z, 2029-03-05T00:00:00Z, true",
        "2029-02-27T00:00:00Z, 2029-02-28T00:00:00Z, true",
        "2029-02-26T00:00:00Z, 2029-03-05T00:00:01Z, false",
        "2029-02-25T23:59:59Z, 2029-03-05T00:00:00Z, false",
        "2029-03-05T00:00:00Z, 2029-03-06T00:00:00Z, false"
    })
    void of_two_equal_requests_one_is_approved(String start, String end, boolean within) {
        var again = asked("start", start, "end", end);
        var first = approved();
        var second = decide(again, "approve");
        if (!within) {
            second.then().statusCode(200);
            return;
        }
        refused(second, 409, ABSENT)
                .then()
                .body("absence.id", is(id(first)))
                .body("absence.start", is(first.<Object>path("start")))
                .body("absence.end", is(first.<Object>path("end")));
        get(ABSENCES + "/" + id(again)).then().body("status", is("REQUESTED")).body("version", is(0));
        // Nobody else's, and no more once the first one is withdrawn.
        decide(asked("user", id(user()), "start", start, "end", end), "approve")
                .then()
                .statusCode(200);
        decide(first, "withdraw").then().statusCode(200);
        decide(again, "approve").then().statusCode(200);
    }

    @Test
    void of_two_equal_requests_that_are_approved_at_once_one_is() {
        for (int round = 0; round < 5; round++) {
            ada = id(user());
            var equal = Stream.generate(() -> asked()).limit(4).toList();
            var answers = together(4, i -> decide(equal.get(i), "approve"));
            assertEquals(
                    List.of(200, 409, 409, 409),
                    answers.stream().map(Response::statusCode).sorted().toList());
        }
    }

    @Test
    void an_approved_absence_that_is_over_stays() {
        var absence = approved("start", "2026-01-05T00:00:00Z", "end", "2026-01-06T00:00:00Z");
        refused(decide(absence, "withdraw"), 409, "urn:rota:absence-over");
    }

    @Test
    void of_planning_and_approving_at_once_only_one_succeeds() {
        for (int round = 0; round < 10; round++) {
            String grace = id(user());
            var absence = asked("user", grace);
            var answers = together(6, i -> i == 0 ? decide(absence, "approve") : post(SHIFTS, work("assignee", grace)));
            boolean off = answers.get(0).statusCode() == 200;
            answers.forEach(answer -> assertEquals(true, List.of(200, 201, 409).contains(answer.statusCode())));
            assertEquals(
                    off ? 0 : 1,
                    answers.stream()
                            .filter(answer -> answer.statusCode() == 201)
                            .count());
        }
    }

    @Test
    void only_an_active_person_asks_for_time_off() {
        var body = Map.of("start", "2029-02-26T00:00:00Z", "end", "2029-03-05T00:00:00Z");
        for (String nobody : List.of(UUID.randomUUID().toString(), deactivated(id(user())))) {
            refused(
                    post(ABSENCES, with(Map.copyOf(body), "user", nobody)),
                    422,
                    "urn:rota:assignee-not-plannable",
                    "user");
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "59, false", "60, true", "31622400, true", "31633200, true", "31633201, false"})
    void an_absence_takes_one_minute_to_366_days(long seconds, boolean allowed) {
        var start = Instant.parse("2029-01-01T00:00:00Z");
        var answer = post(ABSENCES, with(Map.of("user", ada), "start", start, "end", start.plusSeconds(seconds)));
        if (allowed) {
            answer.then().statusCode(201);
        } else {
            refused(answer, 400, NO_TYPE, "end");
        }
    }

    /** They have an hour more. */
    @Test
    void an_absence_takes_366_days_by_any_clock() {
        asked("start", "2027-10-31T00:00:00+02:00", "end", "2028-10-31T00:00:00+01:00");
    }

    @Test
    void no_absence_that_is_unknown_is_decided() {
        String path = ABSENCES + "/" + UUID.randomUUID();
        Stream.of("approve", "decline", "withdraw")
                .forEach(decision -> refused(post(path + "/" + decision, null), 404, NO_TYPE));
    }

    @Test
    void absences_are_listed_by_window_person_and_status_page_by_page() {
        var first = approved();
        var second = asked("start", "2029-03-01T00:00:00Z");
        var third = asked("start", "2029-03-04T00:00:00Z", "end", "2030-03-04T00:00:00Z");
        asked("start", "2029-03-20T00:00:00Z", "end", "2029-03-21T00:00:00Z");
        asked("user", id(user()));
        String ofAda = ABSENCES + query("user", ada, "from", "2029-02-27T00:00:00Z", "to", "2029-03-10T00:00:00Z");
        var all = List.of(id(first), id(second), id(third));
        assertEquals(all, get(ofAda).path("items.id"));
        assertEquals(all, walk(ofAda + "&limit=1"));
        assertEquals(List.of(id(first)), get(ofAda + "&status=APPROVED").path("items.id"));
        assertEquals(
                List.of(id(third)),
                get(ABSENCES + query("user", ada, "from", "2030-03-03T00:00:00Z"))
                        .path("items.id"));
        get(ABSENCES + query("user", ada, "from", "2031-01-01T00:00:00Z"))
                .then()
                .body("items", empty());
        refused(get(ABSENCES + "?status=approved"), 400, NO_TYPE, "status");
    }
}

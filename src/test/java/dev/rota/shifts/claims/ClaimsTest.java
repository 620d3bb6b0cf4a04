package dev.rota.shifts.claims;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Claims of open shifts: first come, first served. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ClaimsTest {

    private static final String DOUBLE_BOOKING = "urn:rota:double-booking";
    private static final AtomicInteger DAYS = new AtomicInteger();

    /** A day on which no other test plans anything. */
    private final Instant morning = Instant.parse("2150-01-01T08:00:00Z").plus(DAYS.getAndIncrement(), ChronoUnit.DAYS);

    private String open(Object... fields) {
        return id(shift(
                Stream.concat(Stream.<Object>of("start", morning.toString(), "status", "PUBLISHED"), Stream.of(fields))
                        .toArray()));
    }

    private static String at(String shift) {
        return SHIFTS + "/" + shift;
    }

    private static Response claim(String shift, String person, String... headers) {
        return post(at(shift) + "/claim", Map.of("user", person), headers);
    }

    private static Response release(String shift) {
        return delete(at(shift) + "/claim", "If-Match", "*");
    }

    private static String person(String... roles) {
        return id(user("roles", List.of(roles)));
    }

    private List<String> claimable(String person) {
        var page = get(PEOPLE + "/" + person + "/shifts/claimable"
                + query("from", morning.minus(8, ChronoUnit.HOURS), "to", morning.plus(16, ChronoUnit.HOURS)));
        page.then().statusCode(200);
        return page.path("items.id");
    }

    @Test
    void whoever_claims_an_open_shift_has_it_at_once_in_both_views() {
        String ada = person();
        String shift = open();
        var claimed = claim(shift, ada);
        claimed.then()
                .statusCode(200)
                .header("ETag", is("\"1\""))
                .body("assignee", is(ada))
                .body("claimed", is(true))
                .body("status", is("PUBLISHED"));
        assertEquals(claimed.asString(), get(at(shift)).asString());
        assertEquals(claimed.asString(), get(at(shift) + "?view=published").asString());
    }

    @Test
    void of_many_who_claim_at_once_one_gets_the_shift() {
        String shift = open();
        var people = Stream.generate(() -> person()).limit(10).toList();
        var answers = together(10, i -> claim(shift, people.get(i)));
        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 200).count());
        answers.stream().filter(a -> a.statusCode() != 200).forEach(a -> refused(a, 409, "urn:rota:already-taken"));
    }

    @Test
    void claiming_what_one_has_already_changes_nothing() {
        String ada = person();
        String shift = open();
        var first = claim(shift, ada);
        assertEquals(whole(first), whole(claim(shift, ada)));
        String given = open("start", morning.plus(8, ChronoUnit.HOURS), "assignee", ada);
        claim(given, ada).then().statusCode(200).body("claimed", is(false)).body("version", is(0));
    }

    @Test
    void the_same_request_with_the_same_key_gets_the_first_answer_even_if_the_shift_was_released_since() {
        String ada = person();
        String shift = open();
        String key = unique();
        var first = claim(shift, ada, "Idempotency-Key", key);
        release(shift).then().statusCode(200);
        assertEquals(whole(first), whole(claim(shift, ada, "Idempotency-Key", key)));
        get(at(shift)).then().body("assignee", nullValue());
        refused(claim(open(), ada, "Idempotency-Key", key), 422, "urn:rota:idempotency-key-reused");
    }

    @Test
    void nobody_claims_a_second_shift_at_the_same_time() {
        String ada = person();
        String has = open("assignee", ada);
        refused(claim(open(), ada), 409, DOUBLE_BOOKING, "assignee").then().body("clash.id", is(has));
        // Open in the planned edition, still assigned in the published one.
        patch(at(has), "{\"assignee\": null}", "If-Match", "*").then().statusCode(200);
        refused(claim(open(), ada), 409, DOUBLE_BOOKING, "assignee").then().body("clash.id", is(has));
    }

    @Test
    void only_a_person_with_the_role_claims_a_shift_that_asks_for_one() {
        String shift = open("role", "barista");
        refused(claim(shift, person("cook")), 422, "urn:rota:role-missing", "user");
        claim(shift, person("cook", "barista")).then().statusCode(200);
    }

    @Test
    void only_an_active_person_claims() {
        String shift = open();
        for (String nobody : List.of(UUID.randomUUID().toString(), deactivated(person()))) {
            refused(claim(shift, nobody), 422, "urn:rota:assignee-not-plannable", "user");
            refused(get(PEOPLE + "/" + nobody + "/shifts/claimable"), 422, "urn:rota:assignee-not-plannable", "user");
        }
        refused(post(at(shift) + "/claim", "{}"), 400, NO_TYPE, "user");
        refused(claim(UUID.randomUUID().toString(), person()), 404, NO_TYPE);
    }

    @Test
    void only_what_is_published_as_it_is_planned_and_has_not_begun_is_claimed_or_released() {
        String ada = person();
        String draft = open("status", "DRAFT");
        String changed = open();
        patch(at(changed), "{\"notes\": \"New\"}", "If-Match", "*").then().statusCode(200);
        String cancelled = open();
        delete(at(cancelled), "If-Match", "*").then().statusCode(200);
        for (String shift : List.of(draft, changed, cancelled)) {
            refused(claim(shift, ada), 409, "urn:rota:not-claimable");
            refused(release(shift), 409, "urn:rota:not-claimable");
        }
        String begun =
                open("start", Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1));
        refused(claim(begun, ada), 409, "urn:rota:shift-begun");
        refused(release(begun), 409, "urn:rota:shift-begun");
    }

    @Test
    void a_claim_that_is_released_leaves_an_open_shift() {
        String ada = person();
        String shift = open();
        claim(shift, ada).then().statusCode(200);
        refused(delete(at(shift) + "/claim"), 428, NO_TYPE);
        refused(delete(at(shift) + "/claim", "If-Match", "\"0\""), 412, NO_TYPE);
        release(shift)
                .then()
                .statusCode(200)
                .header("ETag", is("\"2\""))
                .body("assignee", nullValue())
                .body("claimed", is(false));
        get(at(shift) + "?view=published").then().body("assignee", nullValue()).body("version", is(2));
        refused(release(shift), 409, "urn:rota:not-claimed");
        claim(shift, person()).then().statusCode(200);
    }

    @Test
    void what_a_planner_gave_to_somebody_is_not_theirs_to_release() {
        String ada = person();
        refused(release(open("assignee", ada)), 409, "urn:rota:not-claimed");
        String taken = open("start", morning.plus(8, ChronoUnit.HOURS));
        claim(taken, ada).then().statusCode(200);
        patch(at(taken), Map.of("assignee", person(), "status", "PUBLISHED"), "If-Match", "*")
                .then()
                .statusCode(200)
                .body("claimed", is(false));
        refused(release(taken), 409, "urn:rota:not-claimed");
    }

    // ------------------------------------------------------------------------------------------------ claimable

    @Test
    void a_person_sees_what_could_be_claimed_and_can_claim_all_that_is_seen() {
        String ada = person("barista");
        String any = open();
        String hers = open("start", morning.plus(8, ChronoUnit.HOURS), "role", "barista");
        open("role", "cook");
        open("assignee", person());
        open("status", "DRAFT");
        delete(at(open()), "If-Match", "*");
        patch(at(open()), "{\"notes\": \"New\"}", "If-Match", "*");
        open("start", morning.plus(30, ChronoUnit.HOURS));

        assertEquals(List.of(any, hers), claimable(ada));
        assertEquals(List.of(any), claimable(person()));
        assertEquals(
                List.of(any, hers),
                walk(PEOPLE + "/" + ada + "/shifts/claimable"
                        + query("from", morning, "to", morning.plus(16, ChronoUnit.HOURS), "limit", 1)));
        claim(any, ada).then().statusCode(200);
        assertEquals(List.of(hers), claimable(ada));
        claim(hers, ada).then().statusCode(200);
        assertEquals(List.of(), claimable(ada));
    }

    @Test
    void nothing_is_claimable_at_a_time_that_is_taken_in_either_view() {
        String ada = person();
        String open = open("start", morning.plus(4, ChronoUnit.HOURS));
        String has = open("assignee", ada);
        assertEquals(List.of(), claimable(ada));
        patch(at(has), "{\"assignee\": null}", "If-Match", "*").then().statusCode(200);
        assertEquals(List.of(), claimable(ada));
        patch(at(has), "{\"status\": \"PUBLISHED\"}", "If-Match", "*").then().statusCode(200);
        assertEquals(List.of(has, open), claimable(ada));
        shift("start", morning.plus(11, ChronoUnit.HOURS), "assignee", ada);
        assertEquals(List.of(has), claimable(ada));
    }
}

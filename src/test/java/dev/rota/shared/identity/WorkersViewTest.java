package dev.rota.shared.identity;

import static dev.rota.support.Api.CALENDARS;
import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.shared.identity.Requests.Subject;
import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workers see: the published edition, and their own. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class WorkersViewTest {

    private static final String FROM = "2029-03-01T00:00:00Z";

    private Subject ada;
    private Subject bob;
    private int days;

    @BeforeEach
    void people() {
        ada = Subject.create();
        bob = Subject.create();
    }

    private static Response as(Subject worker, String path) {
        return get(path, "Authorization", worker.token());
    }

    private static Response postAs(Subject worker, String path, Object body) {
        return post(path, body, "Authorization", worker.token());
    }

    private static List<String> idsAs(Subject worker, String path) {
        var answer = as(worker, path);
        answer.then().statusCode(200);
        return answer.path("items.id");
    }

    // ------------------------------------------------------------------------------------------------ editions

    @Test
    void the_plan_is_refused_wherever_it_is_asked_for() {
        String shift = id(shift("assignee", ada.id(), "status", "PUBLISHED"));
        for (String path : List.of(
                SHIFTS + "?",
                SHIFTS + "/now?",
                SHIFTS + "/" + shift + "?",
                PEOPLE + "/" + ada.id() + "/shifts?",
                PEOPLE + "/" + ada.id() + "/hours?")) {
            as(ada, path + "view=published").then().statusCode(200);
            refused(as(ada, path + "view=planned"), 403, "urn:rota:plan-hidden", "view");
        }
    }

    @Test
    void a_shift_is_seen_as_it_was_published_and_a_draft_is_not_there() {
        var shift = shift("assignee", ada.id(), "status", "PUBLISHED", "notes", "Bring the key.");
        String at = SHIFTS + "/" + id(shift);
        patch(at, Map.of("notes", "Nothing to bring."), "If-Match", "*").then().statusCode(200);
        as(ada, at).then().statusCode(200).body("notes", is("Bring the key."));
        refused(as(ada, SHIFTS + "/" + id(shift("assignee", ada.id(), "start", "2029-03-02T08:00:00Z"))), 404, NO_TYPE);
        assertEquals(List.of(id(shift)), idsAs(ada, PEOPLE + "/" + ada.id() + "/shifts?from=" + FROM));
    }

    @Test
    void why_a_warning_was_accepted_is_not_told() {
        String place = unique();
        String shift = id(shift(
                "assignee", bob.id(), "location", place, "status", "PUBLISHED", "overrideReason", "Agreed with Bob"));
        String list = SHIFTS + query("location", place, "from", FROM, "view", "published");
        get(list).then().body("items[0].overrideReason", notNullValue());
        as(ada, list).then().body("items[0].assignee", is(bob.id())).body("items[0].overrideReason", nullValue());
        as(bob, SHIFTS + "/" + shift).then().statusCode(200).body("overrideReason", nullValue());
    }

    @Test
    void a_draft_in_the_way_of_a_claim_is_neither_named_nor_warned_of() {
        String draft = id(shift("assignee", ada.id()));
        String claim = SHIFTS + "/" + id(shift("status", "PUBLISHED")) + "/claim";
        var body = Map.of("user", ada.id());
        refused(post(claim, body), 409, "urn:rota:double-booking").then().body("clash.id", is(draft));
        refused(postAs(ada, claim, body), 409, "urn:rota:double-booking").then().body("clash", nullValue());
        String soon = id(shift("start", "2029-03-01T16:30:00Z", "status", "PUBLISHED"));
        postAs(ada, SHIFTS + "/" + soon + "/claim", body)
                .then()
                .statusCode(200)
                .body("assignee", is(ada.id()))
                .body("warnings", nullValue());
    }

    @Test
    void what_was_never_published_is_not_there_to_claim_to_release_or_to_swap() {
        String draft = id(shift());
        refused(postAs(ada, SHIFTS + "/" + draft + "/claim", Map.of("user", ada.id())), 404, NO_TYPE);
        refused(delete(SHIFTS + "/" + draft + "/claim", "If-Match", "*", "Authorization", ada.token()), 404, NO_TYPE);
        String hers = id(shift("assignee", ada.id(), "status", "PUBLISHED"));
        String his = id(shift("assignee", bob.id()));
        var offer = Map.of("offeredBy", ada.id(), "offered", hers, "wanted", his);
        refused(postAs(ada, "/v1/swaps", offer), 422, "urn:rota:unknown-shift", "wanted");
    }

    // ------------------------------------------------------------------------------------------------ one's own

    @Test
    void only_ones_own_absences_swaps_and_calendars_are_listed() {
        var mine = Map.of("user", ada.id(), "start", "2029-03-05T00:00:00Z", "end", "2029-03-12T00:00:00Z");
        var others = Map.of("user", bob.id(), "start", "2029-03-05T00:00:00Z", "end", "2029-03-12T00:00:00Z");
        String absence = id(created(post("/v1/absences", mine)));
        created(post("/v1/absences", others));
        assertEquals(List.of(absence), idsAs(ada, "/v1/absences?from=" + FROM));

        String calendar = id(created(post(CALENDARS, Map.of("user", ada.id()))));
        created(post(CALENDARS, Map.of("user", bob.id())));
        assertEquals(List.of(calendar), idsAs(ada, CALENDARS));

        String swap = swap(ada.id(), bob.id());
        swap(bob.id(), id(user()));
        assertEquals(List.of(swap), idsAs(ada, "/v1/swaps"));
    }

    @Test
    void of_a_swap_each_decides_what_is_theirs() {
        String swap = "/v1/swaps/" + swap(ada.id(), bob.id());
        as(ada, swap).then().statusCode(200);
        as(bob, swap).then().statusCode(200);
        refused(postAs(ada, swap + "/decline", null), 403, "urn:rota:not-yours");
        refused(postAs(bob, swap + "/withdraw", null), 403, "urn:rota:not-yours");
        refused(postAs(ada, swap + "/accept", Map.of("user", bob.id())), 403, "urn:rota:not-yours");
        postAs(bob, swap + "/accept", Map.of("user", bob.id())).then().statusCode(200);
        refused(postAs(bob, swap + "/approve", null), 403, NO_TYPE);
        postAs(ada, swap + "/withdraw", null).then().statusCode(200).body("status", is("WITHDRAWN"));
    }

    @Test
    void nobody_makes_a_calendar_for_somebody_else() {
        var body = Map.of("user", ada.id());
        refused(postAs(bob, CALENDARS, body), 403, "urn:rota:not-yours");
        refused(post(CALENDARS, body, "Authorization", Tokens.of(Tokens.STAFF)), 403, "urn:rota:not-yours");
        postAs(ada, CALENDARS, body).then().statusCode(201);
    }

    private String swap(String by, String from) {
        return id(created(post(
                "/v1/swaps",
                Map.of(
                        "offeredBy", by,
                        "offered", id(shift("assignee", by, "start", next(), "status", "PUBLISHED")),
                        "wanted", id(shift("assignee", from, "start", next(), "status", "PUBLISHED"))))));
    }

    /** A day that no other shift of the test is on. */
    private String next() {
        return Instant.parse("2029-06-01T08:00:00Z")
                .plus(Duration.ofDays(days++))
                .toString();
    }
}

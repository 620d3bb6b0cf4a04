package dev.rota.shifts.planning;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.user;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request for many shifts. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ShiftQueryTest {

    private static final String QUERY = "/v1/shifts/query";

    private static Response query(List<?> ids, String... headers) {
        return post(QUERY, Map.of("ids", ids), headers);
    }

    @Test
    void every_shift_that_is_asked_for_is_told_of_as_it_is_told_of_alone() {
        String early = id(shift("notes", "early"));
        String late = id(shift("assignee", id(user())));
        shift();
        var answer = query(List.of(late, early));
        answer.then().statusCode(200).body("unknown", empty());
        assertEquals(
                Stream.of(early, late)
                        .map(id -> get("/v1/shifts/" + id).path("$"))
                        .toList(),
                answer.path("items"));
    }

    @Test
    void each_edition_has_its_own() {
        String seen = id(shift("status", "PUBLISHED", "notes", "as published"));
        patch("/v1/shifts/" + seen, Map.of("notes", "as planned"), "If-Match", "*")
                .then()
                .statusCode(200);
        String draft = id(shift());
        query(List.of(seen, draft))
                .then()
                .body("items.notes", is(Stream.of("as planned", null).toList()));
        post(QUERY + "?view=published", Map.of("ids", List.of(seen, draft)))
                .then()
                .statusCode(200)
                .body("items.notes", is(List.of("as published")))
                .body("unknown", is(List.of(draft)));
    }

    @Test
    void a_worker_gets_what_is_published_and_is_refused_the_plan() {
        String address = email();
        user("email", address);
        String worker = Tokens.person(address);
        String seen = id(shift("status", "PUBLISHED"));
        String draft = id(shift());
        query(List.of(seen, draft), "Authorization", worker)
                .then()
                .statusCode(200)
                .body("items.id", is(List.of(seen)))
                .body("unknown", is(List.of(draft)));
        refused(
                post(QUERY + "?view=planned", Map.of("ids", List.of(seen)), "Authorization", worker),
                403,
                "urn:rota:plan-hidden",
                "view");
    }

    @Test
    void an_id_that_comes_twice_is_answered_once() {
        String shift = id(shift());
        query(List.of(shift, shift)).then().statusCode(200).body("items.id", is(List.of(shift)));
    }

    @Test
    void up_to_500_shifts_are_asked_for_at_once() {
        var ids =
                Stream.generate(UUID::randomUUID).limit(500).map(UUID::toString).toList();
        var answer = query(ids);
        answer.then().statusCode(200).body("items", empty()).body("unknown", hasSize(500));
        assertEquals(Set.copyOf(ids), Set.copyOf(answer.<List<String>>path("unknown")));
        refused(query(Stream.concat(ids.stream(), Stream.of(UUID.randomUUID())).toList()), 400, NO_TYPE, "ids");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ids\": null}", "{\"ids\": []}"})
    void what_asks_for_no_shift_in_particular_is_refused(String body) {
        refused(post(QUERY, body), 400, NO_TYPE, "ids");
    }
}

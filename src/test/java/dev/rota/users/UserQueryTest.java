package dev.rota.users;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.user;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request for many people. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class UserQueryTest {

    private static final String QUERY = "/v1/users/query";

    private static Response query(List<?> ids) {
        return post(QUERY, Map.of("ids", ids));
    }

    @Test
    void everybody_who_is_asked_for_is_told_of_as_they_are_told_of_alone() {
        String ada = id(user("roles", List.of("barista"), "zone", "Europe/Berlin"));
        String grace = deactivated(id(user()));
        user();
        var answer = query(List.of(grace, ada));
        answer.then().statusCode(200).body("unknown", empty());
        assertEquals(
                Stream.of(ada, grace)
                        .map(id -> get("/v1/users/" + id).path("$"))
                        .toList(),
                answer.path("items"));
    }

    @Test
    void of_others_a_worker_sees_as_little_as_in_the_list() {
        String address = email();
        String ada = id(user("email", address, "zone", "Europe/Berlin"));
        String grace = id(user("zone", "Europe/Berlin"));
        var seen = post(QUERY, Map.of("ids", List.of(ada, grace)), "Authorization", Tokens.person(address));
        seen.then().statusCode(200);
        var byId = seen.jsonPath().<Map<String, Object>>getList("items").stream()
                .collect(Collectors.toMap(person -> person.get("id"), person -> person));
        assertEquals("Europe/Berlin", byId.get(ada).get("zone"));
        assertEquals(address, byId.get(ada).get("email"));
        assertNull(byId.get(grace).get("zone"));
        assertNull(byId.get(grace).get("email"));
    }

    @Test
    void an_id_that_nobody_has_is_unknown_and_one_that_comes_twice_is_answered_once() {
        String ada = id(user());
        String nobody = UUID.randomUUID().toString();
        query(List.of(nobody, ada, nobody, ada))
                .then()
                .statusCode(200)
                .body("items.id", is(List.of(ada)))
                .body("unknown", is(List.of(nobody)));
    }

    @Test
    void up_to_500_people_are_asked_for_at_once() {
        var ids =
                Stream.generate(UUID::randomUUID).limit(500).map(UUID::toString).toList();
        var answer = query(ids);
        answer.then().statusCode(200).body("items", empty()).body("unknown", hasSize(500));
        assertEquals(Set.copyOf(ids), Set.copyOf(answer.<List<String>>path("unknown")));
        refused(query(Stream.concat(ids.stream(), Stream.of(UUID.randomUUID())).toList()), 400, NO_TYPE, "ids");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ids\": null}", "{\"ids\": []}"})
    void what_asks_for_nobody_in_particular_is_refused(String body) {
        refused(post(QUERY, body), 400, NO_TYPE, "ids");
    }
}

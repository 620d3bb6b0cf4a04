package dev.rota.shared.http;

import static dev.rota.support.Api.CALENDARS;
import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import dev.rota.support.Resource;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to those who ask for too much. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@TestProfile(LimitsTest.Narrow.class)
class LimitsTest {

    public static class Narrow implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rota.rate-limit.person", "20",
                    "rota.rate-limit.calendar", "3",
                    "rota.load-shedding", "true",
                    // Whatever the processor has to do.
                    "quarkus.load-shedding.priority.enabled", "false",
                    "quarkus.load-shedding.initial-limit", Integer.toString(MOST),
                    "quarkus.load-shedding.max-limit", Integer.toString(MOST));
        }
    }

    /** In progress. One request needs others, because all modules are in this JVM. */
    private static final int MOST = 20;

    private static final String TOKEN = "Authorization";

    /** The token of somebody who has asked for nothing yet. */
    private static String somebody() {
        return Tokens.signed("sub", unique(), "groups", List.of("planner", "administrator"));
    }

    /** Far more than whoever this token is of may ask at once. */
    private static List<Response> many(String path, String token) {
        return Stream.generate(() -> get(path, TOKEN, token)).limit(200).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/users", "/v1/shifts"})
    void whoever_asks_too_often_has_to_wait_and_nobody_else(String path) {
        String token = somebody();
        var answers = many(path, token);
        answers.get(0).then().statusCode(200);
        var refusals =
                answers.stream().filter(answer -> answer.statusCode() != 200).toList();
        assertFalse(refusals.isEmpty());
        for (var refusal : refusals) {
            refused(refusal, 429, NO_TYPE).then().header("Retry-After", matchesPattern("[1-9]|10"));
        }
        assertEquals(200, get(path, TOKEN, somebody()).statusCode());
        await().atMost(15, SECONDS).until(() -> get(path, TOKEN, token).statusCode() == 200);
    }

    /** It asks for everybody. */
    @Test
    void the_service_may_ask_as_often_as_it_needs() {
        var query = Map.of("ids", List.of(id(user())));
        for (int i = 0; i < 200; i++) {
            post(USERS + "/query", query, TOKEN, Tokens.of(Tokens.SERVICE))
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void a_calendar_that_is_read_too_often_has_to_wait_and_no_other_one() {
        String person = id(user());
        var addresses = List.of("Phone", "Desk").stream()
                .map(name -> created(post(CALENDARS, Map.of("user", person, "name", name)))
                        .<String>path("path"))
                .toList();
        for (int i = 0; i < 3; i++) {
            assertEquals(200, get(addresses.get(0)).statusCode());
        }
        refused(get(addresses.get(0)), 429, NO_TYPE).then().header("Retry-After", matchesPattern("[1-9]|[1-6][0-9]"));
        assertEquals(200, get(addresses.get(1)).statusCode());
    }

    @Test
    void a_page_says_that_there_were_too_many_requests() {
        String email = email();
        user("email", email);
        var session = BoardSession.as(email, "planner");
        var answer = session.get("/week");
        for (int i = 0; i < 100 && answer.status() != 429; i++) {
            answer = session.get("/week");
        }
        assertEquals(429, answer.status());
        assertTrue(answer.shows("You asked for more than anybody may at once"), answer.body());
    }

    @Test
    void what_would_have_to_wait_too_long_is_refused_at_once() throws Exception {
        String key = unique();
        var body = Resource.USERS.body(Resource.USERS.text(), unique());
        try (var other = Databases.connection(Resource.USERS.module());
                var hold = other.prepareStatement("INSERT INTO idempotency_key (key, digest) VALUES (?, 'other')")) {
            other.setAutoCommit(false);
            hold.setString(1, key);
            hold.executeUpdate();
            var answers = together(3 * MOST, i -> post(USERS, body, TOKEN, somebody(), "Idempotency-Key", key));
            var refusals = answers.stream()
                    .filter(answer -> !answer.path("type").equals("urn:rota:database-unavailable"))
                    .toList();
            assertFalse(refusals.isEmpty());
            for (var refusal : refusals) {
                refused(refusal, 503, "urn:rota:overloaded")
                        .then()
                        .header("Retry-After", is("2"))
                        .header("X-Request-ID", notNullValue());
            }
            other.rollback();
        }
        // Nothing of it was done.
        await().atMost(10, SECONDS)
                .until(() -> post(USERS, body, TOKEN, somebody(), "Idempotency-Key", key)
                                .statusCode()
                        == 201);
    }
}

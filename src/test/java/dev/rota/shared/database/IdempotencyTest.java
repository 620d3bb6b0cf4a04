package dev.rota.shared.database;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.json;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request with an Idempotency-Key that arrives again has no other effect, whatever it is for. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class IdempotencyTest {

    private static final String KEY = "Idempotency-Key";
    private static final String KEY_REUSED = "urn:rota:idempotency-key-reused";

    private static void updateKey(Resource resource, String key, String set) throws SQLException {
        try (var connection = Databases.connection(resource.module());
                var update = connection.prepareStatement("UPDATE idempotency_key SET " + set + " WHERE key = ?")) {
            update.setString(1, key);
            assertEquals(1, update.executeUpdate());
        }
    }

    /** But for a calendar, whose token is told once. */
    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "CALENDARS")
    void a_key_is_for_one_request_only(Resource resource) {
        String key = unique();
        var body = resource.body();
        var first = created(post(resource.path(), body, KEY, key));
        assertEquals(whole(first), whole(post(resource.path(), body, KEY, key)));
        refused(post(resource.path(), with(body, resource.text(), "Another"), KEY, key), 422, KEY_REUSED);
        var other = created(post(resource.path(), resource.body(), KEY, key + "x"));
        assertNotEquals(id(first), id(other));
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void the_first_answer_comes_again_byte_for_byte_whatever_was_changed_since(Resource resource) {
        String t = unique();
        var body = resource.fullBody(resource.text(), t);
        var first = created(post(resource.path(), body, KEY, t));
        patch(resource.at(first), Map.of(resource.text(), "Changed"), "If-Match", "*")
                .then()
                .statusCode(200);
        assertEquals(whole(first), whole(post(resource.path(), body, KEY, t)));
        // It is the request that counts, not how its JSON is laid out.
        String other = " " + json(body).replace(t + "\"", t + " \"");
        assertEquals(whole(first), whole(post(resource.path(), other, KEY, t)));
        get(resource.at(first)).then().body(resource.text(), is("Changed"));
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void an_answer_that_a_later_version_gave_is_given_again_after_a_rollback(Resource resource) throws SQLException {
        String key = unique();
        var body = resource.body();
        var first = created(post(resource.path(), body, KEY, key));
        updateKey(resource, key, "answer = jsonb_set(answer::jsonb, '{colour}', '\"red\"')::text");
        assertEquals(whole(first), whole(post(resource.path(), body, KEY, key)));
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void one_request_that_arrives_many_times_at_once_has_one_effect_and_one_answer(Resource resource) {
        String t = unique();
        var body = resource.listed(t, "a", "barista");
        var answers = together(20, i -> post(resource.path(), body, KEY, t));
        answers.forEach(answer -> answer.then().statusCode(201));
        assertEquals(1, answers.stream().map(a -> whole(a)).distinct().count());
        get(resource.list(t)).then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void a_request_that_failed_leaves_no_key(Resource resource) {
        String key = unique();
        var body = resource.body();
        refused(post(resource.path(), with(body, resource.text(), ""), KEY, key), 400, NO_TYPE);
        for (var impossible : resource.impossible(body)) {
            Response answer = post(resource.path(), impossible, KEY, key);
            assertTrue(List.of(409, 422).contains(answer.statusCode()), answer.asString());
            assertNotEquals(KEY_REUSED, answer.path("type"));
        }
        created(post(resource.path(), body, KEY, key));
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "CALENDARS")
    void a_key_is_1_to_255_visible_ascii_characters(Resource resource) {
        var body = resource.body();
        String longest = unique() + "~".repeat(255 - unique().length());
        for (String key : List.of("", "two words", "caf\u00e9", "\t", longest + "~")) {
            refused(post(resource.path(), body, KEY, key), 400, NO_TYPE, KEY);
        }
        created(post(resource.path(), body, KEY, longest));
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void a_key_is_forgotten_after_a_day(Resource resource) throws SQLException {
        String key = unique();
        var first = created(post(resource.path(), resource.body(), KEY, key));
        updateKey(resource, key, "created_at = now() - interval '24 hours 1 second'");
        var second = created(post(resource.path(), resource.body(), KEY, key));
        assertNotEquals(id(first), id(second));
    }

    @Test
    void the_two_services_do_not_share_keys() {
        String key = unique();
        for (var resource : List.of(Resource.USERS, Resource.SHIFTS)) {
            created(post(resource.path(), resource.body(), KEY, key));
        }
    }
}

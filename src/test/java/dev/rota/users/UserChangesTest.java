package dev.rota.users;

import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.with;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Follower;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the change feed tells of people; that it misses nothing is tested in {@code ChangeFeedTest}. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class UserChangesTest {

    private static final String CHANGES = USERS + "/changes";
    private static final String TOKEN = "Authorization";

    private static String at(String user) {
        return USERS + "/" + user;
    }

    @Test
    void a_person_who_is_written_again_as_they_are_is_not_told_of() {
        var fields = person("phone", "+4930123456", "zone", "Europe/Berlin", "roles", List.of("keyholder", "barista"));
        var before = created(post(USERS, fields));
        String one = at(id(before));
        var follower = Follower.fromNow(CHANGES);
        for (var answer : List.of(
                put(one, fields, "If-Match", "\"0\""),
                put(one, with(fields, "roles", List.of("barista", "keyholder")), "If-Match", "\"0\""),
                patch(one, Map.of("name", " Ada Lovelace "), "If-Match", "\"0\""),
                patch(one, Map.of("roles", List.of("keyholder", "barista")), "If-Match", "\"0\""),
                post(one + "/reactivate", null))) {
            answer.then().statusCode(200).header("ETag", is("\"0\""));
            assertEquals(before.asString(), answer.asString());
        }
        assertEquals(List.of(), follower.read());
    }

    @Test
    void every_change_is_told_in_order_with_the_person_as_they_became_and_who_did_it() throws SQLException {
        var follower = Follower.fromNow(CHANGES);
        var answers = new ArrayList<Response>();
        answers.add(created(post(
                USERS,
                person("phone", "+4930123456", "zone", "Europe/Berlin", "roles", List.of("keyholder", "barista")),
                TOKEN,
                Tokens.of(Tokens.ADMINISTRATOR))));
        String id = id(answers.get(0));
        answers.add(patch(at(id), Map.of("name", "Ada King"), "If-Match", "*"));
        answers.add(post(at(id) + "/deactivate", null, TOKEN, Tokens.of(Tokens.ADMINISTRATOR)));
        post(at(id) + "/deactivate", null, TOKEN, Tokens.of(Tokens.ADMINISTRATOR))
                .then()
                .statusCode(200);
        answers.add(post(at(id) + "/reactivate", null));

        var changes = follower.read();
        assertEquals(
                List.of("CREATED", "UPDATED", "DEACTIVATED", "REACTIVATED"),
                changes.stream().map(change -> change.get("kind")).toList());
        assertEquals(
                List.of(Tokens.ADMINISTRATOR, Tokens.STAFF, Tokens.ADMINISTRATOR, Tokens.STAFF),
                changes.stream().map(change -> change.get("actor")).toList());
        assertEquals(
                answers.stream().map(answer -> answer.jsonPath().getMap("")).toList(),
                changes.stream().map(change -> change.get("user")).toList());

        try (var operator = Databases.connection("users");
                var statement = operator.createStatement()) {
            statement.execute("DELETE FROM users WHERE id = '" + id + "'");
        }
        assertEquals(List.of("DELETED"), follower.read("kind"));
    }
}

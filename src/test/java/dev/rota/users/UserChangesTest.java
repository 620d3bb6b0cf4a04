package dev.rota.users;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Follower.patiently;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Databases;
import dev.rota.support.Follower;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The change feed of people loses no change. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class UserChangesTest {

    private static final String CHANGES = USERS + "/changes";
    private static final String ACTOR = "X-Forwarded-User";

    private static String at(String user) {
        return USERS + "/" + user;
    }

    private static Map<?, ?> userOf(Map<String, Object> change) {
        return (Map<?, ?>) change.get("user");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> select(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void insert(Connection connection, UUID id) throws SQLException {
        execute(connection, """
                INSERT INTO users (id, name, email, status, version, created_at, updated_at)
                VALUES ('%1$s', 'Ada', '%1$s@example.com', 'ACTIVE', 0, now(), now())""".formatted(id));
    }

    @Test
    void every_change_is_told_in_order_with_the_person_as_they_became_and_who_did_it() throws SQLException {
        var follower = Follower.fromNow(CHANGES);
        var answers = new ArrayList<Response>();
        answers.add(created(post(
                USERS,
                person("phone", "+4930123456", "zone", "Europe/Berlin", "roles", List.of("keyholder", "barista")),
                ACTOR,
                "manager")));
        String id = id(answers.get(0));
        answers.add(patch(at(id), Map.of("name", "Ada King"), "If-Match", "*"));
        answers.add(post(at(id) + "/deactivate", null, ACTOR, "manager"));
        post(at(id) + "/deactivate", null, ACTOR, "manager").then().statusCode(200);
        answers.add(post(at(id) + "/reactivate", null, ACTOR, "deputy"));

        var changes = follower.read();
        assertEquals(
                List.of("CREATED", "UPDATED", "DEACTIVATED", "REACTIVATED"),
                changes.stream().map(change -> change.get("kind")).toList());
        assertEquals(
                Arrays.asList("manager", null, "manager", "deputy"),
                changes.stream().map(change -> change.get("actor")).toList());
        assertEquals(
                answers.stream().map(answer -> answer.jsonPath().getMap("")).toList(),
                changes.stream().map(change -> change.get("user")).toList());

        try (var operator = Databases.connection("users")) {
            execute(operator, "DELETE FROM users WHERE id = '" + id + "'");
        }
        assertEquals(List.of("DELETED"), follower.read("kind"));
    }

    @Test
    void a_change_that_came_first_and_committed_last_is_told_last_and_not_missed() throws SQLException {
        var follower = Follower.fromNow(CHANGES);
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        try (var slow = Databases.connection("users");
                var quick = Databases.connection("users")) {
            slow.setAutoCommit(false);
            insert(slow, first);
            insert(quick, second);
            assertEquals(second.toString(), userOf(follower.read().get(0)).get("id"));
            slow.commit();
            var late = follower.read();
            assertEquals(1, late.size());
            assertEquals(first.toString(), userOf(late.get(0)).get("id"));
        }
    }

    @Test
    void however_many_write_at_once_a_follower_has_every_change_exactly_once_and_each_persons_in_order()
            throws SQLException {
        int writers = 6;
        String shared = id(user());
        var follower = Follower.fromNow(CHANGES);
        var told = new ArrayList<Map<String, Object>>();
        var written = new ConcurrentLinkedQueue<Map<?, ?>>();
        var writing = new CountDownLatch(writers);
        together(writers + 1, thread -> {
            if (thread == 0) {
                while (writing.getCount() > 0) {
                    told.addAll(follower.read());
                }
                return null;
            }
            try {
                for (int i = 0; i < 12; i++) {
                    var answer = i % 4 == 0
                            ? post(USERS, person())
                            : patch(at(shared), Map.of("name", unique()), "If-Match", "*");
                    if (answer.statusCode() < 300) {
                        written.add(answer.jsonPath().getMap(""));
                    }
                }
            } finally {
                writing.countDown();
            }
            return null;
        });
        try (var operator = Databases.connection("users")) {
            // A write that was answered 503 may still commit later: block writes while the result is read.
            operator.setAutoCommit(false);
            execute(operator, "LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE");
            told.addAll(follower.read());
            told.stream()
                    .collect(toMap(
                            change -> userOf(change).get("id"), UserChangesTest::userOf, (before, after) -> after))
                    .forEach((id, user) ->
                            assertEquals(patiently(at((String) id)).jsonPath().getMap(""), user));
        }
        int begin = (Integer) told.get(0).get("position");
        assertEquals(
                IntStream.range(begin, begin + told.size()).boxed().toList(),
                told.stream().map(change -> change.get("position")).toList());
        assertTrue(told.stream().map(UserChangesTest::userOf).toList().containsAll(written));
        // One version after the other, to the last one: none is missing in between.
        told.stream().collect(groupingBy(change -> userOf(change).get("id"))).forEach((id, changes) -> {
            int first = id.equals(shared) ? 1 : 0;
            assertEquals(
                    IntStream.range(first, first + changes.size()).boxed().toList(),
                    changes.stream()
                            .map(change -> userOf(change).get("version"))
                            .toList());
        });
    }

    @Test
    void whoever_begins_without_a_cursor_has_everybody_there_is() throws SQLException {
        user();
        var copy = Follower.fromTheBeginning(CHANGES).read().stream()
                .collect(toMap(change -> userOf(change).get("id"), change -> change, (a, b) -> b, TreeMap::new));
        copy.values().removeIf(change -> change.get("kind").equals("DELETED"));
        try (var database = Databases.connection("users")) {
            assertEquals(
                    select(database, "SELECT id || ' ' || version FROM users").stream()
                            .collect(toSet()),
                    copy.values().stream()
                            .map(change -> userOf(change).get("id") + " "
                                    + userOf(change).get("version"))
                            .collect(toSet()));
        }
    }

    @Test
    void a_cursor_of_another_service_or_list_is_refused() {
        user();
        user();
        for (String other : List.of(
                Follower.fromNow(SHIFTS + "/changes").cursor(),
                get(USERS + "?limit=1").<String>path("next"),
                "x")) {
            refused(get(CHANGES + "?cursor=" + other), 400, NO_TYPE, "cursor");
        }
    }

    @Test
    void people_who_were_there_before_are_in_the_feed_first_whatever_is_written_meanwhile() throws SQLException {
        var untouched = UUID.randomUUID();
        var changed = UUID.randomUUID();
        try (var database = Databases.connection("users")) {
            execute(database, "CREATE SCHEMA earlier");
            try {
                migrate(database, "1");
                execute(database, "SET search_path = earlier, public");
                insert(database, untouched);
                insert(database, changed);
                migrate(database, "2");
                execute(database, "UPDATE users SET status = 'INACTIVE', version = 1 WHERE id = '" + changed + "'");
                migrate(database, "latest");
                execute(database, "SELECT place_changes('users')");
                assertEquals(
                        List.of("1 CREATED " + untouched, "2 DEACTIVATED " + changed),
                        select(database, "SELECT position || ' ' || kind || ' ' || row_id FROM change ORDER BY seq"));
            } finally {
                execute(database, "DROP SCHEMA earlier CASCADE");
            }
        }
    }

    private static void migrate(Connection database, String target) throws SQLException {
        Flyway.configure()
                .dataSource(database.getMetaData().getURL(), "users", "local")
                .schemas("earlier")
                .locations("classpath:db/users")
                .target(target)
                .load()
                .migrate();
    }
}

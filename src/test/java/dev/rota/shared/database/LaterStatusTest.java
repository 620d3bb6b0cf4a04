package dev.rota.shared.database;

import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
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
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * After a rollback, rows may have a status that only the later version knows: they are shown without it, and changed by
 * nobody who would overwrite it.
 */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class LaterStatusTest {

    private static final String NOT_KNOWN = "urn:rota:status-not-known";

    /** Within what a calendar shows, whenever the test runs. */
    private static final Instant SOON =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(7, ChronoUnit.DAYS);

    /** What gives the rows the statuses that they had. */
    private final List<String[]> restore = new ArrayList<>();

    /** As the later version does, whose migration has widened the constraint. */
    private void paused(Resource resource, String table, String id) throws SQLException {
        try (var connection = Databases.connection(resource.module());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String known = table + "_status_known";
            String check;
            try (var found = statement.executeQuery(
                    "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '" + known + "'")) {
                assertTrue(found.next());
                check = found.getString(1);
            }
            String status;
            try (var found = statement.executeQuery("SELECT status FROM " + table + " WHERE id = '" + id + "'")) {
                assertTrue(found.next());
                status = found.getString(1);
            }
            statement.execute("ALTER TABLE " + table + " DROP CONSTRAINT " + known);
            statement.executeUpdate("UPDATE " + table + " SET status = 'PAUSED' WHERE id = '" + id + "'");
            connection.commit();
            restore.add(new String[] {
                resource.module(),
                "UPDATE " + table + " SET status = '" + status + "' WHERE id = '" + id + "'",
                "ALTER TABLE " + table + " ADD CONSTRAINT " + known + " " + check
            });
        }
    }

    private static String status(String table, String module, String id) throws SQLException {
        try (var connection = Databases.connection(module);
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT status FROM " + table + " WHERE id = '" + id + "'")) {
            found.next();
            return found.getString(1);
        }
    }

    @AfterEach
    void roll_forward() throws SQLException {
        for (var one : restore) {
            try (var connection = Databases.connection(one[0]);
                    var statement = connection.createStatement()) {
                statement.executeUpdate(one[1]);
                statement.execute(one[2]);
            }
        }
    }

    private static void shown(Response page, String id) {
        page.then().statusCode(200).body("items.find { it.id == '" + id + "' }.status", nullValue());
        assertTrue(page.<List<String>>path("items.id").contains(id), page.asString());
    }

    private static void isNotKnown(Response... writes) {
        for (var write : writes) {
            refused(write, 409, NOT_KNOWN);
        }
    }

    @Test
    void of_a_person() throws SQLException {
        String name = unique();
        var body = Resource.USERS.body("name", name, "roles", List.of("barista"));
        String id = id(created(post(Resource.USERS.path(), body)));
        String at = Resource.USERS.at(id);
        paused(Resource.USERS, "users", id);

        get(at).then().statusCode(200).body("name", is(name), "status", nullValue());
        shown(get(Resource.USERS.path() + query("prefix", name)), id);
        shown(post(Resource.USERS.path() + "/query", Map.of("ids", List.of(id))), id);
        get(Resource.USERS.path() + query("prefix", name, "status", "ACTIVE"))
                .then()
                .body("items.id", not(hasItem(id)));
        isNotKnown(
                put(at, body, "If-Match", "*"),
                patch(at, Map.of("phone", "+4930123456"), "If-Match", "*"),
                post(at + "/deactivate", null),
                post(at + "/reactivate", null));
        assertEquals("PAUSED", status("users", "users", id));
    }

    /** Who is not known to be active is not, and whoever asks about others too gets an answer. */
    @Test
    void of_a_person_whom_shifts_asks_for() throws SQLException {
        String ada = id(user("zone", "Europe/Berlin"));
        String place = unique();
        String id = id(shift("assignee", ada, "location", place, "status", "PUBLISHED"));
        paused(Resource.USERS, "users", ada);

        get(SHIFTS + "/conflicts" + query("location", place, "from", "2029-03-01T00:00:00Z"))
                .then()
                .statusCode(200)
                .body("items.kind", is(List.of("INACTIVE")), "items[0].shift.id", is(id));
        get(PEOPLE + "/" + ada + "/hours").then().statusCode(200).body("zone", is("Europe/Berlin"));
        refused(
                post(SHIFTS, work("assignee", ada, "start", "2029-03-03T08:00:00Z")),
                422,
                "urn:rota:assignee-not-plannable",
                "assignee");
    }

    @Test
    void of_a_shift_in_both_editions() throws SQLException {
        String ada = id(user());
        String feed = created(post("/v1/calendars", Map.of("user", ada))).path("path");
        var body = work("assignee", ada, "start", SOON, "status", "PUBLISHED");
        String id = id(created(post(SHIFTS, body)));
        String at = SHIFTS + "/" + id;
        String wanted =
                id(shift("assignee", id(user()), "start", SOON.plus(Duration.ofDays(1)), "status", "PUBLISHED"));
        var absence =
                created(post("/v1/absences", Map.of("user", ada, "start", body.get("start"), "end", body.get("end"))));
        paused(Resource.SHIFTS, "shift", id);
        paused(Resource.SHIFTS, "published_shift", id);

        var window = query("user", ada, "from", SOON, "to", SOON.plus(Duration.ofHours(1)));
        for (String view : List.of("planned", "published")) {
            get(at + "?view=" + view).then().statusCode(200).body("assignee", is(ada), "status", nullValue());
            shown(get(SHIFTS + window + "&view=" + view), id);
            shown(get(SHIFTS + "/now" + query("user", ada, "at", SOON, "view", view)), id);
            get(SHIFTS + "/conflicts" + window + "&view=" + view).then().statusCode(200);
            get(at + "/history?view=" + view).then().statusCode(200);
            get(PEOPLE + "/" + ada + "/hours" + query("from", SOON, "zone", "UTC", "view", view))
                    .then()
                    .body("weeks[0].hours", is("PT8H"));
        }
        shown(get(PEOPLE + "/" + ada + "/shifts" + query("from", SOON)), id);
        get(feed).then().statusCode(200).body(containsString(id), not(containsString("STATUS:")));

        isNotKnown(
                put(at, body, "If-Match", "*"),
                patch(at, Map.of("notes", "Bring the key."), "If-Match", "*"),
                delete(at, "If-Match", "*"),
                post(at + "/claim", Map.of("user", ada)),
                delete(at + "/claim", "If-Match", "*"),
                post("/v1/absences/" + id(absence) + "/approve?openShifts=true", null));
        refused(
                post("/v1/swaps", Map.of("offeredBy", ada, "offered", id, "wanted", wanted)),
                409,
                "urn:rota:not-swappable");
        var all = with(Map.of(), "user", ada, "from", SOON, "to", SOON.plus(Duration.ofHours(1)));
        post(SHIFTS + "/publish", all).then().statusCode(200).body("published", is(List.of()));
        post(SHIFTS + "/copy", with(all, "weeks", List.of(1), "dryRun", true))
                .then()
                .statusCode(200);
        // It may take the person's time, whatever it is.
        refused(post(SHIFTS, with(body, "status", "DRAFT")), 409, "urn:rota:double-booking");
        assertEquals("PAUSED", status("shift", "shifts", id));
        assertEquals("PAUSED", status("published_shift", "shifts", id));
    }

    @Test
    void of_an_absence() throws SQLException {
        var absence = Resource.ABSENCES.created();
        String id = id(absence);
        String at = Resource.ABSENCES.at(id);
        paused(Resource.ABSENCES, "absence", id);

        get(at).then().statusCode(200).body("start", is((String) absence.path("start")), "status", nullValue());
        shown(get(Resource.ABSENCES.path() + query("user", absence.path("user"), "from", absence.path("start"))), id);
        isNotKnown(post(at + "/approve", null), post(at + "/decline", null), post(at + "/withdraw", null));
        assertEquals("PAUSED", status("absence", "shifts", id));
    }

    @Test
    void of_a_swap() throws SQLException {
        var swap = Resource.SWAPS.created();
        String id = id(swap);
        String at = Resource.SWAPS.at(id);
        paused(Resource.SWAPS, "swap", id);

        get(at).then().statusCode(200).body("offeredBy", is((String) swap.path("offeredBy")), "status", nullValue());
        shown(get(Resource.SWAPS.path() + query("user", swap.path("offeredBy"))), id);
        get(Resource.SWAPS.path() + query("user", swap.path("offeredBy"), "status", "OFFERED"))
                .then()
                .body("items.id", is(List.of()));
        isNotKnown(
                post(at + "/accept", Map.of("user", swap.path("wantedFrom"))),
                post(at + "/approve", null),
                post(at + "/decline", null),
                post(at + "/withdraw", null));
        assertEquals("PAUSED", status("swap", "shifts", id));
    }

    @Test
    void a_stored_answer_with_statuses_and_kinds_of_a_later_version_is_given_again() throws SQLException {
        String key = unique();
        String ada = id(user());
        shift("assignee", ada, "start", "2029-03-01T00:00:00Z");
        var body = work("assignee", ada, "start", "2029-03-01T09:00:00Z");
        created(post(SHIFTS, body, "Idempotency-Key", key)).then().body("warnings.kind", hasItem("SHORT_REST"));
        try (var connection = Databases.connection("shifts");
                var update = connection.prepareStatement("UPDATE idempotency_key SET answer ="
                        + " jsonb_set(jsonb_set(answer::jsonb, '{status}', '\"PAUSED\"'),"
                        + " '{warnings,0,kind}', '\"NIGHT_WORK\"')::text WHERE key = ?")) {
            update.setString(1, key);
            assertEquals(1, update.executeUpdate());
        }
        var again = created(post(SHIFTS, body, "Idempotency-Key", key));
        again.then().body("assignee", is(ada), "status", nullValue());
        Map<String, ?> warning = again.path("warnings[0]");
        assertTrue(warning.containsKey("kind"), again.asString());
        assertNull(warning.get("kind"));
    }
}

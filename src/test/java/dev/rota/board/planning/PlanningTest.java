package dev.rota.board.planning;

import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import dev.rota.support.BoardSession.Answer;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What planners do with shifts on the pages of the board, without a script. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PlanningTest {

    private static final Pattern DONE = Pattern.compile(".*[&]said=([a-z]+)&shift=([0-9a-f-]+)&version=([0-9]+).*");

    private String place;
    private String ada;
    private String adaName;
    private BoardSession planner;

    @BeforeEach
    void signIn() {
        place = "Quay " + Api.unique();
        adaName = "Ada " + Api.unique();
        ada = Api.id(Api.user("name", adaName));
        planner = BoardSession.as(Api.user().path("email"), "planner");
    }

    private Map<String, Object> typed(Object... fields) {
        return Api.with(
                Map.of(
                        "who",
                        ada,
                        "day",
                        "2029-03-05",
                        "start",
                        "08:00",
                        "end",
                        "16:00",
                        "zone",
                        "Europe/Berlin",
                        "place",
                        place,
                        "role",
                        "",
                        "notes",
                        "",
                        "reason",
                        "",
                        "version",
                        "0"),
                fields);
    }

    /** The fields of a form as it shows a shift, and some that are typed. */
    private Map<String, Object> edited(Response shift, Object... fields) {
        var all = new HashMap<>(typed("version", shift.path("version")));
        all.putAll(Api.with(Map.of(), fields));
        return all;
    }

    private Response adas(Object... fields) {
        return Api.shift(Api.with(
                        Map.of(
                                "assignee",
                                ada,
                                "location",
                                place,
                                "start",
                                "2029-03-05T07:00:00Z",
                                "end",
                                "2029-03-05T15:00:00Z"),
                        fields)
                .entrySet()
                .stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray());
    }

    private static Response now(String shift) {
        return Api.get(SHIFTS + "/" + shift);
    }

    /** The shift that a form was done to. */
    private static String done(String said, Answer answer) {
        assertEquals(303, answer.status(), answer.body());
        var found = DONE.matcher(answer.location());
        assertTrue(found.matches(), answer.location());
        assertEquals(said, found.group(1));
        return found.group(2);
    }

    private static int version(Answer answer) {
        var found = DONE.matcher(answer.location());
        assertTrue(found.matches(), answer.location());
        return Integer.parseInt(found.group(3));
    }

    // ------------------------------------------------------------------------------------------------ create

    @Test
    void a_shift_is_planned_in_a_cell_and_the_table_says_so() {
        var form = planner.get("/shifts/new?day=2029-03-05&who=" + ada);
        assertTrue(form.shows("<option value=\"" + ada + "\" selected>" + adaName), form.body());
        assertTrue(form.shows("name=\"day\" value=\"2029-03-05\""));
        var answer = planner.post("/shifts", typed("role", "barista", "notes", "Bring the key."));
        String shift = done("created", answer);
        now(shift)
                .then()
                .body("assignee", is(ada))
                .body("start", is("2029-03-05T07:00:00Z"))
                .body("end", is("2029-03-05T15:00:00Z"))
                .body("role", is("barista"))
                .body("notes", is("Bring the key."))
                .body("status", is("DRAFT"));
        var table = planner.follow(answer);
        assertTrue(table.shows("The shift is planned."));
        assertTrue(table.shows("action=\"/shifts/" + shift + "/undo\""));
    }

    @Test
    void a_form_that_is_sent_twice_plans_one_shift() {
        String key = planner.get("/shifts/new?day=2029-03-05").value("key");
        String first = done("created", planner.post("/shifts", typed("key", key)));
        assertEquals(first, done("created", planner.post("/shifts", typed("key", key))));
    }

    @Test
    void a_known_place_brings_its_clock_and_a_new_one_asks_for_it() {
        adas("zone", "Asia/Tokyo", "start", "2029-03-07T00:00:00Z", "end", "2029-03-07T08:00:00Z");
        String shift = done("created", planner.post("/shifts", typed("zone", "")));
        assertEquals("Asia/Tokyo", now(shift).<String>path("zone"));
        assertEquals("2029-03-04T23:00:00Z", now(shift).<String>path("start"));

        var refused = planner.post("/shifts", typed("zone", "", "place", "New " + place, "notes", "Kept."));
        assertEquals(400, refused.status());
        assertTrue(refused.shows("This place is new: choose its clock."));
        assertTrue(refused.shows("Kept.</textarea>"));
    }

    @Test
    void a_shift_over_midnight_ends_on_the_next_day() {
        String shift = done("created", planner.post("/shifts", typed("start", "22:00", "end", "06:00")));
        assertEquals("2029-03-06T05:00:00Z", now(shift).<String>path("end"));
    }

    @Test
    void published_at_once_means_published() {
        String shift = done("created", planner.post("/shifts", typed("publish", "on")));
        assertEquals("PUBLISHED", now(shift).<String>path("status"));
    }

    @Test
    void what_cannot_be_read_is_shown_at_its_field_with_what_was_typed() {
        var refused = planner.post("/shifts", typed("start", "late", "place", "", "notes", "Kept."));
        assertEquals(400, refused.status());
        assertTrue(refused.shows("aria-describedby=\"fault-start\""), refused.body());
        assertTrue(refused.shows("id=\"fault-place\""));
        assertTrue(refused.shows("Kept.</textarea>"));
    }

    @Test
    void a_double_booking_says_who_is_in_the_way_and_where() {
        String other = Api.id(adas("role", "cook"));
        var refused = planner.post("/shifts", typed("place", "Elsewhere " + place, "start", "10:00", "end", "12:00"));
        assertEquals(409, refused.status());
        assertTrue(refused.shows("The person has another shift at that time."), refused.body());
        assertTrue(refused.shows(adaName + "</b>"));
        assertTrue(refused.shows("href=\"/shifts/" + other + "\""));
        assertTrue(refused.shows("08:00–16:00"));
        assertTrue(refused.shows(place + " (cook)"));
        assertTrue(refused.shows("value=\"Elsewhere " + place + "\""));
    }

    @Test
    void an_absence_in_the_way_is_told_with_its_times() {
        String absence = Api.created(Api.post(
                        "/v1/absences",
                        Map.of("user", ada, "start", "2029-03-05T00:00:00+01:00", "end", "2029-03-06T00:00:00+01:00")))
                .path("id");
        Api.post("/v1/absences/" + absence + "/approve", null).then().statusCode(200);
        var refused = planner.post("/shifts", typed());
        assertEquals(409, refused.status());
        assertTrue(refused.shows("The person is off at that time."), refused.body());
        assertTrue(refused.shows(adaName + "</b>: Off, Monday"));
    }

    // ------------------------------------------------------------------------------------------------ look

    @Test
    void a_panel_tells_the_shift_by_the_clock_of_its_place_and_its_history() {
        String shift = Api.id(
                adas("zone", "America/New_York", "start", "2029-03-05T14:00:00Z", "end", "2029-03-05T22:00:00Z"));
        Api.patch(SHIFTS + "/" + shift, Map.of("role", "barista"), "If-Match", "\"0\"")
                .then()
                .statusCode(200);
        var traveller = Api.user("zone", "Europe/Berlin");
        var page = BoardSession.as(traveller.path("email"), "planner").get("/shifts/" + shift);
        assertEquals(200, page.status());
        assertTrue(page.shows("Monday, 5 March 2029, 09:00–17:00"), page.body());
        assertTrue(page.shows("clock of New York; on your clock Mon 15:00–23:00"), page.body());
        assertTrue(page.shows("<b>staff</b> changed it"), page.body());
        assertTrue(page.shows("Role: nothing → barista"), page.body());
        assertTrue(page.shows("<b>staff</b> planned it"));
    }

    @Test
    void a_worker_reads_a_published_shift_and_is_offered_nothing_to_change() {
        String shift = Api.id(adas("status", "PUBLISHED"));
        String draft = Api.id(adas("start", "2029-03-07T07:00:00Z", "end", "2029-03-07T15:00:00Z"));
        var worker = BoardSession.as(Api.user().path("email"));
        var page = worker.get("/shifts/" + shift);
        assertEquals(200, page.status());
        assertTrue(page.shows(adaName));
        assertFalse(page.shows("<form"), page.body());
        assertEquals(404, worker.get("/shifts/" + draft).status());
    }

    @Test
    void a_worker_changes_nothing() {
        var shift = adas("status", "PUBLISHED");
        String path = "/shifts/" + Api.id(shift);
        var worker = BoardSession.as(Api.user().path("email"));
        assertEquals(403, worker.get("/shifts/new?day=2029-03-05").status());
        for (String form : new String[] {path, path + "/cancel", path + "/move", path + "/undo", path + "/accept"}) {
            assertEquals(403, worker.forge(form, edited(shift)).status(), form);
        }
        assertEquals("0", now(Api.id(shift)).path("version").toString());
    }

    @Test
    void a_form_of_another_site_changes_nothing() {
        var shift = adas();
        String path = "/shifts/" + Api.id(shift);
        for (String form :
                new String[] {"/shifts", path, path + "/cancel", path + "/move", path + "/undo", path + "/accept"}) {
            assertEquals(
                    400, planner.forge(form, edited(shift, "start", "09:00")).status(), form);
        }
        assertEquals("0", now(Api.id(shift)).path("version").toString());
    }

    // ------------------------------------------------------------------------------------------------ change

    @Test
    void a_form_changes_what_was_typed_and_nothing_else() {
        var shift = adas("notes", "Bring the key.", "role", "barista");
        String id = Api.id(shift);
        done(
                "saved",
                planner.post(
                        "/shifts/" + id, edited(shift, "end", "17:00", "notes", "Bring the key.", "role", "barista")));
        assertEquals("2029-03-05T16:00:00Z", now(id).<String>path("end"));
        var fields = Api.get(SHIFTS + "/" + id + "/history").<Object>path("items[1].fields.field");
        assertEquals(List.of("end"), fields);
    }

    @Test
    void what_somebody_else_changed_is_shown_and_kept_and_one_tries_again() {
        var shift = adas();
        String id = Api.id(shift);
        Api.patch(SHIFTS + "/" + id, Map.of("role", "cook", "end", "2029-03-05T14:00:00Z"), "If-Match", "\"0\"")
                .then()
                .statusCode(200);
        var stale = planner.post("/shifts/" + id, edited(shift, "end", "17:00", "notes", "Mine."));
        assertEquals(412, stale.status());
        assertTrue(stale.shows("Somebody else has changed this shift meanwhile."), stale.body());
        assertTrue(
                stale.shows(
                        "<th scope=\"row\">End</th><td>17:00 <span class=\"kept\">(kept below)</span></td><td>15:00</td>"),
                stale.body());
        assertTrue(stale.shows("<th scope=\"row\">Role</th><td></td><td>cook</td>"));
        assertEquals("17:00", stale.value("end"));
        assertEquals("cook", stale.value("role"));
        assertTrue(stale.shows("Mine.</textarea>"));

        done(
                "saved",
                planner.post(
                        "/shifts/" + id,
                        edited(
                                shift,
                                "version",
                                stale.value("version"),
                                "end",
                                "17:00",
                                "role",
                                "cook",
                                "notes",
                                "Mine.")));
        var after = now(id);
        assertEquals("2029-03-05T16:00:00Z", after.<String>path("end"));
        assertEquals("cook", after.<String>path("role"));
        assertEquals("Mine.", after.<String>path("notes"));
    }

    @Test
    void a_refused_change_is_shown_with_what_was_typed() {
        var shift = adas();
        var refused =
                planner.post("/shifts/" + Api.id(shift), edited(shift, "who", UUID.randomUUID(), "notes", "Kept."));
        assertEquals(422, refused.status());
        assertTrue(refused.shows("This person cannot be planned."), refused.body());
        assertTrue(refused.shows("Kept.</textarea>"));
    }

    // ------------------------------------------------------------------------------------------------ move

    @Test
    void a_shift_moves_to_another_person_and_day_at_the_same_time_of_day_across_the_change_of_the_clock() {
        // The clock is put forward in Berlin on 25 March 2029.
        var shift = adas("start", "2029-03-24T07:00:00Z", "end", "2029-03-24T15:00:00Z");
        String bob = Api.id(Api.user());
        String id = done(
                "moved",
                planner.post(
                        "/shifts/" + Api.id(shift) + "/move", Map.of("who", bob, "day", "2029-03-26", "version", 0)));
        var after = now(id);
        assertEquals(bob, after.<String>path("assignee"));
        assertEquals("2029-03-26T08:00:00+02:00", after.<String>path("localStart"));
        assertEquals("2029-03-26T16:00:00+02:00", after.<String>path("localEnd"));
    }

    @Test
    void a_shift_that_moves_to_nobody_is_open() {
        String id = Api.id(adas());
        done("moved", planner.post("/shifts/" + id + "/move", Map.of("who", "", "day", "2029-03-05", "version", 0)));
        assertNull(now(id).<String>path("assignee"));
    }

    @Test
    void a_move_that_is_in_the_way_of_another_shift_says_which() {
        String bob = Api.id(Api.user());
        String other = Api.id(adas("assignee", bob));
        var refused = planner.post(
                "/shifts/" + Api.id(adas()) + "/move", Map.of("who", bob, "day", "2029-03-05", "version", 0));
        assertEquals(409, refused.status());
        assertTrue(refused.shows("href=\"/shifts/" + other + "\""), refused.body());
    }

    @Test
    void a_move_of_what_somebody_else_changed_shows_that_and_can_be_done_all_the_same() {
        String id = Api.id(adas());
        Api.patch(SHIFTS + "/" + id, Map.of("role", "cook"), "If-Match", "\"0\"")
                .then()
                .statusCode(200);
        var stale = planner.post("/shifts/" + id + "/move", Map.of("who", ada, "day", "2029-03-07", "version", 0));
        assertEquals(412, stale.status());
        assertTrue(stale.shows("<th scope=\"row\">Role</th><td></td><td>cook</td>"), stale.body());
        assertTrue(stale.shows("action=\"/shifts/" + id + "/move\""));
        done(
                "moved",
                planner.post(
                        "/shifts/" + id + "/move",
                        Map.of("who", ada, "day", stale.value("day"), "version", stale.value("version"))));
        assertEquals("2029-03-07T07:00:00Z", now(id).<String>path("start"));
    }

    @Test
    void warnings_are_shown_with_the_move_and_accepted_with_a_reason() {
        adas("start", "2029-03-06T17:00:00Z", "end", "2029-03-06T21:00:00Z");
        String id = Api.id(adas());
        var answer = planner.post("/shifts/" + id + "/move", Map.of("who", ada, "day", "2029-03-07", "version", 0));
        done("moved", answer);
        var table = planner.follow(answer);
        assertTrue(table.shows("Too little rest: 10:00 h, limit 11:00 h"), table.body());
        assertTrue(table.shows("action=\"/shifts/" + id + "/accept\""));
        done(
                "accepted",
                planner.post(
                        "/shifts/" + id + "/accept", Map.of("version", version(answer), "reason", "Agreed with Ada.")));
        assertEquals("Agreed with Ada.", now(id).<String>path("overrideReason"));
        assertTrue(planner.get("/shifts/" + id).shows("(accepted by a reason)"));
    }

    // ------------------------------------------------------------------------------------------------ cancel and undo

    @Test
    void a_cancelled_shift_is_undone_by_another_one_that_is_the_same() {
        String id = Api.id(adas("notes", "Bring the key."));
        var cancelled = planner.post("/shifts/" + id + "/cancel", Map.of("version", 0));
        done("cancelled", cancelled);
        assertEquals("CANCELLED", now(id).<String>path("status"));
        var undone = planner.post("/shifts/" + id + "/undo", Map.of("version", version(cancelled)));
        var again = now(done("undone", undone));
        assertEquals(ada, again.<String>path("assignee"));
        assertEquals("Bring the key.", again.<String>path("notes"));
        assertEquals("2029-03-05T07:00:00Z", again.<String>path("start"));
    }

    @Test
    void a_planned_shift_is_undone_by_cancelling_it() {
        var created = planner.post("/shifts", typed());
        String id = done("created", created);
        done("undone", planner.post("/shifts/" + id + "/undo", Map.of("version", version(created))));
        assertEquals("CANCELLED", now(id).<String>path("status"));
    }

    @Test
    void a_move_is_undone_to_where_the_shift_was_and_stays_published() {
        String id = Api.id(adas("status", "PUBLISHED", "overrideReason", "Agreed."));
        String bob = Api.id(Api.user());
        var moved = planner.post("/shifts/" + id + "/move", Map.of("who", bob, "day", "2029-03-06", "version", 0));
        done("moved", moved);
        assertEquals("DRAFT", now(id).<String>path("status"));
        done("undone", planner.post("/shifts/" + id + "/undo", Map.of("version", version(moved))));
        var after = now(id);
        assertEquals(ada, after.<String>path("assignee"));
        assertEquals("2029-03-05T07:00:00Z", after.<String>path("start"));
        assertEquals("Agreed.", after.<String>path("overrideReason"));
        assertEquals("PUBLISHED", after.<String>path("status"));
    }

    @Test
    void what_somebody_else_changed_since_is_not_undone() {
        var created = planner.post("/shifts", typed());
        String id = done("created", created);
        Api.patch(SHIFTS + "/" + id, Map.of("role", "cook"), "If-Match", "*")
                .then()
                .statusCode(200);
        var refused = planner.post("/shifts/" + id + "/undo", Map.of("version", version(created)));
        assertEquals(412, refused.status());
        assertTrue(refused.shows("This cannot be undone any more"), refused.body());
        assertEquals("DRAFT", now(id).<String>path("status"));
    }

    @Test
    void a_publication_is_not_undone() {
        String id = Api.id(adas());
        Api.patch(SHIFTS + "/" + id, Map.of("status", "PUBLISHED"), "If-Match", "*")
                .then()
                .statusCode(200);
        var refused = planner.post(
                "/shifts/" + id + "/undo",
                Map.of("version", now(id).path("version").toString()));
        assertEquals(409, refused.status());
        assertTrue(refused.shows("A publication cannot be undone"), refused.body());
    }

    @Test
    void a_cancellation_of_what_somebody_else_changed_shows_that() {
        String id = Api.id(adas());
        Api.patch(SHIFTS + "/" + id, Map.of("role", "cook"), "If-Match", "*")
                .then()
                .statusCode(200);
        var stale = planner.post("/shifts/" + id + "/cancel", Map.of("version", 0));
        assertEquals(412, stale.status());
        assertTrue(stale.shows("action=\"/shifts/" + id + "/cancel\""));
        assertEquals("DRAFT", now(id).<String>path("status"));
    }

    // ------------------------------------------------------------------------------------------------ languages and
    // names

    @Test
    void a_hostile_name_is_text_in_German_too() {
        var mallory = Api.user("name", "<script>alert(1)</script> \"><img src=x>");
        assertNotNull(Api.get(USERS + "/" + Api.id(mallory)));
        String shift = Api.id(adas("assignee", Api.id(mallory), "notes", "</textarea><script>alert(2)</script>"));
        var page = BoardSession.in("de", Api.user().path("email"), "planner").get("/shifts/" + shift);
        assertTrue(page.shows("Verlauf"), page.body());
        assertTrue(page.shows("Sofort veröffentlichen"));
        assertFalse(page.shows("<script>alert"), page.body());
        assertFalse(page.shows("<img"));
    }
}

package dev.rota.board.publishing;

import static dev.rota.support.Api.SHIFTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What planners do with a period on the pages of the board, without a script. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PeriodActionsTest {

    private String place;
    private String ada;
    private String adaName;
    private BoardSession planner;

    @BeforeEach
    void signIn() {
        // Without spaces, so that an address has it as it is.
        place = Api.unique();
        adaName = "Ada " + Api.unique();
        ada = Api.id(Api.user("name", adaName));
        planner = BoardSession.as(Api.user().path("email"), "planner");
    }

    /** Of the week from Monday, 5 March 2029. */
    private Response shift(String who, String start, String status) {
        return Api.shift("assignee", who, "location", place, "start", start, "status", status);
    }

    private String address(String page) {
        return page + "?from=2029-03-05&to=2029-03-11&place=" + place;
    }

    private Map<String, Object> week(Object... fields) {
        return Api.with(Map.of("from", "2029-03-05", "to", "2029-03-11", "place", place), fields);
    }

    private static String status(Response shift) {
        return Api.get(SHIFTS + "/" + Api.id(shift)).path("status");
    }

    @Test
    void a_publication_is_shown_for_each_person_and_then_done_with_one_press() {
        var added = shift(ada, "2029-03-05T08:00:00Z", "DRAFT");
        var changed = shift(ada, "2029-03-06T08:00:00Z", "PUBLISHED");
        Api.patch(
                        SHIFTS + "/" + Api.id(changed),
                        Map.of("end", "2029-03-06T17:00:00Z", "notes", "Longer."),
                        "If-Match",
                        "*")
                .then()
                .statusCode(200);
        var cancelled = shift(null, "2029-03-07T08:00:00Z", "PUBLISHED");
        Api.delete(SHIFTS + "/" + Api.id(cancelled), "If-Match", "*").then().statusCode(200);

        var page = planner.get(address("/publish"));
        assertEquals(200, page.status(), page.body());
        assertTrue(page.shows("<h3>" + adaName + "</h3>"), page.body());
        assertTrue(page.shows("<b>New:</b> Monday, 5 March 2029, 09:00–17:00"), page.body());
        assertTrue(page.shows("<b>Changed:</b> Tuesday, 6 March 2029, 09:00–18:00"));
        assertTrue(page.shows("Before: Tuesday, 6 March 2029, 09:00–17:00"));
        assertTrue(page.shows("Other notes"));
        assertTrue(page.shows("<h3>Open shifts</h3>"));
        assertTrue(page.shows("<b>Cancelled:</b> Wednesday, 7 March 2029"));
        assertEquals("DRAFT", status(added));

        assertTrue(page.shows("Publish 3 changes"));
        var answer = planner.post("/publish", week("role", "", "key", page.value("key")));
        assertEquals(303, answer.status(), answer.body());
        assertEquals("/week?at=2029-03-05&said=published&count=3", answer.location());
        assertTrue(planner.follow(answer).shows("3 changes are published."));
        assertEquals("PUBLISHED", status(added));
        assertTrue(planner.get(address("/publish")).shows("There is nothing to publish on these days."));
    }

    @Test
    void what_would_book_somebody_twice_is_shown_first_and_stays_unpublished() {
        // Planned for later, but not published there, so that workers still see it where it was.
        var seen = Api.shift(
                "assignee",
                ada,
                "location",
                "Elsewhere " + place,
                "start",
                "2029-03-05T08:00:00Z",
                "status",
                "PUBLISHED");
        Api.patch(
                        SHIFTS + "/" + Api.id(seen),
                        Map.of("start", "2029-03-20T08:00:00Z", "end", "2029-03-20T16:00:00Z"),
                        "If-Match",
                        "*")
                .then()
                .statusCode(200);
        var blocked = shift(ada, "2029-03-05T10:00:00Z", "DRAFT");
        var free = shift(ada, "2029-03-07T10:00:00Z", "DRAFT");
        var page = planner.get(address("/publish"));
        int stays = page.body().indexOf("These stay unpublished");
        int button = page.body().indexOf("Publish 1 change<");
        assertTrue(stays > 0 && stays < button, page.body());
        assertTrue(page.shows("href=\"/shifts/" + Api.id(blocked) + "\""));
        assertTrue(page.shows("href=\"/shifts/" + Api.id(seen) + "\""));
        planner.post("/publish", week());
        assertEquals("DRAFT", status(blocked));
        assertEquals("PUBLISHED", status(free));
    }

    @Test
    void conflicts_are_shown_before_the_button() {
        shift(ada, "2029-03-05T08:00:00Z", "DRAFT");
        shift(ada, "2029-03-05T20:00:00Z", "DRAFT");
        var page = planner.get(address("/publish"));
        int conflict = page.body().indexOf("Too little rest");
        int button = page.body().indexOf("Publish 2 changes");
        assertTrue(conflict > 0 && conflict < button, page.body());
    }

    @Test
    void copies_are_shown_and_then_planned() {
        shift(ada, "2029-03-05T08:00:00Z", "DRAFT");
        var choice = planner.get(address("/copy"));
        assertEquals(200, choice.status(), choice.body());
        assertTrue(choice.shows("name=\"weeks\" value=\"1\"> 12 Mar – 18 Mar"), choice.body());
        assertFalse(choice.shows("method=\"post\" action=\"/copy\""));

        var plan = planner.get(address("/copy") + "&weeks=1&weeks=3");
        assertTrue(plan.shows("Plan 2 shifts"), plan.body());
        // The clock is put forward in Berlin on 25 March 2029.
        assertTrue(plan.shows(adaName + ", Monday, 26 March 2029, 09:00–17:00, " + place), plan.body());
        assertEquals(1, planned("2029-03-05", "2029-04-01"));

        var form = week("role", "", "key", plan.value("key"), "weeks", "1");
        var answer = planner.post("/copy", form);
        assertEquals(303, answer.status(), answer.body());
        assertEquals("/week?at=2029-03-12&said=copied&count=1", answer.location());
        assertEquals(2, planned("2029-03-05", "2029-04-01"));

        var again = planner.get(address("/copy") + "&weeks=1");
        assertTrue(again.shows("<b>Copied before:</b> " + adaName), again.body());
        assertTrue(again.shows("Nothing would be planned."));
    }

    private int planned(String from, String to) {
        return Api.get(SHIFTS + "?from=" + from + "T00:00:00Z&to=" + to + "T00:00:00Z&location=" + place)
                .<List<?>>path("items")
                .size();
    }

    @Test
    void conflicts_lead_to_their_cell_and_to_the_shift() {
        shift(ada, "2029-03-05T08:00:00Z", "DRAFT");
        String later = Api.id(shift(ada, "2029-03-05T20:00:00Z", "DRAFT"));
        var page = planner.get("/conflicts?at=2029-03-05&place=" + place);
        assertEquals(200, page.status(), page.body());
        assertTrue(page.shows("<b>Too little rest</b>: 4:00 h, limit 11:00 h"), page.body());
        assertTrue(page.shows("href=\"/week?at=2029-03-05#shift-" + later + "\""));
        assertTrue(page.shows("href=\"/shifts/" + later + "\""));
        assertTrue(page.shows(adaName));
        assertTrue(planner.get("/conflicts?at=2029-03-05&place=" + Api.unique())
                .shows("There are no conflicts on these days."));
    }

    @Test
    void what_is_refused_is_said_on_the_page_where_it_was_asked_for() {
        shift(ada, "2029-03-05T08:00:00Z", "DRAFT");
        String key = planner.get(address("/publish")).value("key");
        assertEquals(303, planner.post("/publish", week("key", key)).status());
        var later = shift(ada, "2029-03-13T08:00:00Z", "DRAFT");

        var refused = planner.post("/publish", week("key", key, "from", "2029-03-12", "to", "2029-03-18"));

        assertEquals(422, refused.status(), refused.body());
        assertTrue(refused.shows("<h1 id=\"panel-title\">Publish</h1>"), refused.body());
        assertTrue(refused.shows("This Idempotency-Key was used"), refused.body());
        assertTrue(refused.shows("Publish 1 change<"), refused.body());
        assertEquals("DRAFT", status(later));

        var copies = planner.post("/copy", week("key", key, "weeks", "1"));
        assertEquals(422, copies.status(), copies.body());
        assertTrue(copies.shows("This Idempotency-Key was used"), copies.body());
        assertTrue(copies.shows("Plan 1 shift<"), copies.body());

        var nowhere = planner.post("/copy", week("key", key));
        assertEquals(400, nowhere.status(), nowhere.body());
        assertTrue(nowhere.shows("<li>Weeks: must be chosen</li>"), nowhere.body());
        assertTrue(nowhere.shows("name=\"weeks\" value=\"1\""), nowhere.body());
    }

    @Test
    void days_that_are_none_or_too_many_are_refused_on_a_page() {
        for (String days :
                new String[] {"from=soon", "from=2029-03-05&to=2029-03-04", "from=2029-03-05&to=2029-12-31"}) {
            var page = planner.get("/publish?" + days);
            assertEquals(400, page.status(), days);
            assertTrue(page.shows("This could not be done"), page.body());
        }
    }

    @Test
    void a_worker_does_nothing_of_it() {
        var worker = BoardSession.as(Api.user().path("email"));
        for (String page : new String[] {"/publish", "/copy", "/conflicts"}) {
            assertEquals(403, worker.get(page).status(), page);
        }
        assertEquals(403, worker.forge("/publish", week()).status());
        assertEquals(403, worker.forge("/copy", week("weeks", 1)).status());
    }

    @Test
    void a_form_of_another_site_publishes_and_copies_nothing() {
        var draft = shift(ada, "2029-03-05T08:00:00Z", "DRAFT");
        assertEquals(400, planner.forge("/publish", week()).status());
        assertEquals(400, planner.forge("/copy", week("weeks", 1)).status());
        assertEquals("DRAFT", status(draft));
        assertEquals(1, planned("2029-03-05", "2029-04-01"));
    }
}

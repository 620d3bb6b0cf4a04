package dev.rota.board.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table, as a browser gets it. */
@QuarkusTest
class RosterPagesTest {

    private static final String WEEK = "/week?at=2029-03-01";

    @Test
    void a_planner_sees_a_draft_and_a_worker_does_not() {
        String email = Api.email();
        Api.user("email", email);
        String place = Api.unique();
        String shift = Api.id(Api.shift("location", place));

        var planned = BoardSession.as(Api.email(), "planner").get(WEEK + "&place=" + place);
        var published = BoardSession.as(email).get(WEEK + "&place=" + place);

        assertEquals(200, planned.status());
        assertTrue(planned.shows("shift-" + shift), planned::body);
        assertTrue(planned.shows("Draft"), planned::body);
        assertEquals(200, published.status());
        assertFalse(published.shows("shift-" + shift), published::body);
    }

    @Test
    void a_week_may_have_more_to_tell_than_a_request() {
        String place = Api.unique();
        for (int i = 0; i < 40; i++) {
            Api.shift("location", place, "notes", "n".repeat(2000));
        }

        var page = BoardSession.as(Api.email(), "planner").get(WEEK + "&place=" + place);

        assertEquals(200, page.status());
        assertFalse(page.shows("Shifts cannot be shown now"), page::body);
        assertTrue(page.shows(place), page::body);
    }

    @Test
    void a_week_of_more_people_than_a_page_can_show_says_so_and_leaves_nobody_out_who_works() {
        String role = Api.unique().substring(0, 32).toLowerCase(Locale.ROOT);
        for (int i = 0; i < 200; i++) {
            Api.user("name", "Anna " + i, "roles", List.of(role));
        }
        var planner = BoardSession.as(Api.email(), "planner");
        var all = planner.get(WEEK + "&role=" + role);
        String zoe = Api.id(Api.user("name", "Zoe", "roles", List.of(role)));
        String shift = Api.id(Api.shift("assignee", zoe, "role", role));
        var cut = planner.get(WEEK + "&role=" + role);

        assertEquals(200, people(all), all::body);
        assertFalse(all.shows("There is more than a page can show."), all::body);
        assertEquals(200, people(cut), cut::body);
        assertTrue(cut.shows("There is more than a page can show."), cut::body);
        assertTrue(cut.shows("shift-" + shift), cut::body);
        assertTrue(cut.shows(">Zoe<"), cut::body);
    }

    private static int people(BoardSession.Answer page) {
        // Without that of open shifts.
        return page.body().split("role=\"rowheader\"", -1).length - 2;
    }

    @Test
    void somebody_who_left_is_named_at_their_shift_to_everybody() {
        String email = Api.email();
        Api.user("email", email);
        String place = Api.unique();
        String zoe = Api.id(Api.user("name", "Zoe Zander"));
        Api.shift("assignee", zoe, "location", place, "status", "PUBLISHED");
        Api.post("/v1/users/" + zoe + "/deactivate", null).then().statusCode(200);

        for (var who : List.of(BoardSession.as(Api.email(), "planner"), BoardSession.as(email))) {
            var page = who.get(WEEK + "&place=" + place);
            assertTrue(page.shows("Zoe Zander"), page::body);
        }
    }

    @Test
    void whoever_has_not_signed_in_is_led_to_the_provider() {
        var answer = BoardSession.nobody().get("/week");

        assertEquals(302, answer.status());
        assertTrue(answer.location().startsWith("/rota/authorize?"), answer.location());
        assertTrue(answer.location().contains("code_challenge="), answer.location());
    }

    @Test
    void a_session_that_cannot_be_used_any_more_leads_to_the_provider() throws Exception {
        String broken = BoardSession.as(Api.email(), "planner").cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + new StringBuilder(cookie.getValue()).reverse())
                .collect(Collectors.joining("; "));

        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/week"))
                                .header("Cookie", broken)
                                .build(),
                        BodyHandlers.ofString());

        assertEquals(302, answer.statusCode(), answer.body());
        assertTrue(
                answer.headers().firstValue("Location").orElse("").contains("/rota/authorize?"),
                answer.headers().map()::toString);
    }

    @Test
    void a_script_is_told_that_nobody_is_signed_in() {
        assertEquals(
                499, BoardSession.nobody().get("/week", "HX-Request", "true").status());
    }

    @Test
    void a_wrong_date_is_refused_by_a_page() {
        var answer = BoardSession.as(Api.email(), "planner").get("/week?at=x");

        assertEquals(400, answer.status());
        assertTrue(answer.header("Content-Type").startsWith("text/html"), answer.header("Content-Type"));
        assertTrue(answer.shows("must be a date"), answer::body);
    }
}

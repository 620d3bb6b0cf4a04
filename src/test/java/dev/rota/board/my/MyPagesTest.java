package dev.rota.board.my;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import dev.rota.support.BoardSession.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker's own pages. */
@QuarkusTest
class MyPagesTest {

    private static final String HOSTILE = "<script>alert(1)</script>\"'";

    private String email;
    private String ada;
    private String place;

    @BeforeEach
    void register() {
        email = Api.email();
        ada = Api.id(Api.user("email", email, "zone", "Europe/Berlin"));
        place = Api.unique();
    }

    // ------------------------------------------------------------------------------------------------ shifts

    @Test
    void one_sees_the_next_shifts_and_that_the_clock_of_the_place_is_another_one() {
        String near = published(1, "assignee", ada);
        String far = published(2, "assignee", ada, "zone", "America/New_York");

        var page = BoardSession.as(email).get("/my");

        assertEquals(200, page.status());
        assertShows(page, "shift-" + near, "shift-" + far, place, "(New York)");
        assertFalse(page.shows("/release"), page::body);
    }

    @Test
    void one_claims_an_open_shift_and_releases_it() {
        String open = published(1);
        var session = BoardSession.as(email);
        assertShows(session.get("/my"), "open-" + open);

        var claimed = session.post("/my/shifts/" + open + "/claim");

        assertDone(claimed, "/my");
        assertShows(session.get("/my"), "shift-" + open, "/my/shifts/" + open + "/release");

        assertDone(session.post("/my/shifts/" + open + "/release"), "/my");
        assertShows(session.get("/my"), "open-" + open);
    }

    @Test
    void a_claim_that_comes_too_late_says_so_on_the_page() {
        String open = published(1);
        var session = BoardSession.as(email);
        session.get("/my");
        Api.post(Api.SHIFTS + "/" + open + "/claim", "{\"user\": \"" + Api.id(Api.user()) + "\"}")
                .then()
                .statusCode(200);

        var refused = session.post("/my/shifts/" + open + "/claim");

        assertEquals(409, refused.status());
        assertShows(refused, "Somebody else has this shift.", "<h1>My shifts</h1>");
    }

    @Test
    void a_form_from_elsewhere_is_refused() {
        String open = published(1);
        var session = BoardSession.as(email);
        session.get("/my");

        assertEquals(400, session.forge("/my/shifts/" + open + "/claim").status());
        assertShows(session.get("/my"), "open-" + open);
    }

    @Test
    void the_pages_are_for_workers() {
        var planner = BoardSession.as(Api.email(), "planner");

        for (String path : new String[] {"/my", "/my/time-off", "/my/swaps", "/my/calendars", "/my/profile"}) {
            assertEquals(403, planner.get(path).status(), path);
        }
    }

    // ------------------------------------------------------------------------------------------------ time off

    @Test
    void one_asks_for_time_off_by_days_of_ones_own_clock_and_withdraws_it() {
        var session = BoardSession.as(email);
        session.get("/my/time-off");
        String day = Instant.now().plus(Duration.ofDays(40)).toString().substring(0, 10);

        var asked = session.post("/my/time-off", "from", day, "to", day, "reason", "A\r\nwedding");

        assertDone(asked, "/my/time-off");
        var absence = Api.get("/v1/absences"
                + Api.query(
                        "user",
                        ada,
                        "from",
                        Instant.now().plus(Duration.ofDays(38)),
                        "to",
                        Instant.now().plus(Duration.ofDays(43))));
        var berlin = ZoneId.of("Europe/Berlin");
        var date = LocalDate.parse(day);
        assertEquals(
                date.atStartOfDay(berlin).toInstant(),
                Instant.parse(absence.path("items[0].start").toString()));
        assertEquals(
                date.plusDays(1).atStartOfDay(berlin).toInstant(),
                Instant.parse(absence.path("items[0].end").toString()));
        assertEquals("A\nwedding", absence.path("items[0].reason"));

        String id = absence.path("items[0].id");
        assertShows(session.get("/my/time-off"), "absence-" + id, "waits for a planner", "wedding");
        assertDone(session.post("/my/time-off/" + id + "/withdraw"), "/my/time-off");
        assertShows(session.get("/my/time-off"), "withdrawn");
    }

    @Test
    void what_was_typed_is_still_there_after_a_refusal() {
        var session = BoardSession.as(email);
        session.get("/my/time-off");

        var refused = session.post(
                "/my/time-off", "from", "2029-03-02", "to", "2029-03-01", "toTime", "10:00", "reason", HOSTILE);

        assertEquals(400, refused.status());
        assertShows(refused, "must be 1 minute to 366 days after start", "value=\"2029-03-02\"", "&lt;script&gt;");
        assertEscaped(refused);
    }

    // ------------------------------------------------------------------------------------------------ swaps

    @Test
    void two_workers_agree_on_a_swap() {
        String other = Api.email();
        String grace = Api.id(Api.user("email", other, "name", "Grace Hopper"));
        String mine = published(1, "assignee", ada);
        String hers = published(2, "assignee", grace);
        var me = BoardSession.as(email);
        var she = BoardSession.as(other);
        assertShows(me.get("/my/swaps"), "value=\"" + mine + "\"", "value=\"" + hers + "\"");

        assertDone(me.post("/my/swaps", "offered", mine, "wanted", hers, "reason", HOSTILE), "/my/swaps");
        var outgoing = me.get("/my/swaps");
        String swap = first("swap-([0-9a-f-]{36})", outgoing);
        assertShows(outgoing, "/my/swaps/" + swap + "/withdraw", "Grace Hopper");
        assertEscaped(outgoing);

        var incoming = she.get("/my/swaps");
        assertShows(incoming, "/my/swaps/" + swap + "/accept", "/my/swaps/" + swap + "/decline");
        assertEscaped(incoming);
        assertDone(she.post("/my/swaps/" + swap + "/accept"), "/my/swaps");
        assertShows(she.get("/my/swaps"), "accepted, waits for a planner");
    }

    @Test
    void a_swap_is_declined_or_withdrawn() {
        String other = Api.email();
        String grace = Api.id(Api.user("email", other));
        String mine = published(1, "assignee", ada);
        String hers = published(2, "assignee", grace);
        var me = BoardSession.as(email);
        var she = BoardSession.as(other);
        me.get("/my/swaps");
        she.get("/my/swaps");
        String first = offered(mine, hers);

        assertDone(she.post("/my/swaps/" + first + "/decline"), "/my/swaps");
        assertShows(me.get("/my/swaps"), "declined");

        String second = offered(mine, hers);
        assertDone(me.post("/my/swaps/" + second + "/withdraw"), "/my/swaps");
        var refused = she.post("/my/swaps/" + second + "/accept");
        assertEquals(409, refused.status());
        assertShows(refused, "decided already, or withdrawn");
    }

    @Test
    void a_swap_shows_its_shifts_however_far_away_they_are() {
        String other = Api.email();
        String grace = Api.id(Api.user("email", other));
        String offered = Api.unique();
        String wanted = Api.unique();
        offered(
                published(60, "assignee", ada, "location", offered),
                published(90, "assignee", grace, "location", wanted));

        for (String who : List.of(email, other)) {
            var page = BoardSession.as(who).get("/my/swaps");
            assertShows(page, offered, wanted);
            assertFalse(page.shows("not there any more"), page::body);
        }
    }

    // ------------------------------------------------------------------------------------------------ calendars

    @Test
    void the_address_of_a_calendar_is_shown_once_and_revoked() {
        var session = BoardSession.as(email);
        session.get("/my/calendars");

        var made = session.post("/my/calendars", "name", HOSTILE);

        assertEquals(200, made.status());
        assertEscaped(made);
        String address = first("(/v1/feeds/[A-Za-z0-9_-]{43}\\.ics)", made);
        Api.get(address, "Authorization", "").then().statusCode(200);
        var later = session.get("/my/calendars");
        assertFalse(later.shows("/v1/feeds/"), later::body);
        assertEscaped(later);

        String id = first("calendar-([0-9a-f-]{36})", later);
        assertDone(session.post("/my/calendars/" + id + "/revoke"), "/my/calendars");
        Api.get(address, "Authorization", "").then().statusCode(404);
    }

    // ------------------------------------------------------------------------------------------------ profile

    @Test
    void one_changes_phone_and_zone() {
        var session = BoardSession.as(email);
        String version = first("name=\"version\" value=\"([^\"]*)\"", session.get("/my/profile"))
                .replace("&quot;", "\"");

        var refused = session.post("/my/profile", "phone", HOSTILE, "zone", "Europe/Paris", "version", version);
        assertEquals(400, refused.status());
        assertShows(refused, "value=\"Europe/Paris\"", "E.164");
        assertEscaped(refused);

        assertDone(
                session.post("/my/profile", "phone", "+4930123456", "zone", "Europe/Paris", "version", version),
                "/my/profile");
        assertShows(session.get("/my/profile"), "value=\"+4930123456\"", "value=\"Europe/Paris\"");
        var stale = session.post("/my/profile", "phone", "", "zone", "", "version", version);
        assertEquals(412, stale.status());
        assertShows(stale, "Somebody else has changed this meanwhile.");
    }

    @Test
    void texts_of_others_are_shown_as_they_are() {
        String other = Api.email();
        String bobby = Api.id(Api.user("email", other, "name", HOSTILE));
        String hers = published(2, "assignee", bobby, "location", HOSTILE);
        String mine = published(1, "assignee", ada, "location", HOSTILE);
        offered(mine, hers);
        var session = BoardSession.as(email);

        for (String path : new String[] {"/my", "/my/swaps"}) {
            var page = session.get(path);
            assertEquals(200, page.status());
            assertShows(page, "&lt;script&gt;");
            assertEscaped(page);
        }
    }

    // ------------------------------------------------------------------------------------------------ helpers

    /** A shift of this test, in so many days. */
    private String published(int days, Object... fields) {
        var shift = Api.with(
                Api.work(
                        "start",
                        Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(days)),
                        "location",
                        place,
                        "status",
                        "PUBLISHED"),
                fields);
        return Api.id(Api.created(Api.post(Api.SHIFTS, shift)));
    }

    private String offered(String mine, String hers) {
        var body = Api.with(Map.of("offeredBy", ada, "offered", mine, "wanted", hers));
        return Api.id(Api.created(Api.post("/v1/swaps", body)));
    }

    private static void assertDone(Answer answer, String path) {
        assertEquals(303, answer.status(), answer::body);
        assertEquals(path, answer.location());
    }

    private static void assertShows(Answer page, String... texts) {
        for (String text : texts) {
            assertTrue(page.shows(text), () -> text + " is not in " + page.body());
        }
    }

    private static void assertEscaped(Answer page) {
        assertFalse(page.shows("<script>alert"), page::body);
        assertFalse(page.shows("</script>\"'"), page::body);
    }

    private static String first(String pattern, Answer page) {
        var found = Pattern.compile(pattern).matcher(page.body());
        assertTrue(found.find(), page::body);
        return found.group(1);
    }
}

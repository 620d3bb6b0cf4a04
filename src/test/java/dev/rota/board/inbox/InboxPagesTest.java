package dev.rota.board.inbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.BoardSession;
import dev.rota.support.BoardSession.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a planner. */
@QuarkusTest
class InboxPagesTest {

    private static final String HOSTILE = "<script>alert(1)</script>\"'";

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
    private BoardSession planner;
    private String ada;

    @BeforeEach
    void register() {
        planner = BoardSession.as(Api.email(), "planner");
        ada = Api.id(Api.user("name", HOSTILE));
    }

    @Test
    void time_off_is_approved() {
        String absence = asked();
        var page = planner.get("/inbox");
        assertShows(page, "absence-" + absence, "&lt;script&gt;");
        assertEscaped(page);

        assertDone(planner.post("/inbox/absences/" + absence + "/approve"));

        assertStatus("/v1/absences/" + absence, "APPROVED");
        var later = planner.get("/inbox");
        assertFalse(later.shows("absence-" + absence));
        assertShows(later, "decided-" + absence, "approved on ");
        assertEscaped(later);
    }

    @Test
    void time_off_is_declined() {
        String absence = asked();
        planner.get("/inbox");

        assertDone(planner.post("/inbox/absences/" + absence + "/decline"));

        assertStatus("/v1/absences/" + absence, "DECLINED");
        assertShows(planner.get("/inbox"), "decided-" + absence, "declined on ");
    }

    @Test
    void shifts_in_the_way_are_shown_and_opened() {
        String shift = shift("assignee", ada);
        String absence = asked();
        planner.get("/inbox");

        var refused = planner.post("/inbox/absences/" + absence + "/approve");

        assertEquals(409, refused.status());
        assertShows(refused, "The person has shifts at that time.", "/shifts/" + shift, "Approve and open the shifts");
        assertEscaped(refused);
        assertDone(planner.post("/inbox/absences/" + absence + "/approve", "openShifts", "true"));
        assertStatus("/v1/absences/" + absence, "APPROVED");
        Api.get(Api.SHIFTS + "/" + shift).then().body("assignee", nullValue());
    }

    @Test
    void a_swap_that_both_want_is_approved() {
        String grace = Api.id(Api.user());
        String mine = shift("assignee", ada, "location", HOSTILE);
        String hers = shift("assignee", grace, "location", HOSTILE);
        String swap = agreed(mine, hers, grace);
        var page = planner.get("/inbox");
        assertShows(page, "swap-" + swap);
        assertEscaped(page);

        // The first one of a cold program may come too late, and is done once however often it is sent.
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertDone(planner.post("/inbox/swaps/" + swap + "/approve")));

        Api.get(Api.SHIFTS + "/" + mine).then().body("assignee", is(grace));
        assertFalse(planner.get("/inbox").shows("swap-" + swap));
    }

    @Test
    void a_swap_is_declined_and_a_decided_one_is_refused() {
        String grace = Api.id(Api.user());
        String swap = agreed(shift("assignee", ada), shift("assignee", grace), grace);
        planner.get("/inbox");

        assertDone(planner.post("/inbox/swaps/" + swap + "/decline"));

        assertStatus("/v1/swaps/" + swap, "DECLINED");
        var refused = planner.post("/inbox/swaps/" + swap + "/approve");
        assertEquals(409, refused.status());
        assertShows(refused, "decided already", "<h1>Inbox</h1>");
    }

    @Test
    void it_is_for_planners_and_their_own_forms() {
        String email = Api.email();
        Api.user("email", email);
        String absence = asked();
        var worker = BoardSession.as(email);
        var page = worker.get("/my");

        assertFalse(page.shows("href=\"/inbox\""), page::body);
        assertEquals(403, worker.get("/inbox").status());
        assertEquals(403, worker.post("/inbox/absences/" + absence + "/approve").status());
        planner.get("/inbox");
        assertEquals(
                400, planner.forge("/inbox/absences/" + absence + "/approve").status());
        assertStatus("/v1/absences/" + absence, "REQUESTED");
    }

    private String asked() {
        var body =
                Api.with(Map.of("user", ada), "start", start, "end", start.plus(Duration.ofDays(1)), "reason", HOSTILE);
        return Api.id(Api.created(Api.post("/v1/absences", body)));
    }

    private String shift(Object... fields) {
        return Api.id(
                Api.created(Api.post(Api.SHIFTS, Api.with(Api.work("start", start, "status", "PUBLISHED"), fields))));
    }

    private String agreed(String mine, String hers, String other) {
        var offer = Api.with(Map.of("offeredBy", ada, "offered", mine, "wanted", hers, "reason", HOSTILE));
        String swap = Api.id(Api.created(Api.post("/v1/swaps", offer)));
        Api.post("/v1/swaps/" + swap + "/accept", Map.of("user", other)).then().statusCode(200);
        return swap;
    }

    private static void assertStatus(String path, String status) {
        Api.get(path).then().statusCode(200).body("status", is(status));
    }

    private static void assertDone(Answer answer) {
        assertEquals(303, answer.status(), answer::body);
        assertEquals("/inbox", answer.location());
    }

    private static void assertShows(Answer page, String... texts) {
        for (String text : texts) {
            assertTrue(page.shows(text), () -> text + " is not in " + page.body());
        }
    }

    private static void assertEscaped(Answer page) {
        assertFalse(page.shows("<script>alert"), page::body);
    }
}

package dev.rota.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rota.support.BoardBrowser.assertAccessible;
import static dev.rota.support.BoardBrowser.assertFits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.rota.support.Api;
import dev.rota.support.BoardBrowser;
import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import dev.rota.support.Relays;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see of the board while users or shifts is away. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(value = Relays.class, restrictToAnnotatedClass = true)
class AwayBrowserTest extends InBrowser {

    private static final String NAMES = "Names cannot be shown now, because the users service does not answer.";
    private static final String UNKNOWN = "Somebody who is not known";

    private final Instant start =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(2)).plus(Duration.ofHours(8));

    Relays relays;

    private String place;
    private String email;
    private String ada;
    private String shift;
    private Page page;

    @BeforeEach
    void plan() {
        place = "Café-" + Api.unique().substring(0, 9);
        email = Api.email();
        ada = Api.id(Api.user("name", "Ada Lovelace", "email", email, "zone", "Europe/Berlin"));
        shift = shift(ada);
        page = browser.open(BoardSession.as(email, "planner", "administrator"), week());
        // The first ones of a cold program may come too late; the page asks for itself.
        assertThat(chip(shift)).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
    }

    @AfterEach
    void everything_comes_back() {
        relays.users().open();
        relays.shifts().open();
    }

    private String week() {
        return "/week" + Api.query("at", start.toString().substring(0, 10), "place", place);
    }

    private String shift(String who) {
        return Api.id(Api.shift("assignee", who, "location", place, "start", start, "status", "PUBLISHED"));
    }

    private Locator chip(String id) {
        return page.locator("#shift-" + id);
    }

    /** The page, of this status. */
    private void show(String path, int status) {
        int answered = page.navigate(BoardBrowser.address(path)).status();
        assertEquals(status, answered, () -> path + ": " + page.locator("main").innerText());
    }

    private void assertNoted(String note) {
        assertThat(page.locator("main .note", new Page.LocatorOptions().setHasText(note)))
                .hasCount(1);
    }

    /** A page that says what is the matter, and by which id of the request to ask for help. */
    private void assertSaid(String what) {
        assertThat(page.locator("h1")).hasText("This could not be done");
        assertThat(page.locator(".reason")).hasText(what);
        assertTrue(page.locator(".request code").textContent().length() > 7, page.content());
        assertThat(page.locator(".bar nav a").first()).hasText("Week");
        assertAccessible(page, what);
    }

    @Test
    void without_users_the_week_is_shown_with_the_names_that_were_known_last() {
        relays.users().cut();
        String grace = Api.id(Api.user("name", "Grace Hopper"));
        String hers = shift(grace);

        show(week(), 200);

        assertNoted(NAMES);
        assertThat(chip(shift)).isVisible();
        assertThat(page.locator("tr:has(#shift-" + shift + ") [role=rowheader]"))
                .hasText("Ada Lovelace");
        assertThat(page.locator("tr:has(#shift-" + hers + ") [role=rowheader]")).hasText(UNKNOWN);
        assertAccessible(page, "the week without users");
        assertFits(page, "the week without users");
    }

    @Test
    void without_users_a_shift_keeps_who_has_it() {
        relays.users().cut();
        String grace = Api.id(Api.user("name", "Grace Hopper"));
        String hers = shift(grace);

        show("/shifts/" + hers, 200);

        assertNoted(NAMES);
        assertThat(page.locator("main h1")).hasText(UNKNOWN);
        page.locator("[name=notes]").fill("Bring the key.");
        page.locator("main .primary").click();
        page.waitForURL("**/week**");
        var saved = Api.get("/v1/shifts/" + hers);
        assertEquals("Bring the key.", saved.path("notes"));
        assertEquals(grace, saved.path("assignee"));
    }

    @Test
    void without_users_what_needs_no_names_is_shown_with_a_note_where_there_would_be_some() {
        String day = start.toString().substring(0, 10);
        Api.shift("assignee", Api.id(Api.user()), "location", place, "start", start);
        relays.users().cut();

        for (String path : List.of(
                "/publish" + Api.query("from", day, "to", day, "place", place),
                "/copy" + Api.query("from", day, "to", day, "place", place, "weeks", 1))) {
            show(path, 200);
            assertNoted(NAMES);
            assertAccessible(page, path);
        }
        for (String path : List.of("/my/swaps", "/inbox", "/conflicts" + Api.query("at", day, "place", place))) {
            show(path, 200);
            assertAccessible(page, path);
        }
        show("/my", 200);
        assertThat(chip(shift)).isVisible();
        show("/my/time-off", 200);
    }

    @Test
    void without_users_the_pages_that_are_about_people_say_so() {
        relays.users().cut();

        for (String path : List.of("/people", "/people/" + ada, "/my/profile")) {
            show(path, 503);
            assertSaid("A service does not answer. Try again in a moment.");
        }
    }

    @Test
    void without_users_who_signs_in_for_the_first_time_is_not_taken_for_a_stranger() {
        String other = Api.email();
        Api.user("email", other);
        relays.users().cut();
        page = browser.open(BoardSession.as(other), "/week");
        assertNoted(NAMES);

        show("/my", 503);

        assertSaid("The users service does not answer. Try again in a moment.");
        relays.users().open();
        show("/my", 200);
    }

    @Test
    void without_shifts_people_are_shown_with_a_note_until_it_is_back() {
        relays.shifts().cut();

        show(week(), 200);
        assertNoted("Shifts cannot be shown now, because the shifts service does not answer.");
        assertThat(page.locator("#grid [role=rowheader]", new Page.LocatorOptions().setHasText("Ada Lovelace")))
                .not()
                .hasCount(0);
        // That nothing is planned is not known.
        assertThat(page.locator("main .empty")).hasCount(0);
        assertAccessible(page, "the week without shifts");

        relays.shifts().open();
        // The page asks for itself.
        assertThat(chip(shift)).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(page.locator("main .note")).hasCount(0);
    }

    @Test
    void without_shifts_the_pages_that_are_about_them_say_so() {
        relays.shifts().cut();

        for (String path : List.of(
                "/my",
                "/my/time-off",
                "/my/swaps",
                "/my/calendars",
                "/inbox",
                "/publish",
                "/conflicts",
                "/shifts/" + shift)) {
            show(path, 503);
            assertSaid("A service does not answer. Try again in a moment.");
        }
        assertFits(page, "without shifts");
        show("/people/" + ada, 200);
        show("/my/profile", 200);
    }

    @Test
    void shifts_that_does_not_answer_at_all_is_away_too() {
        relays.shifts().fallSilent();

        show(week(), 200);
        assertNoted("Shifts cannot be shown now, because the shifts service does not answer.");
        show("/my", 503);
        assertSaid("A service does not answer. Try again in a moment.");
    }

    @Test
    void a_change_that_could_not_be_made_is_said_where_it_was_made() {
        relays.shifts().cut();

        page.locator("#grid td[data-who='" + ada + "']:has(.chip)").focus();
        page.keyboard().press("Enter");
        page.keyboard().press("m");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");

        assertThat(page.locator("#panel .problem .reason"))
                .hasText("A service does not answer. Try again in a moment.");
        page.keyboard().press("Escape");
        assertThat(page.locator("#panel .problem")).hasCount(0);
        Api.get("/v1/shifts/" + shift).then().statusCode(200);
        assertEquals(start.toString(), Api.get("/v1/shifts/" + shift).path("start"));
    }

    @Test
    void what_takes_longer_than_a_second_is_said_to_go_on() {
        page.evaluate("() => { window.seen = []; new MutationObserver(() => window.seen.push("
                + "document.querySelector('#content').ariaBusy + ' ' + document.querySelector('#live').textContent"
                + " + ' ' + getComputedStyle(document.body, '::before').animationName))"
                + ".observe(document.body, {attributes: true, attributeFilter: ['class']}); }");
        relays.shifts().fallSilent();

        chip(shift).click();

        assertThat(page.locator("#panel .problem")).hasCount(1);
        assertEquals(true, page.evaluate("window.seen.includes('true One moment… busy')"));
        assertThat(page.locator("#content[aria-busy], #panel[aria-busy], body.busy"))
                .hasCount(0);
        page.keyboard().press("Escape");
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.evaluate("document.body.classList.add('busy')");
        assertEquals("none", page.evaluate("getComputedStyle(document.body, '::before').animationName"));
    }

    @Test
    void a_form_that_could_not_be_sent_on_is_answered_by_a_page() {
        String open = Api.id(Api.created(Api.post(
                "/v1/shifts",
                Api.work("start", start.plus(Duration.ofDays(2)), "location", place, "status", "PUBLISHED"))));
        show("/my", 200);
        relays.shifts().cut();

        page.locator("#open-" + open + " button").click();

        assertSaid("A service does not answer. Try again in a moment.");
    }
}

package dev.rota.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rota.support.BoardBrowser.assertAccessible;
import static dev.rota.support.BoardBrowser.assertFits;
import static dev.rota.support.BoardBrowser.press;
import static dev.rota.support.BoardBrowser.tabTo;
import static dev.rota.support.BoardBrowser.type;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rota.support.Api;
import dev.rota.support.BoardBrowser;
import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker's own pages in a real browser, by the keyboard alone. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class MyBrowserTest extends InBrowser {

    private static final List<String> PAGES =
            List.of("/my", "/my/time-off", "/my/swaps", "/my/calendars", "/my/profile");

    /** Letters and digits of this test's own. */
    private String own;

    private String email;
    private String ada;
    private String grace;
    private BoardSession worker;

    @BeforeEach
    void register() {
        own = Api.unique().substring(0, 9);
        email = Api.email();
        ada = Api.id(Api.user("name", "Ada " + own, "email", email, "zone", "Europe/Berlin"));
        grace = Api.id(Api.user("name", "Grace " + own, "email", "g" + email, "zone", "Europe/Berlin"));
        worker = BoardSession.as(email);
    }

    /** A shift in so many days. */
    private String published(int days, Object... fields) {
        var start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(days));
        var shift = Api.work("start", start, "location", "Café " + own, "status", "PUBLISHED");
        return Api.id(Api.created(Api.post(Api.SHIFTS, Api.with(shift, fields))));
    }

    /** Of shifts in so many days. */
    private String offered(int days) {
        var offer = Map.of(
                "offeredBy",
                grace,
                "offered",
                published(days, "assignee", grace),
                "wanted",
                published(days, "assignee", ada),
                "reason",
                "A wedding");
        return Api.id(Api.created(Api.post("/v1/swaps", offer)));
    }

    private static String status(String path) {
        return Api.get(path).path("status");
    }

    @Test
    void an_open_shift_is_claimed_and_released() {
        String open = published(1);
        var page = browser.open(worker, "/my");

        press(page.locator("#open-" + open + " button"));
        assertThat(page.locator("#shift-" + open)).containsText("You took it yourself");
        assertEquals(ada, Api.get("/v1/shifts/" + open).path("assignee"));

        press(page.locator("#shift-" + open + " button"));
        assertThat(page.locator("#open-" + open)).hasCount(1);
        assertThat(page.locator("#shift-" + open)).hasCount(0);
    }

    @Test
    void a_claim_that_comes_too_late_is_said() {
        String open = published(1);
        var page = browser.open(worker, "/my");
        Api.post("/v1/shifts/" + open + "/claim", Map.of("user", grace)).then().statusCode(200);

        press(page.locator("#open-" + open + " button"));

        assertThat(page.locator("[role=alert]")).containsText("Somebody else has this shift.");
        assertAccessible(page, "a late claim");
        assertFits(page, "a late claim");
    }

    @Test
    void a_swap_is_offered_and_accepted() {
        published(1, "assignee", ada);
        published(2, "assignee", grace);
        var page = browser.open(worker, "/my/swaps");

        // A select goes to what one types.
        tabTo(page.locator("[name=wanted]"));
        page.keyboard().type("Grace " + own);
        type(page.locator("[name=reason]"), "A wedding");
        press(page.locator("form[action='/my/swaps'] button"));
        assertThat(page.locator("li .status")).hasText("waits for an answer");

        var hers = browser.open(BoardSession.as("g" + email), "/my/swaps");
        assertThat(hers.locator("li .why")).hasText("A wedding");
        press(hers.getByText("Accept", new Page.GetByTextOptions().setExact(true)));
        assertThat(hers.locator("li .status")).hasText("accepted, waits for a planner");
        page.reload();
        assertThat(page.locator("li .status")).hasText("accepted, waits for a planner");
    }

    @Test
    void a_swap_is_declined_and_another_one_withdrawn() {
        String swap = offered(1);
        var page = browser.open(worker, "/my/swaps");
        press(page.locator("#swap-" + swap + " form[action$=decline] button"));
        assertThat(page.locator("#swap-" + swap + " .status")).hasText("declined");
        assertEquals("DECLINED", status("/v1/swaps/" + swap));

        String other = offered(2);
        var hers = browser.open(BoardSession.as("g" + email), "/my/swaps");
        press(hers.locator("#swap-" + other + " button"));
        assertThat(hers.locator("#swap-" + other + " .status")).hasText("withdrawn");
        assertEquals("WITHDRAWN", status("/v1/swaps/" + other));
    }

    @Test
    void time_off_is_asked_for_and_withdrawn() {
        // The day is the number of the month, so that it does not matter in which order the browser takes them.
        var next = LocalDate.now(ZoneOffset.UTC).plusMonths(1);
        var day = next.withDayOfMonth(next.getMonthValue())
                        .isBefore(LocalDate.now(ZoneOffset.UTC).plusDays(1))
                ? next.plusMonths(1).withDayOfMonth(next.plusMonths(1).getMonthValue())
                : next.withDayOfMonth(next.getMonthValue());
        String digits = "%02d%02d%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
        var page = browser.open(worker, "/my/time-off");

        tabTo(page.locator("[name=from]"));
        page.keyboard().type(digits);
        tabTo(page.locator("[name=to]"));
        page.keyboard().type(digits);
        type(page.locator("[name=reason]"), "A wedding");
        press(page.locator("form[action='/my/time-off'] button"));

        var asked = page.locator("li[id^=absence-]");
        assertThat(asked.locator(".status")).hasText("waits for a planner");
        assertThat(asked.locator(".why")).hasText("A wedding");
        String absence = asked.getAttribute("id").replace("absence-", "/v1/absences/");
        assertEquals("REQUESTED", status(absence));
        press(asked.locator("button"));
        assertThat(asked.locator(".status")).hasText("withdrawn");
        assertEquals("WITHDRAWN", status(absence));
    }

    @Test
    void a_calendar_address_is_shown_once_and_revoked() {
        var page = browser.open(worker, "/my/calendars");

        type(page.locator("[name=name]"), "Phone");
        press(page.locator("form[action='/my/calendars'] button"));
        var address = page.locator(".said a");
        assertThat(page.locator(".said")).containsText("it is shown only once");
        String feed = address.getAttribute("href");
        assertEquals(feed, address.textContent());
        assertTrue(feed.startsWith(BoardBrowser.address("/v1/feeds/")), feed);
        assertAccessible(page, "a new address");
        assertFits(page, "a new address");

        page.navigate(BoardBrowser.address("/my/calendars"));
        assertThat(address).hasCount(0);
        assertThat(page.locator(".list .name")).hasText("Phone");
        press(page.locator(".list button"));
        assertThat(page.locator(".list .name")).hasCount(0);
    }

    @Test
    void the_profile_is_changed_and_a_refusal_keeps_what_was_typed() {
        var page = browser.open(worker, "/my/profile");

        type(page.locator("[name=phone]"), "12");
        press(page.locator("form.fields button"));
        assertThat(page.locator("[role=alert]")).containsText("E.164");
        assertThat(page.locator("[name=phone]")).hasValue("12");
        assertAccessible(page, "a refused profile");
        assertFits(page, "a refused profile");

        type(page.locator("[name=phone]"), "+4930123456");
        type(page.locator("[name=zone]"), "Europe/Paris");
        page.keyboard().press("Enter");
        assertThat(page.locator("[role=alert]")).hasCount(0);
        assertThat(page.locator("[name=zone]")).hasValue("Europe/Paris");
        Api.get("/v1/users/" + ada).then().body("phone", is("+4930123456")).body("zone", is("Europe/Paris"));
    }

    @Test
    void only_what_a_worker_may_do_is_offered() {
        String mine = published(1, "assignee", ada);
        var page = browser.open(worker, "/home");

        assertTrue(page.url().endsWith("/my"), page.url());
        assertEquals(List.of("Week", "My shifts"), page.locator(".bar nav a").allTextContents());
        assertThat(page.locator("#shift-" + mine)).hasCount(1);
        assertThat(page.locator("#shift-" + mine + " button")).hasCount(0);

        page.navigate(BoardBrowser.address("/week?at="
                + Api.get("/v1/shifts/" + mine).path("localStart").toString().substring(0, 10)));
        var chip = page.locator("#shift-" + mine);
        assertThat(page.locator("main .add, main [draggable=true], main .summary, main a[href^='/copy']"))
                .hasCount(0);
        chip.focus();
        page.keyboard().press("m");
        assertThat(page.locator(".is-picked")).hasCount(0);
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel .panel")).containsText("Café " + own);
        assertThat(page.locator("#panel form")).hasCount(0);

        for (String path : List.of("/inbox", "/people", "/publish", "/copy", "/conflicts")) {
            assertEquals(403, page.navigate(BoardBrowser.address(path)).status(), path);
            assertThat(page.locator("h1")).hasText("This could not be done");
        }
        assertAccessible(page, "a refusal");
        assertFits(page, "a refusal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIGHT", "DARK"})
    void nobody_is_kept_out(ColorScheme theme) {
        prepare();
        var page = browser.open(worker, "/my", new NewContextOptions().setColorScheme(theme));
        for (String path : PAGES) {
            page.navigate(BoardBrowser.address(path));
            assertAccessible(page, path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void a_phone_shows_it_without_scrolling_sideways(String language) {
        prepare();
        var page = browser.open(BoardSession.in(language, email), "/my", new NewContextOptions().setLocale(language));
        for (String path : PAGES) {
            page.navigate(BoardBrowser.address(path));
            assertFits(page, path);
        }
    }

    /** Something for each page. */
    private void prepare() {
        published(1);
        published(3, "assignee", ada, "location", "p".repeat(100));
        offered(1);
        var start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(30));
        Api.created(Api.post(
                "/v1/absences",
                Api.with(
                        Map.of("user", ada, "reason", "w".repeat(200)),
                        "start",
                        start,
                        "end",
                        start.plusSeconds(7200))));
        Api.created(Api.post("/v1/calendars", Map.of("user", ada, "name", "n".repeat(100))));
    }
}

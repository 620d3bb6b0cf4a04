package dev.rota.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rota.support.BoardBrowser.assertAccessible;
import static dev.rota.support.BoardBrowser.assertFits;
import static dev.rota.support.BoardBrowser.press;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for a planner, in a real browser, by the keyboard alone. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class InboxBrowserTest extends InBrowser {

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
    private String ada;
    private String grace;
    private BoardSession planner;

    @BeforeEach
    void register() {
        ada = Api.id(Api.user());
        grace = Api.id(Api.user("name", "Grace Hopper"));
        planner = BoardSession.as(Api.email(), "planner");
    }

    private String asked() {
        var absence = Api.with(
                Map.of("user", ada, "reason", "A wedding"), "start", start, "end", start.plus(Duration.ofDays(1)));
        return Api.id(Api.created(Api.post("/v1/absences", absence)));
    }

    private String shift(String who) {
        return Api.id(Api.shift("assignee", who, "start", start, "status", "PUBLISHED"));
    }

    private String agreed() {
        var offer = Map.of("offeredBy", ada, "offered", shift(ada), "wanted", shift(grace), "reason", "A wedding");
        String swap = Api.id(Api.created(Api.post("/v1/swaps", offer)));
        Api.post("/v1/swaps/" + swap + "/accept", Map.of("user", grace)).then().statusCode(200);
        return swap;
    }

    /** Something of everything. */
    private void prepare() {
        Api.post("/v1/absences/" + asked() + "/decline", null).then().statusCode(200);
        asked();
        agreed();
    }

    private static String status(String path) {
        return Api.get(path).path("status");
    }

    private static void decide(Page page, String item, String decision) {
        press(page.locator("#" + item + " form[action$=" + decision + "] button"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "decline"})
    void time_off_is_decided(String decision) {
        String absence = asked();
        var page = browser.open(planner, "/inbox");
        assertThat(page.locator("#absence-" + absence)).containsText("Ada Lovelace");
        assertThat(page.locator("#absence-" + absence + " .why")).hasText("A wedding");

        decide(page, "absence-" + absence, decision);

        assertThat(page.locator("#absence-" + absence + " button")).hasCount(0);
        assertEquals(decision.toUpperCase(Locale.ROOT) + "D", status("/v1/absences/" + absence));
    }

    @Test
    void shifts_in_the_way_are_shown_and_then_opened() {
        String shift = shift(ada);
        String absence = asked();
        var page = browser.open(planner, "/inbox");

        decide(page, "absence-" + absence, "approve");
        assertThat(page.locator("[role=alert]")).containsText("The person has shifts at that time.");
        assertThat(page.locator("#absence-" + absence + " a[href='/shifts/" + shift + "']"))
                .hasCount(1);
        assertAccessible(page, "shifts in the way");
        assertFits(page, "shifts in the way");

        decide(page, "absence-" + absence, "approve");
        assertThat(page.locator("#absence-" + absence + " button")).hasCount(0);
        assertEquals("APPROVED", status("/v1/absences/" + absence));
        assertNull(Api.get("/v1/shifts/" + shift).path("assignee"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "decline"})
    void a_swap_is_decided(String decision) {
        String swap = agreed();
        var page = browser.open(planner, "/inbox");
        assertThat(page.locator("#swap-" + swap)).containsText("Ada Lovelace gives");
        assertThat(page.locator("#swap-" + swap)).containsText("Grace Hopper gives");
        assertThat(page.locator("#swap-" + swap + " .why")).hasText("A wedding");

        // The first one of a cold program may come too late, and is done once however often it is sent.
        await().pollInSameThread().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            page.navigate(BoardBrowser.address("/inbox"));
            if (page.locator("#swap-" + swap).count() > 0) {
                decide(page, "swap-" + swap, decision);
                // Until the answer is shown: the next look would come between.
                assertThat(page.locator("#swap-" + swap)).hasCount(0);
            }
            assertEquals(decision.toUpperCase(Locale.ROOT) + "D", status("/v1/swaps/" + swap));
        });

        assertThat(page.locator("#swap-" + swap)).hasCount(0);
    }

    @Test
    void what_somebody_else_has_decided_meanwhile_is_said() {
        String absence = asked();
        var page = browser.open(planner, "/inbox");
        Api.post("/v1/absences/" + absence + "/decline", null).then().statusCode(200);

        decide(page, "absence-" + absence, "approve");

        assertThat(page.locator("[role=alert]")).containsText("decided already");
        assertThat(page.locator("h1")).hasText("Inbox");
    }

    @Test
    void only_what_a_planner_may_do_is_offered() {
        var page = browser.open(planner, "/home");

        assertTrue(page.url().endsWith("/week"), page.url());
        assertEquals(
                List.of("Week", "Inbox", "Publish", "Conflicts"),
                page.locator(".bar nav a").allTextContents());
        for (String path : List.of("/people", "/people/new", "/my", "/my/profile")) {
            assertEquals(403, page.navigate(BoardBrowser.address(path)).status(), path);
            assertThat(page.locator("h1")).hasText("This could not be done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIGHT", "DARK"})
    void nobody_is_kept_out(ColorScheme theme) {
        prepare();
        var page = browser.open(planner, "/inbox", new NewContextOptions().setColorScheme(theme));
        assertAccessible(page, "/inbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void a_phone_shows_it_without_scrolling_sideways(String language) {
        prepare();
        var there = BoardSession.in(language, Api.email(), "planner");
        assertFits(browser.open(there, "/inbox", new NewContextOptions().setLocale(language)), "/inbox");
    }
}

package dev.rota.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rota.support.Api.id;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.rota.support.Api;
import dev.rota.support.BoardBrowser;
import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The board in a real browser, as planners and workers use it. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class BoardBrowserTest extends InBrowser {

    private static final String MONDAY = "2031-03-03";
    private static final String TUESDAY = "2031-03-04";

    /** Only people of this role are on the page, which is this test's own. */
    private String role;

    private String ada;
    private String grace;
    private String shift;
    private Page page;

    @BeforeEach
    void plan() {
        role = Api.unique().substring(0, 9);
        ada = id(Api.user("name", "Ada " + role, "roles", List.of(role), "zone", "Europe/Berlin"));
        grace = id(Api.user("name", "Grace " + role, "roles", List.of(role), "zone", "Europe/Berlin"));
        shift = id(Api.shift(
                "assignee",
                ada,
                "role",
                role,
                "location",
                "Café " + role,
                "start",
                MONDAY + "T08:00:00+01:00",
                "end",
                MONDAY + "T16:00:00+01:00",
                "zone",
                "Europe/Berlin"));
        open(new NewContextOptions().setLocale("en-GB"));
    }

    private void open(NewContextOptions options) {
        page = browser.open(BoardSession.as(Api.unique() + "@example.com", "planner"), week(), options);
    }

    private String week() {
        return "/week?at=" + MONDAY + "&role=" + role;
    }

    private Locator cell(String person, String day) {
        return page.locator("td[data-who='" + person + "'][data-day='" + day + "']");
    }

    private Locator chip() {
        return page.locator("#shift-" + shift);
    }

    private String assignee() {
        return Api.get("/v1/shifts/" + shift).path("assignee");
    }

    @Test
    void a_shift_is_moved_by_dragging_and_moved_back() {
        chip().dragTo(cell(grace, TUESDAY));
        assertThat(cell(grace, TUESDAY).locator(".chip")).hasCount(1);
        assertEquals(grace, assignee());
        page.locator(".said button").first().click();
        assertThat(cell(ada, MONDAY).locator(".chip")).hasCount(1);
        assertEquals(ada, assignee());
        // The table is still that of the role.
        assertTrue(page.url().contains("role=" + role), page.url());
    }

    @Test
    void a_shift_is_moved_by_keys_alone() {
        cell(ada, MONDAY).focus();
        page.keyboard().press("Enter");
        page.keyboard().press("m");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(cell(grace, TUESDAY).locator(".chip")).hasCount(1);
        assertEquals(grace, assignee());
    }

    @Test
    void a_shift_that_was_picked_up_by_keys_is_put_back_by_escape() {
        cell(ada, MONDAY).focus();
        page.keyboard().press("Enter");
        page.keyboard().press("m");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Escape");
        assertThat(chip()).isFocused();
        assertEquals(ada, assignee());
    }

    @Test
    void a_shift_is_planned_changed_and_cancelled_by_keys_alone() {
        cell(grace, TUESDAY).focus();
        page.keyboard().press("n");
        var panel = page.locator("#panel .panel");
        panel.waitFor();
        panel.locator("[name=start]").fill("09:00");
        panel.locator("[name=end]").fill("12:00");
        panel.locator("[name=place]").fill("Café " + role);
        panel.locator("[name=role]").fill(role);
        panel.locator("[name=place]").press("Enter");
        assertThat(cell(grace, TUESDAY).locator(".chip")).hasCount(1);
        cell(grace, TUESDAY).locator(".chip").focus();
        page.keyboard().press("Enter");
        panel.waitFor();
        page.keyboard().press("Escape");
        assertThat(panel).hasCount(0);
        assertThat(cell(grace, TUESDAY).locator(".chip")).isFocused();
    }

    @Test
    void the_table_is_one_tab_stop_and_arrows_go_from_cell_to_cell() {
        assertEquals(1, page.locator("#grid td[tabindex='0']").count());
        cell(ada, MONDAY).focus();
        page.keyboard().press("ArrowRight");
        assertThat(cell(ada, TUESDAY)).isFocused();
        page.keyboard().press("ArrowDown");
        assertThat(cell(grace, TUESDAY)).isFocused();
        page.keyboard().press("Home");
        assertThat(cell(grace, MONDAY)).isFocused();
        assertEquals(1, page.locator("#grid td[tabindex='0']").count());
        assertThat(cell(grace, MONDAY)).hasAttribute("tabindex", "0");
    }

    @Test
    void what_others_change_appears_without_a_reload() {
        page.evaluate("window.mark = 1");
        Api.patch("/v1/shifts/" + shift, Map.of("assignee", grace), "If-Match", "*");
        assertThat(cell(grace, MONDAY).locator(".chip"))
                .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
        assertEquals(1, page.evaluate("window.mark"));
    }

    @Test
    void nothing_changes_while_a_form_is_open() {
        chip().click();
        var notes = page.locator("#panel [name=notes]");
        notes.fill("half a sentence");
        Api.patch("/v1/shifts/" + shift, Map.of("assignee", grace), "If-Match", "*");
        // Longer than it takes to ask, twice.
        page.waitForTimeout(9_000);
        assertThat(notes).hasValue("half a sentence");
        assertThat(cell(ada, MONDAY).locator(".chip")).hasCount(1);
    }

    @Test
    void of_two_planners_the_second_one_sees_what_the_first_one_did() {
        chip().click();
        page.locator("#panel [name=notes]").fill("mine");
        Api.patch("/v1/shifts/" + shift, Map.of("notes", "theirs"), "If-Match", "*");
        page.locator("#panel form[action='/shifts/" + shift + "'] button")
                .first()
                .click();
        assertThat(page.locator("#panel")).containsText("theirs");
        assertThat(page.locator("#panel [name=notes]")).hasValue("mine");
    }

    @Test
    void a_session_that_has_ended_leads_to_the_provider_and_back() {
        page.context().clearCookies();
        page.waitForURL(Pattern.compile(".*/rota/authorize.*"));
    }

    @Test
    void what_is_planned_twice_is_said_with_who_is_in_the_way() {
        Api.shift(
                "assignee", grace,
                "location", "Kiosk " + role,
                "start", TUESDAY + "T10:00:00+01:00",
                "end", TUESDAY + "T12:00:00+01:00",
                "zone", "Europe/Berlin");
        chip().dragTo(cell(grace, TUESDAY));
        assertThat(page.locator("#panel")).containsText("Kiosk " + role);
        assertEquals(ada, assignee());
    }

    @Test
    void everything_can_be_done_without_a_script() {
        page.context().close();
        open(new NewContextOptions().setLocale("en-GB").setJavaScriptEnabled(false));
        chip().click();
        page.locator("main [name=notes]").fill("by hand");
        page.locator("main form[action='/shifts/" + shift + "'] button").first().click();
        page.waitForURL(Pattern.compile(".*/week.*"));
        assertEquals("by hand", Api.get("/v1/shifts/" + shift).path("notes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIGHT", "DARK"})
    void nobody_is_kept_out(ColorScheme theme) {
        page.context().close();
        open(new NewContextOptions().setColorScheme(theme));
        Stream.of("/week", "/day", "/month", "/shifts/" + shift, "/shifts/new?day=" + MONDAY, "/conflicts", "/publish")
                .forEach(path -> {
                    page.navigate(BoardBrowser.address(
                            path + (path.contains("?") ? "&" : "?") + "at=" + MONDAY + "&role=" + role));
                    BoardBrowser.assertAccessible(page, path);
                });
        page.navigate(BoardBrowser.address(week()));
        chip().click();
        page.locator("#panel .panel").waitFor();
        // It lies over a part of the table.
        BoardBrowser.assertAccessible(page, "the panel", "#grid");
    }

    @Test
    void a_phone_shows_it_without_scrolling_sideways() {
        Stream.of(week(), "/shifts/" + shift).forEach(path -> {
            page.navigate(BoardBrowser.address(path));
            BoardBrowser.assertFits(page, path);
        });
    }

    @Test
    void thirty_people_are_printed_on_one_page() {
        IntStream.range(2, 30).forEach(i -> {
            String person = id(Api.user("name", "Person " + i + " " + role, "roles", List.of(role)));
            Api.shift(
                    "assignee",
                    person,
                    "role",
                    role,
                    "location",
                    "Café",
                    "start",
                    TUESDAY + "T08:00:00+01:00",
                    "end",
                    TUESDAY + "T16:00:00+01:00",
                    "zone",
                    "Europe/Berlin");
        });
        page.reload();
        await().atMost(60, SECONDS).until(() -> page.locator("#grid tbody tr").count() == 31);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        // A4 across, without its margins, in CSS pixels.
        page.setViewportSize(1062, 733);
        int height = (int) page.evaluate("document.documentElement.scrollHeight");
        assertTrue(height <= 733, () -> "it is " + height + " pixels high");
        assertEquals(1062, page.evaluate("document.documentElement.scrollWidth"));
    }
}

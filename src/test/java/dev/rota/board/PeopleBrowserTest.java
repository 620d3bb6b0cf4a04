package dev.rota.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rota.support.BoardBrowser.assertAccessible;
import static dev.rota.support.BoardBrowser.assertFits;
import static dev.rota.support.BoardBrowser.press;
import static dev.rota.support.BoardBrowser.type;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.rota.support.Api;
import dev.rota.support.BoardBrowser;
import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator does about people, in a real browser, by the keyboard alone. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PeopleBrowserTest extends InBrowser {

    private static final Pattern PERSON = Pattern.compile(".*/people/[0-9a-f-]{36}");

    /** With which the names of this test's people begin. */
    private String own;

    private BoardSession administrator;

    @BeforeEach
    void signIn() {
        own = Api.unique().substring(0, 9);
        administrator = BoardSession.as(Api.email(), "administrator");
    }

    private String person(Object... fields) {
        return Api.id(Api.created(Api.post(Api.USERS, Api.with(Api.person("name", own + " Ada"), fields))));
    }

    @Test
    void somebody_is_added_found_and_given_other_roles() {
        String email = Api.email();
        var page = browser.open(administrator, "/people");

        press(page.locator("a[href='/people/new']"));
        type(page.locator("[name=name]"), own + " Mary");
        type(page.locator("[name=email]"), email);
        type(page.locator("[name=roles]"), "barista keyholder");
        page.keyboard().press("Enter");
        page.waitForURL(PERSON);
        assertThat(page.locator("h1")).hasText("Edit " + own + " Mary");
        String path = page.url().replaceFirst(".*/people", "/v1/users");
        Api.get(path).then().body("email", is(email)).body("roles", is(List.of("barista", "keyholder")));

        page.navigate(BoardBrowser.address("/people"));
        type(page.locator("[name=prefix]"), own);
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        press(page.locator("tbody a"));
        type(page.locator("[name=roles]"), "cook");
        press(page.locator("form.fields .primary"));
        assertThat(page.locator("[name=roles]")).hasValue("cook");
        Api.get(path).then().body("roles", is(List.of("cook")));
    }

    @Test
    void a_refusal_keeps_what_was_typed() {
        String taken = Api.email();
        person("email", taken);
        var page = browser.open(administrator, "/people/new");

        type(page.locator("[name=name]"), own + " Mary");
        type(page.locator("[name=email]"), taken);
        press(page.locator("form.fields .primary"));

        assertThat(page.locator("[role=alert]")).containsText("Somebody else has this e-mail address.");
        assertThat(page.locator("[name=name]")).hasValue(own + " Mary");
        assertAccessible(page, "a taken address");
        assertFits(page, "a taken address");
    }

    @Test
    void somebody_is_deactivated_reactivated_and_erased_after_a_question() {
        String id = person();
        var page = browser.open(administrator, "/people/" + id);
        assertThat(page.locator("a[href$=erase]")).hasCount(0);

        press(page.locator("form[action$='/deactivate'] button"));
        assertThat(page.locator("section h2").first()).hasText("Status: Inactive");
        press(page.locator("form[action$='/reactivate'] button"));
        assertThat(page.locator("section h2").first()).hasText("Status: Active");
        press(page.locator("form[action$='/deactivate'] button"));

        press(page.locator("a[href$=erase]"));
        assertThat(page.locator("h1")).hasText("Erase " + own + " Ada?");
        assertAccessible(page, "the question");
        assertFits(page, "the question");
        press(page.locator("main a.button"));
        assertThat(page.locator("h1")).hasText("Edit " + own + " Ada");
        Api.get("/v1/users/" + id).then().statusCode(200);

        press(page.locator("a[href$=erase]"));
        press(page.locator("form[action$=erase] button"));
        page.waitForURL(BoardBrowser.address("/people"));
        Api.get("/v1/users/" + id).then().statusCode(404);
    }

    @Test
    void a_sign_in_is_linked_and_unlinked() {
        String id = person();
        var page = browser.open(administrator, "/people/" + id);

        type(page.locator("[name=issuer]"), "https://example.com");
        type(page.locator("[name=subject]"), own);
        page.keyboard().press("Enter");
        var linked = page.locator("li[id^=identity-]");
        assertThat(linked).containsText("https://example.com · " + own);
        press(linked.locator("button"));
        assertThat(page.locator("section .empty")).hasText("None is linked.");
    }

    @Test
    void only_what_an_administrator_may_do_is_offered() {
        var page = browser.open(administrator, "/home");

        assertTrue(page.url().endsWith("/people"), page.url());
        assertEquals(List.of("Week", "People"), page.locator(".bar nav a").allTextContents());
        page.navigate(BoardBrowser.address("/week"));
        assertThat(page.locator("main .add, main [draggable=true], main .summary, main a[href^='/copy']"))
                .hasCount(0);
        for (String path : List.of("/inbox", "/publish", "/copy", "/conflicts", "/my", "/my/calendars")) {
            assertEquals(403, page.navigate(BoardBrowser.address(path)).status(), path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIGHT", "DARK"})
    void nobody_is_kept_out(ColorScheme theme) {
        var page = browser.open(administrator, "/people/new", new NewContextOptions().setColorScheme(theme));
        for (String path : pages()) {
            page.navigate(BoardBrowser.address(path));
            assertAccessible(page, path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void a_phone_shows_it_without_scrolling_sideways(String language) {
        var there = BoardSession.in(language, Api.email(), "administrator");
        var page = browser.open(there, "/people/new", new NewContextOptions().setLocale(language));
        for (String path : pages()) {
            page.navigate(BoardBrowser.address(path));
            assertFits(page, path);
        }
    }

    /** With somebody active and somebody inactive, whose names and addresses are as long as they may be. */
    private List<String> pages() {
        String active = person(
                "name",
                own + "n".repeat(190),
                "email",
                Api.unique() + "@" + "d".repeat(60) + ".example.com",
                "roles",
                List.of("r".repeat(32), "barista"));
        String inactive = Api.deactivated(person());
        Api.created(Api.post(
                "/v1/users/" + active + "/identities",
                Map.of("issuer", "https://example.com/" + "i".repeat(200), "subject", own + "s".repeat(200))));
        return List.of(
                "/people?prefix=" + own,
                "/people?prefix=nobody" + own,
                "/people/new",
                "/people/" + active,
                "/people/" + inactive,
                "/people/" + active + "/erase");
    }
}

package dev.rota.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts that would do something, were they more than texts, on every page. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class HostileBrowserTest extends InBrowser {

    /** A script, an attribute that ends, a handler, an expression of templates and an address that is a script. */
    private static final String HOSTILE =
            "<script>hostile=1</script>\"><img src=x onerror=hostile=1>{foo}javascript:hostile=1";

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(5));
    private final String day = start.toString().substring(0, 10);
    private final String end = start.plus(Duration.ofDays(1)).toString().substring(0, 10);
    private final String email = Api.email();

    private String place;
    private String me;
    private String mine;
    private String late;
    private Page page;

    @BeforeEach
    void plan() {
        place = HOSTILE + Api.unique().substring(0, 9);
        me = Api.id(Api.user("name", HOSTILE, "email", email, "zone", "Europe/Berlin"));
        String other = Api.id(Api.user("name", HOSTILE + " B"));
        mine = shift(me, 8, "PUBLISHED");
        // Too little rest, and something to publish.
        late = shift(me, 20, "DRAFT");
        Api.patch("/v1/shifts/" + late, Map.of("notes", HOSTILE + " C", "overrideReason", HOSTILE), "If-Match", "*")
                .then()
                .statusCode(200);
        String hers = shift(other, 8, "PUBLISHED");
        var offer = Map.of("offeredBy", me, "offered", mine, "wanted", hers, "reason", HOSTILE);
        String swap = Api.id(Api.created(Api.post("/v1/swaps", offer)));
        Api.post("/v1/swaps/" + swap + "/accept", Map.of("user", other)).then().statusCode(200);
        var off = Api.with(
                Map.of("user", me, "reason", HOSTILE),
                "start",
                start.plus(Duration.ofDays(30)),
                "end",
                start.plus(Duration.ofDays(31)));
        Api.created(Api.post("/v1/absences", off));
        Api.created(Api.post("/v1/calendars", Map.of("user", me, "name", HOSTILE)));
        Api.created(Api.post(
                "/v1/users/" + me + "/identities",
                Map.of("issuer", HOSTILE.replace(' ', '/'), "subject", place.replace(' ', '/'))));
        page = browser.open(BoardSession.as(email, "planner", "administrator"), "/week");
    }

    private String shift(String who, int hour, String status) {
        return Api.id(Api.shift(
                "assignee", who,
                "location", place,
                "notes", HOSTILE,
                "start", start.plus(Duration.ofHours(hour)),
                "status", status));
    }

    @Test
    void every_page_shows_them_as_they_were_typed() {
        String there = Api.query("at", day, "from", day, "to", end, "place", place);
        for (String path : List.of(
                "/week" + there,
                "/day" + there,
                "/month" + there,
                "/shifts/" + mine,
                "/shifts/" + late,
                "/shifts/new?day=" + day + "&who=" + me,
                "/publish" + there,
                "/copy" + there,
                "/copy" + there + "&weeks=1",
                "/conflicts" + there,
                "/my",
                "/my/time-off",
                "/my/swaps",
                "/my/calendars",
                "/inbox",
                "/people" + Api.query("prefix", HOSTILE),
                "/people/" + me,
                "/people/" + me + "/erase")) {
            assertEquals(200, page.navigate(BoardBrowser.address(path)).status(), path);
            assertThat(page.locator(".who")).hasText(HOSTILE);
            assertShown(path);
        }
    }

    @Test
    void the_panel_beside_the_table_shows_them_too() {
        page.navigate(BoardBrowser.address("/week" + Api.query("at", day, "place", place)));
        page.locator("#shift-" + late).click();
        assertThat(page.locator("#panel h1")).hasText(HOSTILE);
        assertThat(page.locator("#panel [name=place]")).hasValue(place);
        assertThat(page.locator("#panel [name=notes]")).hasValue(HOSTILE + " C");
        page.locator("#panel [name=role]").fill(HOSTILE);
        page.locator("#panel .primary").click();
        assertThat(page.locator("#panel [aria-invalid=true]")).hasValue(HOSTILE);
        assertShown("a refused shift");
    }

    @Test
    void a_refused_form_shows_them_too() {
        page.navigate(BoardBrowser.address("/people/new"));
        page.locator("[name=name]").fill(HOSTILE);
        page.locator("[name=email]").fill(email);
        page.locator("[name=phone]").fill(HOSTILE);
        page.locator("[name=zone]").fill(HOSTILE);
        page.locator("[name=roles]").fill(HOSTILE);
        page.locator("form.fields .primary").click();
        assertThat(page.locator("[role=alert]")).hasCount(1);
        for (String field : List.of("name", "phone", "zone", "roles")) {
            assertThat(page.locator("[name=" + field + "]")).hasValue(HOSTILE);
        }
        assertShown("a refused person");

        page.navigate(BoardBrowser.address("/my/profile"));
        page.locator("[name=zone]").fill(HOSTILE);
        page.locator("form.fields .primary").click();
        assertThat(page.locator("[role=alert]")).hasCount(1);
        assertThat(page.locator("[name=zone]")).hasValue(HOSTILE);
        assertShown("a refused profile");
    }

    @Test
    void an_address_does_nothing_either() {
        String hostile = Api.query("q", HOSTILE).substring("?q=".length());
        for (String path : List.of(
                "/" + hostile,
                "/week?at=" + hostile,
                "/week?role=" + hostile,
                "/week?said=" + hostile + "&shift=" + hostile + "&warning=" + hostile,
                "/week?said=moved&shift=" + mine + "&version=1&warning=" + hostile,
                "/shifts/" + hostile,
                "/shifts/new?day=" + hostile + "&who=" + hostile,
                "/publish?from=" + hostile,
                "/copy?weeks=" + hostile,
                "/people?status=" + hostile,
                "/people?cursor=" + hostile,
                "/people/" + hostile)) {
            page.navigate(BoardBrowser.address(path));
            assertHarmless(path);
        }
    }

    private void assertShown(String where) {
        String shown = (String) page.evaluate("() => document.querySelector('main').textContent"
                + " + [...document.querySelectorAll('input, textarea')].map(field => field.value)"
                + " + document.querySelector('#panel').textContent");
        assertTrue(shown.contains(HOSTILE), () -> where + " does not show it: " + shown);
        assertHarmless(where);
    }

    private void assertHarmless(String where) {
        assertEquals("undefined", page.evaluate("typeof hostile"), where);
        assertEquals(0, page.locator("img, main script").count(), where);
        // What is escaped twice is not shown as it was typed.
        assertFalse(page.content().contains("&amp;lt;"), where);
        assertFalse(page.title().contains("&lt;"), where);
    }
}

package dev.rota.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rota.support.BoardBrowser.assertAccessible;
import static dev.rota.support.BoardBrowser.assertFits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.rota.support.BoardBrowser;
import dev.rota.support.BoardSession;
import dev.rota.support.Databases;
import dev.rota.support.OwnProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people see who sign in while the provider is away. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(
        value = OwnProvider.class,
        initArgs = @ResourceArg(name = OwnProvider.LATE, value = ""),
        restrictToAnnotatedClass = true)
class ProviderAwayBrowserTest extends InBrowser {

    private static final Pattern PROVIDER = Pattern.compile(".*/authorize\\?.*state=([^&]+).*");

    private static final String AWAY =
            "Nobody can sign in now, because the service that does it does not answer. Try again in a moment.";

    OwnProvider provider;

    @Test
    void they_read_why_and_sign_in_once_it_is_back() {
        var page = browser.open(BoardSession.nobody(), "/signed-out");
        assertEquals(503, page.navigate(BoardBrowser.address("/week")).status());
        assertSaid(page, AWAY);

        provider.come();
        page.locator("main a.button").click();
        page.waitForURL(PROVIDER);

        // It knows nothing of this code.
        assertEquals(401, comeBack(page));
        assertSaid(page, "You could not be signed in. Try it again.");
        page.locator("main a.button").click();
        page.waitForURL(PROVIDER);

        provider.leave();
        assertEquals(503, comeBack(page));
        assertSaid(page, AWAY);
    }

    /** As if the provider had sent back whoever is there. */
    private static int comeBack(Page page) {
        var state = PROVIDER.matcher(page.url());
        assertTrue(state.matches(), page.url());
        return page.navigate(BoardBrowser.address("/signed-in?code=unknown&state=" + state.group(1)))
                .status();
    }

    private static void assertSaid(Page page, String what) {
        assertThat(page.locator("h1")).hasText("This could not be done");
        assertThat(page.locator(".reason")).hasText(what);
        assertTrue(page.locator(".request code").textContent().length() > 7, page.content());
        assertAccessible(page, what);
        assertFits(page, what);
    }
}

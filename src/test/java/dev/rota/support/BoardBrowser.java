package dev.rota.support;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;

/** The board in a real browser, and what the browser complains of. */
public final class BoardBrowser implements AutoCloseable {

    /** More than the elements of any page that can have the focus. */
    private static final int MOST_STOPS = 2000;

    private final Browser browser = Browser.start("--no-sandbox");
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    public Page open(BoardSession who, String path) {
        return open(who, path, new NewContextOptions().setLocale("en-GB"));
    }

    /** A page of somebody who has signed in, in a window of its own. */
    public Page open(BoardSession who, String path, NewContextOptions options) {
        var context = browser.context(who, options);
        contexts.add(context);
        context.setDefaultTimeout(30_000);
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
        page.onPageError(faults::add);
        page.onDialog(dialog -> {
            faults.add("it asks: " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(address(path));
        return page;
    }

    public static String address(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }

    /** Closes all windows. In none of them has a script failed, asked, or been refused. */
    public void leave() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        var found = List.copyOf(faults);
        faults.clear();
        assertEquals(List.of(), found);
    }

    /** That axe finds nothing. */
    public static void assertAccessible(Page page, String where, String... without) {
        var found = new AxeBuilder(page)
                .exclude(List.of(without))
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze()
                .getViolations();
        assertEquals(
                List.of(),
                found.stream()
                        .map(rule -> where + ": " + rule.getId() + " "
                                + rule.getNodes().stream()
                                        .limit(3)
                                        .map(node -> node.getHtml())
                                        .toList())
                        .toList());
    }

    /** That nobody has to scroll sideways on a phone. */
    public static void assertFits(Page page, String where) {
        page.setViewportSize(320, 640);
        assertEquals(320, page.evaluate("document.documentElement.scrollWidth"), where);
    }

    /** Goes there by the Tab key alone. */
    public static void tabTo(Locator there) {
        var keyboard = there.page().keyboard();
        for (int stop = 0; stop < MOST_STOPS && !isFocused(there); stop++) {
            keyboard.press("Tab");
        }
        assertThat(there).isFocused();
    }

    /** Presses a button, or follows a link, by the keyboard alone. */
    public static void press(Locator there) {
        tabTo(there);
        there.page().keyboard().press("Enter");
    }

    /** Types over what is in a field, by the keyboard alone. */
    public static void type(Locator field, String text) {
        tabTo(field);
        field.page().keyboard().press("Control+a");
        field.page().keyboard().type(text);
    }

    private static boolean isFocused(Locator there) {
        return (boolean) there.evaluate("element => element === document.activeElement");
    }

    @Override
    public void close() {
        browser.close();
    }
}

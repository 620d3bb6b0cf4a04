package dev.rota.support;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, without a window, driven by this machine's Node.js. Nothing is downloaded. */
public final class Browser implements AutoCloseable {

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Path chromium, Path node, String... options) {
        System.setProperty("playwright.nodejs.path", node.toString());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(chromium).setArgs(List.of(options)));
    }

    /**
     * Skips the test where there is none.
     *
     * @param options of Chromium's command line
     */
    public static Browser start(String... options) {
        var chromium = program("chromium", "google-chrome");
        var node = program("node");
        Assumptions.assumeTrue(chromium.isPresent() && node.isPresent(), "there is no Chromium, or no Node.js");
        return new Browser(chromium.get(), node.get(), options);
    }

    public Page page() {
        return browser.newPage();
    }

    /** As somebody who has signed in to the board. */
    public BrowserContext context(BoardSession session, NewContextOptions options) {
        var context = browser.newContext(options);
        context.addCookies(session.cookies().entrySet().stream()
                .map(cookie -> new Cookie(cookie.getKey(), cookie.getValue())
                        .setUrl("https://localhost")
                        .setSecure(true)
                        .setSameSite(SameSiteAttribute.LAX))
                .toList());
        return context;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> program(String... names) {
        var folders = System.getenv("PATH").split(Pattern.quote(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

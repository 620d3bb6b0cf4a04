package dev.rota.support;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.function.Consumer;

/** A Swagger UI in a browser, as people use it. */
public final class SwaggerUi {

    private final Page page;

    public SwaggerUi(Page page, String address) {
        this.page = page;
        // With the flows that the provider offers.
        page.waitForResponse("**/.well-known/openid-configuration", () -> page.navigate(address));
    }

    /** By Authorize, with code flow and PKCE. */
    public void signIn(Consumer<Page> atTheProvider) {
        var flow = page.locator(".auth-container", having("authorization_code with PKCE"));
        // What opens shows the flows that the page knew at the click.
        await().pollInSameThread().atMost(30, SECONDS).until(() -> {
            page.locator(".scheme-container .authorize").click();
            boolean shown = flow.count() > 0;
            if (!shown) {
                page.locator(".close-modal").click();
            }
            return shown;
        });
        atTheProvider.accept(page.waitForPopup(() -> flow.locator(".authorize").click()));
        // Signed in.
        flow.getByText("Logout").waitFor();
        page.locator(".close-modal").click();
    }

    /** Sends the request of this operation, and returns the answer, which the page has shown. */
    public Response execute(String path) {
        var operation = page.locator(".opblock", having(path)).first();
        operation.locator(".opblock-summary-control").click();
        operation.locator(".try-out__btn").click();
        var answer = page.waitForResponse(
                "**" + path + "**", () -> operation.locator(".execute").click());
        operation
                .locator(".live-responses-table")
                .getByText(Integer.toString(answer.status()))
                .first()
                .waitFor();
        return answer;
    }

    private static Page.LocatorOptions having(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}

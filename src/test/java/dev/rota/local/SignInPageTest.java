package dev.rota.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.local.LocalProvider.Account;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on which people sign in at the one-command start. */
class SignInPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LocalProvider provider;

    @BeforeAll
    static void start() throws IOException {
        provider = LocalProvider.start(
                0,
                List.of(
                        Account.person("ada", "Ada Lovelace", "ada@example.com"),
                        Account.person("grace", "Grace Hopper", "grace@example.com", "planner"),
                        Account.person("alan", "Alan Turing", "alan@example.com", "planner", "administrator"),
                        Account.program("reader", "reader")));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void it_offers_the_people_with_what_they_do_and_no_program() throws Exception {
        String page = HTTP.send(HttpRequest.newBuilder(address()).build(), BodyHandlers.ofString())
                .body();

        assertTrue(page.contains("value=\"ada\">Ada Lovelace – works<"), page);
        assertTrue(page.contains("value=\"grace\">Grace Hopper – plans<"), page);
        assertTrue(page.contains("value=\"alan\">Alan Turing – plans and administers<"), page);
        assertFalse(page.contains("value=\"reader\""), page);
    }

    @Test
    void a_button_and_a_typed_name_with_claims_both_lead_on() throws Exception {
        assertEquals(302, signIn("username=ada"));
        assertEquals(302, signIn("username=mary&claims=" + URLEncoder.encode("{\"email\": \"m@example.com\"}", UTF_8)));
    }

    private static int signIn(String form) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(address())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static URI address() {
        return URI.create(provider.issuer()
                + "/authorize?response_type=code&client_id=board&scope=openid&state=s&nonce=n&redirect_uri="
                + URLEncoder.encode("http://localhost/signed-in", UTF_8));
    }
}

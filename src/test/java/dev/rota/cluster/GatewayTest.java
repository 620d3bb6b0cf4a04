package dev.rota.cluster;

import static dev.rota.cluster.Cluster.succeed;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Browser;
import dev.rota.support.SwaggerUi;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The overlay local, through the one port-forward that README names. */
@Tag("cluster")
class GatewayTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Environment environment;
    private static PortForward forward;
    private static String address;

    @BeforeAll
    static void deploy() {
        environment = Environment.whole().deploy();
        environment.awaitRollout("gateway");
        environment.awaitRollout("keycloak");
        forward = new PortForward(environment.namespace, "gateway");
        address = "localhost:" + forward.port;
    }

    @AfterAll
    static void remove() {
        if (forward != null) {
            forward.close();
        }
        environment.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String address, String form, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .headers(Stream.concat(
                                        Stream.of("Content-Type", "application/x-www-form-urlencoded"),
                                        Stream.of(headers))
                                .toArray(String[]::new))
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The endpoint of the provider's realm, from here. */
    private static String provider(String endpoint) {
        return "http://" + address + "/realms/rota/protocol/openid-connect/" + endpoint;
    }

    private static String field(HttpResponse<String> answer, String name) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body()).get(name).asText();
    }

    /** By the command of README, but for the port. */
    private static String token() throws IOException {
        return succeed(List.of("bash", "-c", command("token=(?:.*\\\\\n)*.*") + "; echo $token"))
                .strip();
    }

    /** The first one of README's part about clusters that looks like this, for this test's port. */
    private static String command(String pattern) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String deploy = readme.substring(readme.indexOf("## Deploy"), readme.indexOf("## Operate"));
        var command =
                Pattern.compile("^    (" + pattern + ")", Pattern.MULTILINE).matcher(deploy);
        assertTrue(command.find(), deploy);
        return command.group(1).replace("localhost:8080", address);
    }

    /** As they stand in README, but for the port and the token. */
    @Test
    void the_first_look_finds_both_services() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String look = readme.substring(readme.indexOf("## A first look"), readme.indexOf("## Deploy"));
        List<String> commands = Pattern.compile("^    (rota (?:.*\\\\\n)*.*)", Pattern.MULTILINE)
                .matcher(look)
                .results()
                .map((MatchResult found) -> found.group(1))
                // What is about somebody in particular.
                .filter(command -> !command.contains("<id>"))
                .toList();
        assertTrue(commands.size() > 5, look);
        String token = token();
        for (String command : commands) {
            String output = succeed(List.of(
                    "bash",
                    "-c",
                    command.replaceFirst("^rota", "curl --silent --show-error --fail --oauth2-bearer " + token)
                            .replace("localhost:8080", address)));
            JsonNode answer = new ObjectMapper().readTree(output);
            assertTrue(
                    answer.has("items") || answer.path("name").asText().equals("Mary Shelley"),
                    command + ": " + output);
        }
    }

    @Test
    void shifts_asks_users_and_every_resource_is_reached() throws IOException, InterruptedException {
        String[] token = {"Authorization", "Bearer " + token()};
        for (String path : List.of("/v1/users", "/v1/shifts", "/v1/absences", "/v1/swaps")) {
            assertEquals(200, get(path, token).statusCode(), path);
            assertEquals(401, get(path).statusCode(), path);
        }
        String nobody = "00000000-0000-4000-8000-000000000000";
        assertEquals(200, get("/v1/people/" + nobody + "/hours", token).statusCode());
        assertEquals(404, get("/v1/calendars/" + nobody, token).statusCode());
        assertTrue(get("/v1/feeds/none.ics").body().contains("There is no feed"));
    }

    /** RFC 7636; as a browser does it that the Swagger UI or the board sends there. */
    @Test
    void people_sign_in_with_keycloak_stay_signed_in_and_sign_out()
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        String verifier = "a-secret-of-the-browser-that-nobody-else-has-seen";
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        String page = "http://localhost:8080/q/swagger-ui/oauth2-redirect.html";
        String client = "client_id=swagger-ui&redirect_uri=" + URLEncoder.encode(page, US_ASCII);
        String request = client + "&response_type=code&scope=openid&state=s&code_challenge_method=S256&code_challenge="
                + challenge;
        assertEquals(
                "invalid_request",
                parameter(
                        get("/realms/rota/protocol/openid-connect/auth?" + request.replaceAll("&code_challenge.*", "")),
                        "error"));

        var form = get("/realms/rota/protocol/openid-connect/auth?" + request);
        var action = Pattern.compile("action=\"http://localhost:8080([^\"]+)\"").matcher(form.body());
        assertTrue(action.find(), form.body());
        String code = parameter(
                post(
                        "http://" + address + action.group(1).replace("&amp;", "&"),
                        "username=grace&password=grace",
                        "Cookie",
                        cookies(form)),
                "code");
        String exchange = client + "&grant_type=authorization_code&code=" + code + "&code_verifier=" + verifier;
        var tokens = post(provider("token"), exchange);
        assertEquals(
                200,
                get("/v1/shifts", "Authorization", "Bearer " + field(tokens, "access_token"))
                        .statusCode());

        String refresh = "client_id=swagger-ui&grant_type=refresh_token&refresh_token=";
        var refreshed = post(provider("token"), refresh + field(tokens, "refresh_token"));
        assertEquals(
                200,
                get("/v1/shifts", "Authorization", "Bearer " + field(refreshed, "access_token"))
                        .statusCode());
        String next = field(refreshed, "refresh_token");
        assertEquals(
                204,
                post(provider("logout"), "client_id=swagger-ui&refresh_token=" + next)
                        .statusCode());
        assertEquals(400, post(provider("token"), refresh + next).statusCode());
    }

    /** The provider is known by the name that the services know it by, which a browser has to be told of. */
    @Test
    void swagger_ui_signs_somebody_in_with_keycloak_and_asks_as_them() {
        String rules = "MAP localhost:8080 127.0.0.1:%1$d, MAP keycloak:8080 127.0.0.1:%1$d".formatted(forward.port);
        try (var browser = Browser.start("--host-resolver-rules=" + rules)) {
            var page = new SwaggerUi(browser.page(), "http://localhost:8080/q/swagger-ui");
            page.signIn(provider -> {
                provider.locator("[name=username]").fill("grace");
                provider.locator("[name=password]").fill("grace");
                provider.locator("[type=submit]").click();
            });
            var answer = page.execute("/v1/shifts/now");
            assertEquals(200, answer.status(), answer::text);
        }
    }

    @Test
    void the_board_signs_somebody_in_with_keycloak_shows_the_week_and_signs_them_out() {
        try (var browser = Browser.start("--host-resolver-rules=MAP localhost:8080 127.0.0.1:" + forward.port)) {
            var page = browser.page();
            page.navigate("http://localhost:8080/week");
            page.locator("[name=username]").fill("grace");
            page.locator("[name=password]").fill("grace");
            page.locator("[type=submit]").click();
            page.waitForURL("http://localhost:8080/week");
            page.locator("#grid").waitFor();
            page.navigate("http://localhost:8080/sign-out");
            // With the state of the request to sign out.
            page.waitForURL(Pattern.compile("http://localhost:8080/signed-out(\\?.*)?"));
        }
    }

    /** As a browser keeps them, which trusts localhost without TLS. */
    private static String cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .collect(Collectors.joining("; "));
    }

    /** Of the address that an answer redirects to. */
    private static String parameter(HttpResponse<String> answer, String name) {
        String location = answer.headers().firstValue("Location").orElseGet(answer::body);
        var value = Pattern.compile("[?&]" + name + "=([^&#]+)").matcher(location);
        assertTrue(value.find(), location);
        return value.group(1);
    }

    /** A page, and the document that it asks for. */
    @Test
    void each_service_describes_itself() throws IOException, InterruptedException {
        assertEquals(200, get("/q/swagger-ui/").statusCode());
        assertEquals(200, get("/users/q/swagger-ui/").statusCode());
        for (String page : List.of("/q/swagger-ui/", "/users/q/swagger-ui/")) {
            String document =
                    get("/q/openapi", "Referer", "http://" + address + page).body();
            assertEquals(page.startsWith("/users"), document.contains("operationId: listUsers"), page);
        }
        assertTrue(get("/users/q/openapi").body().contains("operationId: listUsers"));
    }

    @Test
    void nothing_else_is_reached() throws IOException, InterruptedException {
        for (String path : List.of(
                "/q/metrics",
                "/users/q/metrics",
                "/q/health",
                "/v1/usersx",
                "/api/overview",
                "/realms/master/account",
                "/admin")) {
            assertEquals(404, get(path).statusCode(), path);
        }
    }
}

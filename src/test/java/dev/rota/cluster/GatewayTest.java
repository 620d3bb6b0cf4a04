package dev.rota.cluster;

import static dev.rota.cluster.Cluster.succeed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The overlay local, through the one port-forward that README names. */
@Tag("cluster")
class GatewayTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern PORT = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+)");

    private static Environment environment;
    private static Process forward;
    private static String address;

    @BeforeAll
    static void deploy() throws IOException {
        environment = new Environment().deploy();
        environment.awaitRollout("gateway");
        Path output = Files.createTempFile(Path.of("target"), "port-forward", ".log");
        forward = new ProcessBuilder("kubectl", "-n", environment.namespace, "port-forward", "service/gateway", ":8080")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Awaitility.await("port-forward; its log is " + output)
                .atMost(30, SECONDS)
                .until(() -> PORT.matcher(Files.readString(output)).find());
        var port = PORT.matcher(Files.readString(output));
        port.find();
        address = "localhost:" + port.group(1);
    }

    @AfterAll
    static void remove() {
        if (forward != null) {
            forward.destroy();
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

    /** As they stand in README, but for the port and the token. */
    @Test
    void the_first_look_finds_both_services() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String look = readme.substring(readme.indexOf("## A first look"), readme.indexOf("## Deploy"));
        List<String> commands = Pattern.compile("^    (rota (?:.*\\\\\n)*.*)", Pattern.MULTILINE)
                .matcher(look)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertTrue(commands.size() > 5, look);
        for (String command : commands) {
            String output = succeed(List.of(
                    "bash",
                    "-c",
                    command.replaceFirst("^rota", "curl --silent --show-error --fail")
                            .replace("localhost:8080", address)));
            JsonNode answer = new ObjectMapper().readTree(output);
            assertTrue(
                    answer.has("items") || answer.path("name").asText().equals("Mary Shelley"),
                    command + ": " + output);
        }
    }

    @Test
    void shifts_asks_users_and_every_resource_is_reached() throws IOException, InterruptedException {
        for (String path : List.of("/v1/users", "/v1/shifts", "/v1/absences", "/v1/swaps")) {
            assertEquals(200, get(path).statusCode(), path);
        }
        String nobody = "00000000-0000-4000-8000-000000000000";
        assertEquals(200, get("/v1/people/" + nobody + "/hours").statusCode());
        assertEquals(404, get("/v1/calendars/" + nobody).statusCode());
        assertTrue(get("/v1/feeds/none.ics").body().contains("There is no feed"));
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
        for (String path : List.of("/", "/q/metrics", "/users/q/metrics", "/q/health", "/v1/usersx", "/api/overview")) {
            assertEquals(404, get(path).statusCode(), path);
        }
    }
}

package dev.rota.shared.http;

import static dev.rota.support.Api.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Databases;
import dev.rota.support.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The port of its own for health and metrics. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ManagementTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    @TestHTTPResource(management = true)
    URL management;

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void health_is_up(String kind) {
        given().get(at("/q/health/" + kind))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("status", is("UP"), "checks.status", everyItem(is("UP")));
    }

    @Test
    void only_readiness_depends_on_the_database() {
        given().get(at("/q/health/ready"))
                .then()
                .body("checks", hasSize(greaterThan(0)), "toString()", containsString("database"));
        given().get(at("/q/health/live")).then().body("checks", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"})
    void where_clients_are_there_is_none_of_it(String path) {
        assertEquals(200, given().get(at(path)).statusCode());
        get(path).then().statusCode(404);
    }

    @Test
    void there_is_nothing_else_of_what_clients_can_ask_for() throws IOException {
        var paths = Stream.concat(
                documented(),
                Stream.of("/", "/v1", "/q/openapi", "/q/swagger-ui", "/q/swagger-ui/", "/q/info", "/q/dev"));
        try (var wire = new Wire(management.getPort())) {
            assertAll(paths.flatMap(path -> METHODS.stream().map(method -> (Executable) () -> assertEquals(
                    404,
                    wire.send(method, path, Map.of("Content-Type", "application/json"), "{}".getBytes(UTF_8))
                            .status(),
                    method + " " + path))));
        }
    }

    /** Not even where their address is one of the API. */
    @Test
    void requests_to_it_count_in_no_metric() throws IOException {
        var preflight = Map.of(
                "Origin", "http://x", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "x");
        try (var wire = new Wire(management.getPort())) {
            get("/v1/users").then().statusCode(200);
            // After its answer.
            await().until(() -> !counted(wire).isEmpty());
            var before = counted(wire);
            for (String path : documented().toList()) {
                for (String method : METHODS) {
                    wire.send(method, path, Map.of(), null);
                }
                wire.send("GET", path + "?x=1", Map.of(), null);
                wire.send("OPTIONS", path, preflight, null);
                wire.send("ODD", path, Map.of(), null);
            }
            wire.send("GET", "/q/health/ready", Map.of(), null);
            wire.send("GET", "/nothing", Map.of(), null);
            // One connection, so all of them have been counted, or not.
            assertEquals(before, counted(wire));
        }
    }

    private static TreeSet<String> counted(Wire wire) throws IOException {
        var counted = new TreeSet<String>();
        wire.send("GET", "/q/metrics", Map.of("Accept", "text/plain"), null)
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .forEach(counted::add);
        return counted;
    }

    @ParameterizedTest
    @CsvSource({"/q/health/live, 1025", "/q/metrics, 1025", "/q/health/live, 1048576", "/nothing, 1025"})
    void nobody_sends_it_a_large_body(String path, int length) throws IOException {
        try (var wire = new Wire(management.getPort())) {
            wire.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n", new byte[0]);
            assertEquals(413, wire.read("POST").status());
        }
        assertEquals(200, given().get(at("/q/health/live")).statusCode());
    }

    @Test
    void no_browser_guesses_a_media_type() {
        for (String path : List.of("/q/health/live", "/q/metrics")) {
            assertEquals("nosniff", given().get(at(path)).header("X-Content-Type-Options"));
        }
    }

    private String at(String path) {
        return "http://localhost:" + management.getPort() + path;
    }

    private static Stream<String> documented() throws IOException {
        var paths = new ObjectMapper()
                .readTree(get("/q/openapi?format=json").asString()).path("paths").properties().stream()
                        .map(path -> path.getKey().replaceAll("\\{\\w+}", "01980a5e-0000-7000-8000-000000000000"))
                        .toList();
        assertTrue(paths.size() > 30, paths::toString);
        return paths.stream();
    }
}

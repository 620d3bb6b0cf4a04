package dev.rota.shared.http;

import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.json;
import static dev.rota.support.Api.person;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Databases;
import dev.rota.support.Wire;
import dev.rota.support.Wire.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address has one spelling. Over raw sockets, because clients would write most of these in another way. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PlainPathsTest {

    private static final String ENCODED = "anything percent-encoded";
    private static final String SLASH = "a slash after a slash or at its end";
    private static final String DOTS = "dot segments";
    private static final String SEMICOLON = "parameters; they begin with a semicolon";
    private static final String CHARACTER = "characters that RFC 3986 has no place for in a path";

    @TestHTTPResource
    URL address;

    private record Spelling(String path, String fault) {}

    /** @param path one that is plain, without the slash at its beginning */
    private static Stream<Spelling> spellings(String path) {
        return Stream.concat(
                        path.startsWith("q/")
                                ? Stream.of()
                                : Stream.of(new Spelling("/@/", SLASH), new Spelling("/@/?x=1", SLASH)),
                        Stream.of(
                                new Spelling("/%%%02x%s".formatted((int) path.charAt(0), path.substring(1)), ENCODED),
                                new Spelling("/@;a=b", SEMICOLON),
                                new Spelling("/@;", SEMICOLON),
                                new Spelling("/;a/@", SEMICOLON),
                                new Spelling("/x/..;/@", SEMICOLON),
                                new Spelling("//@", SLASH),
                                new Spelling("/x//@", SLASH),
                                new Spelling("/@//", SLASH),
                                new Spelling("/./@", DOTS),
                                new Spelling("/x/../@", DOTS),
                                new Spelling("/@/.", DOTS),
                                new Spelling("/@/..", DOTS),
                                new Spelling("/../@", DOTS),
                                new Spelling("/@#x", CHARACTER),
                                new Spelling("/@\u00e9", CHARACTER),
                                new Spelling("/@%3Ba=b", ENCODED),
                                new Spelling("/%2f@", ENCODED),
                                new Spelling("/x%2F@", ENCODED),
                                new Spelling("/x%5c@", ENCODED),
                                new Spelling("/%2e/@", ENCODED),
                                new Spelling("/x/%2E%2e/@", ENCODED),
                                new Spelling("/x/.%2e/@", ENCODED),
                                new Spelling("/x/..%3b/@", ENCODED),
                                new Spelling("/@%00", ENCODED),
                                new Spelling("/@%0d%0aX:x", ENCODED),
                                new Spelling("/@%20", ENCODED),
                                new Spelling("/@%3f", ENCODED),
                                new Spelling("/@%23", ENCODED),
                                new Spelling("/@%C3%A9", ENCODED),
                                new Spelling("/@%c0%af", ENCODED),
                                new Spelling("/@%ff", ENCODED),
                                new Spelling("/x%252f@", ENCODED),
                                new Spelling("/x/%252e%252e/@", ENCODED),
                                new Spelling("/x%25252f@", ENCODED)))
                .map(spelling -> new Spelling(spelling.path().replace("@", path), spelling.fault()));
    }

    @Test
    void no_other_spelling_of_an_address_reaches_it() throws IOException {
        var documented = new ObjectMapper()
                .readTree(get("/q/openapi?format=json").asString()).path("paths").properties().stream()
                        .map(path -> path.getKey().replaceAll("\\{\\w+}", "01980a5e-0000-7000-8000-000000000000"));
        var paths = Stream.concat(
                        documented, Stream.of("/nothing", "/v1/nothing", "/q/openapi", "/q/health", "/q/nothing"))
                .map(path -> path.substring(1))
                .toList();
        assertTrue(paths.size() > 30, paths::toString);
        assertAll(paths.stream().map(path -> () -> {
            try (var wire = new Wire(address.getPort())) {
                for (var spelling : spellings(path).toList()) {
                    assertRefused(spelling.fault(), wire.send("GET", spelling.path(), Map.of(), null));
                }
            }
        }));
    }

    /** Quarkus and Netty themselves refuse these, and not by a problem. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1\\users",
                "\\v1/users",
                "/v1/users\\",
                "/x\\..\\v1/users",
                "/v1/users|",
                "/v1/users{}",
                "/v1/users\"",
                "/v1/users<>",
                "/v1/users^",
                "/v1/users`",
                "/v1/users[]",
                "/v1/users%",
                "/v1/users%2",
                "/v1/users%zz",
                "/v1/%u0075sers",
                "/v1/users\u007f",
                "/v1/users\u0001",
                "/v1/users\u0000",
                "/v1/users x"
            })
    void characters_that_no_uri_has_reach_nothing(String path) throws IOException {
        try (var wire = new Wire(address.getPort())) {
            var answer = wire.send("GET", path, Map.of(), null);
            assertEquals(400, answer.status(), answer.body());
            assertFalse(answer.body().contains("items"), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users/",
                "/v1//users",
                "//v1/users",
                "/v1/./users",
                "/v1/x/../users",
                "/v1/%75sers",
                "/v1/users;a"
            })
    void a_write_to_another_spelling_does_nothing_and_leaves_the_connection_usable(String path) throws IOException {
        String email = email();
        byte[] body = json(person("email", email)).getBytes(UTF_8);
        try (var wire = new Wire(address.getPort())) {
            var refusal = wire.send("POST", path, Map.of("Content-Type", "application/json"), body);
            assertEquals(400, refusal.status(), refusal.body());
            get("/v1/users?prefix=" + email).then().statusCode(200).body("items", empty());
            assertEquals(
                    201,
                    wire.send("POST", "/v1/users", Map.of("Content-Type", "application/json"), body)
                            .status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/users, 200",
        "/v1/users?prefix=%2e%2e%2f%3bx//, 200",
        "/v1/users/ada@example.com, 404",
        "/v1/users/a:b!c$d&e'f(g)h*i+j=k~l..., 404",
        "/v1/feeds/..ics, 404",
        "/, 302",
        "/q/swagger-ui/, 200",
        "/q/swagger-ui, 302",
    })
    void what_is_written_plainly_is_looked_up(String target, int status) throws IOException {
        try (var wire = new Wire(address.getPort())) {
            assertEquals(status, wire.send("GET", target, Map.of(), null).status());
        }
    }

    /** A thousand levels are no more work than one. */
    @Test
    void a_path_may_have_as_many_segments_as_fit_into_an_address() throws IOException {
        try (var wire = new Wire(address.getPort())) {
            assertEquals(
                    404, wire.send("GET", "/a".repeat(4_000), Map.of(), null).status());
            assertEquals(
                    414, wire.send("GET", "/a".repeat(100_000), Map.of(), null).status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://localhost/v1/users/ HTTP/1.1",
                "GET http://localhost//v1/users HTTP/1.1",
                "GET http://localhost/x/../v1/users HTTP/1.1",
                "GET http://localhost/v1/%75sers HTTP/1.1",
                "GET http://localhost/v1/users;x HTTP/1.1",
                "GET http://localhost?/v1/users HTTP/1.1",
                "GET http://localhost#/v1/users HTTP/1.1",
                "GET http://elsewhere/v1/users HTTP/1.1",
                "GET http://ada@localhost/v1/users HTTP/1.1",
                "GET http://localhost:80/v1/users HTTP/1.1",
                "GET ftp://localhost/v1/users HTTP/1.1",
                "GET ://localhost/v1/users HTTP/1.1",
                "GET http:///v1/users HTTP/1.1",
                "GET http:/v1/users HTTP/1.1",
                "GET v1/users HTTP/1.1",
                "GET localhost/v1/users HTTP/1.1",
                "GET ?/v1/users HTTP/1.1",
                "GET * HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "CONNECT localhost:80 HTTP/1.1",
            })
    void a_target_of_another_form_reaches_nothing_unless_it_names_the_same_host(String line) throws IOException {
        try (var wire = new Wire(address.getPort())) {
            wire.write(line + "\r\nHost: localhost\r\n\r\n", new byte[0]);
            var answer = wire.read(line.split(" ")[0]);
            assertTrue(answer.status() == 400 || answer.status() == 404, answer.status() + " " + answer.body());
            assertFalse(answer.body().contains("items"), answer.body());
        }
        for (String scheme : new String[] {"http", "https", "HTTP"}) {
            try (var wire = new Wire(address.getPort())) {
                assertEquals(
                        200,
                        wire.send("GET", scheme + "://localhost/v1/users", Map.of(), null)
                                .status());
            }
        }
    }

    private static void assertRefused(String fault, Answer answer) throws IOException {
        assertEquals(400, answer.status(), () -> fault + answer.body());
        assertEquals("application/problem+json", answer.headers().get("Content-Type"));
        assertEquals("no-store", answer.headers().getOrDefault("Cache-Control", "no-store"));
        assertFalse(answer.headers().get(RequestId.HEADER).isBlank());
        var problem = new ObjectMapper().readTree(answer.body());
        assertEquals(
                "The path must not have " + fault + ".", problem.path("detail").asText());
    }
}

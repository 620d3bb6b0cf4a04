package dev.rota.shared.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Databases;
import dev.rota.support.Wire;
import dev.rota.support.Wire.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Databases.class)
class HttpContractTest {

    private static final String NOBODY = "/v1/users/01980a5e-0000-7000-8000-000000000000";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final int LIMIT = 64 * 1024;

    @TestHTTPResource
    URL address;

    @TestHTTPResource(value = "metrics", management = true)
    URL metrics;

    // ---------------------------------------------------------------- problems

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "", "null", "[]", "7", "{} {}", "{\"name\": \"a\", \"name\": \"b\"}", "{\"nmae\": \"a\"}"})
    void a_body_that_is_no_user_is_400(String body) throws IOException {
        assertProblem(400, send("POST", "/v1/users", JSON, body));
    }

    @ParameterizedTest
    @CsvSource({
        "404, GET, /v1/nothing",
        "404, POST, /nothing",
        "404, GET, /v1/users/no-uuid",
        "404, GET, " + NOBODY,
        "404, GET, /v1/shifts/01980a5e-0000-7000-8000-000000000000",
        "405, DELETE, /v1/users",
        "405, POST, " + NOBODY,
        "405, POST, /v1/people/01980a5e-0000-7000-8000-000000000000/shifts",
        "405, PUT, /v1/shifts",
        "405, POST, /v1/shifts/01980a5e-0000-7000-8000-000000000000",
        "405, DELETE, /v1/shifts/now",
        "405, TRACE, /v1/users",
        "415, POST, /v1/users",
        "400, GET, /v1/users?limit=0",
        "400, GET, /v1/users?limit=many",
        "400, GET, /v1/users?cursor=x",
        "400, GET, /v1/shifts?from=yesterday",
    })
    void a_request_without_a_body_is_refused(int status, String method, String target) throws IOException {
        assertProblem(status, send(method, target, Map.of(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x"})
    void a_body_of_another_media_type_is_415(String type) throws IOException {
        assertProblem(415, send("POST", "/v1/users", Map.of("Content-Type", type), "{}"));
    }

    @Test
    void somebody_who_takes_no_json_gets_406() throws IOException {
        assertProblem(406, send("GET", "/v1/users", Map.of("Accept", "text/html"), null));
    }

    @Test
    void a_write_needs_the_version_it_is_meant_for() throws IOException {
        var user = register();
        String address = user.headers().get("Location");
        assertProblem(428, send("PUT", address, JSON, fields()));
        var stale = Map.of("Content-Type", "application/json", "If-Match", "\"7\"");
        assertProblem(412, send("PUT", address, stale, fields()));
        var current = Map.of(
                "Content-Type", "application/json", "If-Match", user.headers().get("ETag"));
        assertEquals(200, send("PUT", address, current, fields()).status());
    }

    @Test
    void an_idempotency_key_for_two_requests_is_422() throws IOException {
        var headers = Map.of(
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        String first = fields();
        var answer = send("POST", "/v1/users", headers, first);
        assertEquals(201, answer.status());
        assertEquals(answer.body(), send("POST", "/v1/users", headers, first).body(), "the first answer again");
        var problem = assertProblem(422, send("POST", "/v1/users", headers, fields()));
        assertEquals("urn:rota:idempotency-key-reused", problem.path("type").asText());
    }

    @Test
    void an_address_too_long_is_414_and_headers_too_large_are_431() throws IOException {
        assertProblem(414, send("GET", "/v1/users?prefix=" + "x".repeat(8 * 1024), Map.of(), null));
        assertProblem(431, send("GET", "/v1/users", Map.of("X-Much", "x".repeat(16 * 1024)), null));
        // Not too long, but no such parameter.
        var refusal = assertProblem(
                400, send("GET", "/v1/users?x=" + "x".repeat(8_000), Map.of("X-Much", "x".repeat(15_000)), null));
        assertEquals("x", refusal.at("/errors/0/field").asText());
    }

    // ---------------------------------------------------------------- the size of bodies

    @ParameterizedTest
    @CsvSource({
        "/v1/users, false, 65537",
        "/v1/users, true, 65537",
        "/v1/users, true, 3145728",
        "/nothing, false, 65537"
    })
    void a_body_over_64_KiB_is_413_and_ends_the_connection(String target, boolean chunked, int length)
            throws IOException {
        try (var wire = new Wire(address.getPort())) {
            byte[] body = "x".repeat(length).getBytes(UTF_8);
            if (chunked) {
                assertProblem(413, wire.sendChunked("POST", target, JSON, body));
            } else {
                // Content-Length without a body: the refusal does not wait for it.
                wire.write(
                        "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + length + "\r\n\r\n",
                        new byte[0]);
                assertProblem(413, wire.read("POST"));
            }
            assertTrue(wire.ended());
        }
        assertEquals(200, send("GET", "/v1/users", Map.of(), null).status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_body_of_exactly_64_KiB_is_read(boolean chunked) throws IOException {
        String body = fields();
        byte[] padded = (body + " ".repeat(LIMIT - body.length())).getBytes(UTF_8);
        try (var wire = new Wire(address.getPort())) {
            var answer = chunked
                    ? wire.sendChunked("POST", "/v1/users", JSON, padded)
                    : wire.send("POST", "/v1/users", JSON, padded);
            assertEquals(201, answer.status(), answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, POST, /nothing, application/json",
        "405, DELETE, /v1/users, application/json",
        "415, POST, /v1/users, text/plain",
        "400, POST, /v1/users, application/json",
        "404, GET, /v1/users/no-uuid, application/json",
    })
    void a_refusal_leaves_the_connection_usable_whether_the_body_was_read_or_not(
            int status, String method, String target, String type) throws IOException {
        try (var wire = new Wire(address.getPort())) {
            // If the body were parsed as a request, it would be answered next.
            byte[] body = "GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8);
            for (int i = 0; i < 3; i++) {
                assertProblem(status, wire.send(method, target, Map.of("Content-Type", type), body));
                assertEquals(
                        200,
                        wire.send("GET", "/v1/users?limit=1", Map.of(), null).status());
            }
        }
    }

    // ---------------------------------------------------------------- where a request ends, and for whom it is

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: x\r\nHost: y\r\nContent-Length: 2\r\n\r\n{}",
                "Host: x\r\nhost: x\r\nContent-Length: 2\r\n\r\n{}",
                "Host: x\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "Host: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Host: x\r\nContent-Length: 2, 2\r\n\r\n{}",
                "Host: x\r\nContent-Length: +2\r\n\r\n{}",
                "Host: x\r\nContent-Length : 2\r\n\r\n{}",
                "Host: x\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 12\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: identity, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}",
                "Host: x\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n2;a=\nb\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n2;a=\rb\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n2;\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
            })
    void a_request_that_can_be_understood_in_two_ways_is_400_and_ends_the_connection(String rest) throws IOException {
        try (var wire = new Wire(address.getPort())) {
            wire.write(
                    "POST /v1/users HTTP/1.1\r\n" + Wire.TOKEN + "Content-Type: application/json\r\n" + rest
                            + "GET /v1/users HTTP/1.1\r\nHost: x\r\n\r\n",
                    new byte[0]);
            var answer = wire.read("POST");
            assertEquals(400, answer.status(), answer.body());
            assertFalse(answer.body().contains("errors"), "refused for its framing, before its body is read");
            assertTrue(wire.ended(), "what follows is not answered");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/users, 401",
        "PUT, /v1/users, 405",
        "GET, /v1/shifts, 401",
        "GET, /v1/nothing, 404",
        "GET, /calendars/nothing, 404"
    })
    void a_broken_chunk_is_answered_too_where_nobody_reads_the_body(String method, String target, int otherwise)
            throws IOException {
        for (String token : List.of("", "Authorization: Bearer none\r\n")) {
            try (var wire = new Wire(address.getPort())) {
                wire.write(
                        method + " " + target + " HTTP/1.1\r\nHost: x\r\n" + token
                                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "zz\r\n{}\r\n0\r\n\r\n",
                        new byte[0]);
                // Whichever is known first.
                int status = wire.read(method).status();
                assertTrue(status == 400 || status == otherwise, status + token);
                assertTrue(wire.ended(), "what follows is not answered");
            }
        }
    }

    @Test
    void a_broken_chunk_does_not_take_the_answer_to_the_request_before_along() throws IOException {
        try (var wire = new Wire(address.getPort())) {
            wire.write(
                    "GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n"
                            + "POST /v1/users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    new byte[0]);
            assertEquals(404, wire.read("GET").status());
        }
    }

    @Test
    void a_body_in_chunks_may_have_extensions() throws IOException {
        try (var wire = new Wire(address.getPort())) {
            wire.write(
                    "POST /v1/users HTTP/1.1\r\nHost: x\r\n" + Wire.TOKEN + "Content-Type: application/json\r\n"
                            + "Transfer-Encoding: Chunked\r\n\r\n2;a=b;c=\"d\"\r\n{}\r\n0\r\n\r\n",
                    new byte[0]);
            assertProblem(400, wire.read("POST"));
            assertEquals(
                    200, wire.send("GET", "/v1/users?limit=1", Map.of(), null).status());
        }
    }

    // ---------------------------------------------------------------- what no client means

    static Stream<Arguments> garbage() {
        String deep = "[".repeat(5_000);
        var bodies = Stream.of(
                        deep,
                        deep + "]".repeat(5_000),
                        "{\"roles\": " + deep + "]".repeat(5_000) + "}",
                        "{\"name\":".repeat(5_000) + "1" + "}".repeat(5_000),
                        "{\"name\": \"\\ud800\", \"email\": \"\\udc00@example.com\"}",
                        "{\"\\ud800\": 1}",
                        "{\"name\": \"\\u00zz\"}",
                        "{\"name\": 1e999999999}",
                        "\u0000\u0001\u0002",
                        // No UTF-8: a half of a pair, and what begins no character.
                        "{\"name\": \"\u00ed\u00a0\u0080\"}",
                        "{\"name\": \"\u00ff\u00fe\"}",
                        "\u00ff\u00fe{\u0000}\u0000")
                .flatMap(body -> Stream.of(
                        arguments("POST", "/v1/users", "X", "x", body),
                        arguments("PATCH", NOBODY, "If-Match", "*", body)));
        var targets = Stream.of(
                        "%", "%zz", "%f", "%ff", "%00", "%c3%28", "%ed%a0%80", "%25%", "{}|^`\u00e9", "\\", "\"<>")
                .flatMap(text -> Stream.of(
                        "/" + text,
                        "/v1/users/" + text,
                        "/v1/shifts?user=" + text,
                        "/v1/users?prefix=" + text,
                        "/v1/users?" + text + "=1"))
                .flatMap(target -> Stream.of("GET", "HEAD").map(method -> arguments(method, target, "X", "x", null)));
        var headers = Stream.of(
                        "Accept", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Authorization")
                .flatMap(name -> Stream.of(
                                "\u00ff\u00fe",
                                "\u0001",
                                "a\u0000b",
                                ";;;=",
                                "\"",
                                "a/b/c",
                                "*/json;q=x",
                                "application/json;charset=none",
                                "W/",
                                ",,",
                                "x".repeat(4_000))
                        .flatMap(value -> Stream.of(
                                        "GET /v1/users", "HEAD /v1/users", "POST /v1/users", "PATCH " + NOBODY)
                                .map(line -> line.split(" "))
                                .map(line -> arguments(
                                        line[0], line[1], name, value, line[0].startsWith("P") ? "{" : null))));
        return Stream.of(bodies, targets, headers).flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbage_is_the_clients_error_and_harms_nobody(
            String method, String target, String header, String value, String body) throws IOException {
        var headers = new HashMap<>(body == null ? Map.of() : JSON);
        headers.put(header, value);
        try (var wire = new Wire(address.getPort())) {
            var answer = wire.send(method, target, headers, body == null ? null : body.getBytes(ISO_8859_1));
            assertTrue(answer.status() < 500, () -> answer.status() + " " + answer.body());
            boolean isNoHttp = answer.status() == 400 && answer.body().isEmpty();
            if (answer.status() >= 400 && !isNoHttp && !method.equals("HEAD")) {
                assertProblem(answer.status(), answer);
            }
        }
        assertEquals(200, send("GET", "/v1/users?limit=1", Map.of(), null).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/users HTTP/1.1|Expect: 100-continue",
                "GET /v1/users HTTP/1.1|Expect: wonders",
                "POST /v1/users HTTP/1.1|Expect: 100-continue",
                "GET /v1/users HTTP/1.1|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "GET /v1/users HTTP/1.1|Connection: Upgrade|Upgrade: websocket",
                "GET /v1/users HTTP/1.1|Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABkAAQAAP__",
                "GET /v1/users HTTP/1.1|Content-Encoding: gzip",
                "POST /v1/users HTTP/1.1|Content-Encoding: gzip",
                "GET /v1/users HTTP/1.1|Range: bytes=5-1",
                "GET /v1/users HTTP/1.1|X-Forwarded-Host: a b|X-Forwarded-Proto: ::|X-Forwarded-Port: x|Forwarded: for=;;",
                "GET /v1/users HTTP/1.1|Origin: null|Access-Control-Request-Method: X",
                "OPTIONS /v1/users HTTP/1.1|Origin: x|Access-Control-Request-Method: GET",
                "GET /v1/users HTTP/1.2|X: x",
                "GET /v1/users HTTP/2.0|X: x",
                "GET http://[::1:1/v1/users HTTP/1.1|X: x",
                "GET * HTTP/1.1|X: x",
                "OPTIONS * HTTP/1.1|X: x",
                "CONNECT elsewhere:80 HTTP/1.1|X: x",
                "PRI * HTTP/2.0|X: x",
                "POST /v1/users/01980a5e-0000-7000-8000-000000000000/deactivate HTTP/1.1|Content-Type: text/plain",
            })
    void whatever_http_has_besides_is_no_fault_of_ours(String request) throws IOException {
        try (var wire = new Wire(address.getPort())) {
            String body = request.startsWith("POST") ? "{}" : "";
            wire.write(
                    request.replace("|", "\r\n") + "\r\n" + Wire.TOKEN + "Host: x\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body,
                    new byte[0]);
            var answer = wire.read(request.split(" ")[0]);
            assertTrue(answer.status() < 500, () -> answer.status() + " " + answer.body());
        }
        assertEquals(200, send("GET", "/v1/users?limit=1", Map.of(), null).status());
    }

    // ---------------------------------------------------------------- the address of the next page

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/users?limit=1&status=ACTIVE HTTP/1.0\r\n\r\n",
                "GET /v1/users?limit=1&status=ACTIVE HTTP/1.1\r\nHost:\r\n\r\n",
                "GET http://elsewhere.example/v1/users?limit=1&status=ACTIVE HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
            })
    void a_link_to_the_next_page_needs_no_host_and_keeps_the_query(String request) throws IOException {
        register();
        register();
        try (var wire = new Wire(address.getPort())) {
            wire.write(request.replaceFirst("\r\n", "\r\n" + Wire.TOKEN), new byte[0]);
            var answer = wire.read("GET");
            assertEquals(200, answer.status(), answer.body());
            String link = answer.headers().get("Link");
            assertTrue(link.matches("</v1/users\\?cursor=[A-Za-z0-9_-]+&limit=1&status=ACTIVE>; rel=\"next\""), link);
        }
    }

    // ---------------------------------------------------------------- Allow

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/users | GET, HEAD, OPTIONS, POST",
                NOBODY + " | DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
                "/v1/people/01980a5e-0000-7000-8000-000000000000/shifts | GET, HEAD, OPTIONS",
                NOBODY + "/deactivate | OPTIONS, POST",
                "/v1/shifts | GET, HEAD, OPTIONS, POST",
                "/v1/shifts/01980a5e-0000-7000-8000-000000000000 | DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
                "/v1/shifts/now | GET, HEAD, OPTIONS",
            })
    void allow_names_the_methods_of_an_address(String target, String allow) throws IOException {
        var options = send("OPTIONS", target, Map.of(), null);
        assertEquals(204, options.status());
        assertEquals(allow, options.headers().get("Allow"));
        for (String method : new String[] {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"}) {
            if (!allow.contains(method)) {
                var refusal = send(method, target, JSON, "{}");
                assertProblem(405, refusal);
                assertEquals(allow, refusal.headers().get("Allow"), method);
            }
        }
    }

    // ---------------------------------------------------------------- X-Request-ID

    @ParameterizedTest
    @ValueSource(strings = {"a", "01980a5e-0000-7000-8000-000000000000", "A.b_c:d/e+f=g@h"})
    void a_safe_request_id_comes_back(String id) throws IOException {
        for (String target : new String[] {"/v1/users", "/v1/nothing", "/q/openapi"}) {
            assertEquals(id, requestId(send("GET", target, Map.of(RequestId.HEADER, id), null)));
        }
    }

    @Test
    void an_unsafe_or_missing_request_id_is_replaced() throws IOException {
        String longest = "x".repeat(128);
        assertEquals(longest, requestId(send("GET", "/v1/users", Map.of(RequestId.HEADER, longest), null)));
        for (String id : new String[] {"a b", longest + "x", "a\tb", "%0d%0aX: y", "\"", "\u00e9", "<b>", ""}) {
            assertMade(requestId(send("GET", "/v1/users", Map.of(RequestId.HEADER, id), null)));
        }
        String made = requestId(send("GET", "/v1/users", Map.of(), null));
        assertMade(made);
        assertNotEquals(made, requestId(send("GET", "/v1/users", Map.of(), null)));
    }

    @Test
    void a_request_id_over_two_lines_adds_no_header_to_the_answer() throws IOException {
        var answer = send("GET", "/v1/users", Map.of(RequestId.HEADER, "a\r\n X-Smuggled: b"), null);
        assertFalse(answer.headers().containsKey("X-Smuggled"));
        assertFalse(answer.headers().getOrDefault(RequestId.HEADER, "").contains("Smuggled"));
    }

    // ---------------------------------------------------------------- metrics

    @Test
    void metrics_count_requests() {
        given().get("/v1/users");
        given().delete(NOBODY);
        given().accept("text/plain")
                .get(metrics)
                .then()
                .statusCode(200)
                .contentType(containsString("text/plain"))
                .body(containsString("# TYPE http_server_requests_seconds "), containsString("uri=\"/v1/users\""))
                // Ids in labels would be unbounded cardinality.
                .body(not(containsString("01980a5e-")));
    }

    @Test
    void whatever_matches_no_route_is_counted_as_one() throws IOException {
        for (int i = 0; i < 120; i++) {
            send("GET", "/a" + i, Map.of("X-Much", "x".repeat(16 * 1024)), null);
            send("POST", "/b" + i, Map.of("Content-Length", "70000"), null);
            send("ODD" + i, "/c" + i, Map.of(), null);
            send("GET", "/d" + i + "?" + "x".repeat(8 * 1024), Map.of(), null);
            send("ODD" + i, "/v1/users", Map.of(), null);
        }
        given().get("/v1/swaps");
        String text = given().accept("text/plain").get(metrics).asString();
        var counted = text.lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .toList();
        assertTrue(
                counted.stream().anyMatch(line -> line.contains("uri=\"/v1/swaps\"")),
                "a route is counted after all that");
        for (String status : new String[] {"404", "413", "414", "431"}) {
            assertTrue(
                    counted.stream().anyMatch(line -> line.contains("uri=\"NOT_FOUND\"") && line.contains(status)),
                    status);
        }
        assertTrue(counted.stream().anyMatch(line -> line.contains("method=\"OTHER\"")));
        assertFalse(text.matches("(?s).*\"(/[abcd]|ODD)[0-9]+\".*"));
    }

    /** In the one list that has to know them. */
    @Test
    void every_route_is_counted_under_its_own_name() {
        var patterns =
                ConfigProvider.getConfig()
                        .getValues("quarkus.micrometer.binder.http-server.match-patterns", String.class)
                        .stream()
                        .map(pattern -> pattern.split("=", 2))
                        .toList();
        given().get("/q/openapi?format=json").jsonPath().getMap("paths").keySet().stream()
                .map(path -> path.toString().replaceAll("\\{[^}]+}", "01980a5e-0000-7000-8000-000000000000"))
                .forEach(path -> {
                    String name = patterns.stream()
                            .filter(pattern -> path.matches(pattern[0].strip()))
                            .findFirst()
                            .orElseThrow()[1];
                    assertTrue(
                            name.startsWith("/v1/")
                                    && !name.contains("01980a5e")
                                    && name.split("/").length == path.split("/").length,
                            path + " is counted as " + name);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/users", "/v1/nothing", "/q/openapi"})
    void no_browser_guesses_a_media_type(String target) throws IOException {
        assertEquals("nosniff", send("GET", target, Map.of(), null).headers().get("X-Content-Type-Options"));
    }

    private Answer register() throws IOException {
        var answer = send("POST", "/v1/users", JSON, fields());
        assertEquals(201, answer.status(), answer.body());
        return answer;
    }

    private static String fields() {
        return "{\"name\": \"Ada\", \"email\": \"%s@example.com\"}".formatted(UUID.randomUUID());
    }

    private Answer send(String method, String target, Map<String, String> headers, String body) throws IOException {
        try (var wire = new Wire(address.getPort())) {
            return wire.send(method, target, headers, body == null ? null : body.getBytes(UTF_8));
        }
    }

    private static String requestId(Answer answer) {
        return answer.headers().get(RequestId.HEADER);
    }

    private static void assertMade(String id) {
        assertEquals(id, UUID.fromString(id).toString());
    }

    private static JsonNode assertProblem(int status, Answer answer) throws IOException {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.headers().get("Content-Type"));
        assertFalse(requestId(answer).isBlank());
        var problem = new ObjectMapper().readTree(answer.body());
        assertEquals(status, problem.path("status").asInt());
        for (String member : new String[] {"type", "title", "detail"}) {
            assertFalse(problem.path(member).asText().isBlank(), () -> member + " in " + answer.body());
        }
        assertFalse(
                answer.body().matches("(?s).*(Exception|\\bat [a-z]+\\.|(java|jakarta|dev|io|org|com)\\.[a-z]+\\.).*"),
                answer.body());
        return problem;
    }
}

package dev.rota.shared.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Databases;
import dev.rota.support.Wire;
import dev.rota.support.Wire.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proxies say of a request, and everybody else may say too, is not believed. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@TestProfile(ForwardedHeadersTest.AccessLog.class)
class ForwardedHeadersTest {

    /** The tests leave it out otherwise. */
    public static class AccessLog implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.access-log.enabled", "true");
        }
    }

    private static final Map<String, String> FORGED = Map.of(
            "Forwarded", "for=203.0.113.7;host=forged.example;proto=https",
            "X-Forwarded-For", "203.0.113.7",
            "X-Forwarded-Host", "forged.example",
            "X-Forwarded-Port", "4711",
            "X-Forwarded-Prefix", "/forged",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Ssl", "on",
            "X-Forwarded-Uri", "/forged",
            "X-HTTP-Method-Override", "DELETE",
            "X-Original-URL", "/forged");

    @TestHTTPResource
    URL address;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/users?limit=1",
                "GET /v1/users/changes?limit=1",
                "GET /v1/users/no-uuid",
                "GET /v1/nothing",
                "GET /v1/shifts?from=yesterday",
                "GET /v1/feeds/none.ics",
                "DELETE /v1/users",
                "OPTIONS /v1/users",
                "GET /q/openapi",
                "GET /q/swagger-ui",
            })
    void they_change_no_answer(String request) throws IOException {
        register(Map.of());
        register(Map.of());
        Answer expected = send(request, Map.of(), null);
        Answer answer = send(request, FORGED, null);
        assertEquals(expected.status(), answer.status());
        assertEquals(lasting(expected), lasting(answer));
        assertEquals(expected.body(), answer.body());
    }

    @Test
    void they_change_no_refusal_of_a_token() throws IOException {
        var invalid = Map.of("Authorization", "Bearer none");
        var forged = new HashMap<>(FORGED);
        forged.putAll(invalid);
        Answer expected = send("GET /v1/users", invalid, null);
        assertEquals(401, expected.status());
        assertEquals(lasting(expected), lasting(send("GET /v1/users", forged, null)));
    }

    @Test
    void the_address_of_what_is_created_and_that_of_the_next_page_have_no_host() throws IOException {
        String location = register(FORGED).headers().get("Location");
        assertTrue(location.matches("/v1/users/[0-9a-f-]{36}"), location);
        register(FORGED);
        String link = send("GET /v1/users?limit=1", FORGED, null).headers().get("Link");
        assertTrue(link.matches("</v1/users\\?cursor=[A-Za-z0-9_-]+&limit=1>; rel=\"next\""), link);
    }

    @Test
    void they_are_not_in_the_access_log() throws IOException {
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new PatternFormatter("%s").format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("io.quarkus.http.access-log");
        log.addHandler(handler);
        try {
            send("GET /v1/users/forwarded", Map.of(), null);
            send("GET /v1/users/forwarded", FORGED, null);
            // Written when the answer is on its way.
            await().until(() ->
                    lines.stream().filter(line -> line.contains("/forwarded")).count() == 2);
        } finally {
            log.removeHandler(handler);
        }
        assertEquals(
                1,
                lines.stream()
                        .map(line -> line.replaceFirst("[0-9]+ms$", ""))
                        .distinct()
                        .count(),
                lines::toString);
    }

    private Answer register(Map<String, String> headers) throws IOException {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        Answer answer = send(
                "POST /v1/users",
                all,
                "{\"name\": \"Ada\", \"email\": \"%s@example.com\"}".formatted(UUID.randomUUID()));
        assertEquals(201, answer.status(), answer.body());
        return answer;
    }

    private Answer send(String request, Map<String, String> headers, String body) throws IOException {
        String[] line = request.split(" ");
        try (var wire = new Wire(address.getPort())) {
            return wire.send(line[0], line[1], headers, body == null ? null : body.getBytes(UTF_8));
        }
    }

    /** Without what each answer has of its own. */
    private static Map<String, String> lasting(Answer answer) {
        var headers = new TreeMap<>(answer.headers());
        headers.keySet().removeIf(name -> Set.of("date", "x-request-id").contains(name.toLowerCase()));
        return headers;
    }
}

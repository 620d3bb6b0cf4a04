package dev.rota.shared.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** One request id in the response, in the log and in the call of users, which is broken here. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(value = RequestIdTest.BrokenUsers.class, restrictToAnnotatedClass = true)
class RequestIdTest {

    private static final String ID = "story-1";

    /** Knows nobody, answers 500 to everything else, and remembers under which id it was asked. */
    public static class BrokenUsers implements QuarkusTestResourceLifecycleManager {

        private final List<String> ids = new CopyOnWriteArrayList<>();
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/v1/users/me", exchange -> {
                byte[] nobody = "{\"type\": \"urn:rota:person-unknown\"}".getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(403, nobody.length);
                exchange.getResponseBody().write(nobody);
                exchange.close();
            });
            server.createContext("/", exchange -> {
                ids.add(exchange.getRequestHeaders().getFirst("X-Request-ID"));
                exchange.sendResponseHeaders(500, -1);
                exchange.close();
            });
            server.start();
            return Map.of(
                    "quarkus.rest-client.users.url",
                    "http://localhost:" + server.getAddress().getPort());
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(this, new TestInjector.MatchesType(BrokenUsers.class));
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    BrokenUsers users;

    @Test
    void the_id_of_a_request_is_in_its_log_lines_and_in_the_request_to_users() {
        var lines = new CopyOnWriteArrayList<ExtLogRecord>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord published) {
                var line = ExtLogRecord.wrap(published);
                line.copyMdc();
                lines.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("dev.rota.shifts");
        log.addHandler(handler);
        try {
            given().header(RequestId.HEADER, ID)
                    .header("Authorization", Tokens.of(Tokens.STAFF))
                    .contentType("application/json")
                    .body("{\"assignee\": \"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00\", \"location\": \"Kiosk\","
                            + " \"start\": \"2026-03-29T00:00:00Z\", \"end\": \"2026-03-29T08:00:00Z\","
                            + " \"zone\": \"Europe/Berlin\"}")
                    .post("/v1/shifts")
                    .then()
                    .statusCode(503)
                    .header(RequestId.HEADER, ID);
        } finally {
            log.removeHandler(handler);
        }
        assertEquals(List.of(ID), users.ids);
        assertEquals(
                List.of(ID),
                lines.stream()
                        .filter(line -> line.getMessage().startsWith("users could not be asked"))
                        .map(line -> line.getMdc(RequestId.MDC_KEY))
                        .toList());
    }
}

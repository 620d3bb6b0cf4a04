package dev.rota.images;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both programs say of a day's requests, with every level that can be raised raised. */
class LogsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = UUID.randomUUID().toString();
    /** Made up for this run, so that they are found wherever they are. */
    private static final Map<String, String> PERSON = Map.of(
            "name", "Ottokar" + KEY.substring(0, 8),
            "email", "ottokar" + KEY.substring(0, 8) + "@example.com",
            "phone", "+4930" + Math.abs(KEY.hashCode()));

    private static final String NOTES = "Notes" + KEY.substring(9, 13);

    private static PackagedService users;
    private static PackagedService shifts;
    private static String token;

    @BeforeAll
    static void a_day() throws Exception {
        users = PackagedService.start("users", raised(Map.of()));
        shifts = PackagedService.start("shifts", raised(Map.of("USERS_URL", users.address())));

        var body = JSON.createObjectNode();
        PERSON.forEach(body::put);
        String user = ok(users.post("/v1/users", body.toString(), "Idempotency-Key", KEY), 201)
                .path("id")
                .asText();
        ok(users.post("/v1/users", body.toString()), 409);
        ok(users.post("/v1/users", body.put("email", PERSON.get("name")).toString()), 400);
        ok(users.get("/v1/users?limit=5&prefix=" + PERSON.get("name")), 200);
        ok(users.get("/v1/users?limit=" + PERSON.get("name")), 400);
        ok(users.get("/v1/users/" + PERSON.get("name")), 404);
        ok(users.get("/v1/users/changes"), 200);

        String shift = """
                {"assignee": "%s", "start": "2040-01-02T08:00:00Z", "end": "2040-01-02T16:00:00Z",
                 "zone": "Europe/Berlin", "location": "Café", "notes": "%s", "status": "PUBLISHED"}""".formatted(user, NOTES);
        ok(shifts.post("/v1/shifts", shift), 201);
        ok(shifts.post("/v1/shifts", shift), 409);
        ok(shifts.get("/v1/people/" + user + "/hours?from=2040-01-02T00:00:00Z&weeks=1"), 200);
        token = ok(
                        shifts.post(
                                "/v1/calendars",
                                JSON.createObjectNode().put("user", user).toString(),
                                "Authorization",
                                Tokens.person(PERSON.get("email"))),
                        201)
                .path("path")
                .asText()
                .replaceAll(".*/|\\.ics$", "");
        assertEquals(200, shifts.get("/v1/feeds/" + token + ".ics").statusCode());
        assertEquals(404, shifts.get("/v1/feeds/" + token + "/x").statusCode());
        assertEquals(404, shifts.get("/v1/feeds/" + token.substring(1) + ".ics").statusCode());
        // Written when its answer is on its way.
        await().until(() -> log("shifts").stream().anyMatch(line -> line.contains("/v1/feeds/*** HTTP/1.1\\\" 404")));
    }

    @AfterAll
    static void stop() {
        Stream.of(shifts, users).filter(Objects::nonNull).forEach(PackagedService::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void no_level_of_any_category_logs_a_token_a_password_or_a_person(String module) throws IOException {
        String log = String.join("\n", log(module));
        String password = PackagedService.database(module).get("DB_PASSWORD");
        assertAll(Stream.concat(PERSON.values().stream(), Stream.of(token, token.substring(1, 42), NOTES, password))
                .map(secret -> () -> assertEquals(-1, log.indexOf(secret), () -> "logged: " + around(log, secret))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void the_access_log_has_every_request_with_its_duration(String module) throws IOException {
        var access = log(module).stream()
                .filter(line -> line.contains("io.quarkus.http.access-log"))
                .toList();
        var line = Pattern.compile("(GET|POST) /v1/\\S* HTTP/1.1\\\\\" [0-9]{3} [0-9]+B [0-9]+ms");
        assertTrue(access.size() >= 6, access::toString);
        assertEquals(
                List.of(), access.stream().filter(line.asPredicate().negate()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void a_start_without_faults_and_an_ordinary_refusal_warn_of_nothing(String module) throws IOException {
        assertEquals(
                List.of(),
                log(module).stream()
                        .filter(line -> line.matches(".*(?:WARN|ERROR|FATAL|WARNING).*"))
                        // Of the levels that this test asks for.
                        .filter(line -> !line.contains("below minimum logging level"))
                        .toList());
    }

    @Test
    void a_raised_level_raises_the_loggers_of_rota() throws IOException {
        assertTrue(
                log("users").stream()
                        .filter(line -> line.contains("below minimum logging level"))
                        .noneMatch(line -> line.contains("dev.rota")),
                () -> "dev.rota can be raised to TRACE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void a_program_says_its_version_in_its_first_line_its_metrics_and_its_openapi_document(String module)
            throws Exception {
        var service = module.equals("users") ? users : shifts;
        String version = ok(service.get("/q/openapi?format=json"), 200)
                .at("/info/version")
                .asText();
        assertTrue(version.matches("[0-9A-Za-z][0-9A-Za-z._-]+"), version);
        assertTrue(
                log(module).stream().anyMatch(line -> line.contains("rota-" + module + " " + version + " on JVM")),
                version);
        String metrics = service.manage("/q/metrics").body();
        assertTrue(metrics.contains("rota_info{version=\"" + version + "\"} 1"), metrics);
    }

    private static List<String> log(String module) throws IOException {
        return (module.equals("users") ? users : shifts).log();
    }

    private static Map<String, String> raised(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("LOG_LEVEL", "TRACE");
        all.put("QUARKUS_LOG_LEVEL", "TRACE");
        for (String category :
                List.of("IO_QUARKUS", "IO_VERTX", "IO_NETTY", "ORG_HIBERNATE", "ORG_FLYWAYDB", "ORG_JBOSS_RESTEASY")) {
            all.put("QUARKUS_LOG_CATEGORY__" + category + "__LEVEL", "TRACE");
        }
        return all;
    }

    private static JsonNode ok(java.net.http.HttpResponse<String> answer, int status) throws IOException {
        assertEquals(status, answer.statusCode(), answer::body);
        return JSON.readTree(answer.body());
    }

    private static String around(String log, String secret) {
        int at = log.indexOf(secret);
        return log.substring(Math.max(0, at - 200), Math.min(log.length(), at + 100));
    }
}

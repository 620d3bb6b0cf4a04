package dev.rota.images;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Databases;
import dev.rota.support.PackagedService;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that the images hold, opened, and run together. */
class ArtefactsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static PackagedService users;
    private static PackagedService shifts;
    private static PackagedService board;

    @BeforeAll
    static void start() {
        users = PackagedService.start("users", Map.of());
        shifts = PackagedService.start("shifts", Map.of("USERS_URL", users.address()));
        board = PackagedService.start("board", Map.of("USERS_URL", users.address(), "SHIFTS_URL", shifts.address()));
        // The first call of users, with a token of its own, may miss the deadline on a busy machine.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> planned(UUID.randomUUID(), "warm").statusCode() == 422);
    }

    @AfterAll
    static void stop() {
        // What did not start is null, and what did is ended all the same.
        Stream.of(board, shifts, users).filter(Objects::nonNull).forEach(PackagedService::close);
    }

    /** The embedded PostgreSQL and the OpenID provider that asks for no password. */
    private static final Pattern STAND_INS = Pattern.compile("zonky|mock/oauth2|mockwebserver");

    /** What only modules with a database need, and what only pages do. */
    private static final Pattern DATABASE = Pattern.compile(
            "^(db/|org/flywaydb|org/hibernate/(orm|reactive|sql)|org/postgresql|io/vertx/(pgclient|sqlclient))"
                    + "|rota/shared/(database|changes)|startup/migration|^application-database");

    private static final Pattern PAGES =
            Pattern.compile("^(templates|messages|board)/|^io/quarkus/(qute|csrf)|webjars/|htmx");

    /** The names of all files in its jars. */
    private static Set<String> entries(String module) throws IOException {
        var entries = new TreeSet<String>();
        try (var jars = Files.walk(PackagedService.jars(module))) {
            for (Path jar : jars.filter(f -> f.toString().endsWith(".jar")).toList()) {
                try (var file = new JarFile(jar.toFile())) {
                    // Quarkus generates classes beside ours; theirs are named after them.
                    file.stream().map(entry -> entry.getName().toLowerCase()).forEach(entries::add);
                }
            }
        }
        return entries;
    }

    private static void assertNone(Set<String> entries, Pattern pattern) {
        assertEquals(List.of(), entries.stream().filter(pattern.asPredicate()).toList());
    }

    @Test
    void the_board_holds_its_pages_and_nothing_of_a_database() throws IOException {
        var entries = entries("board");
        for (String own : List.of(
                "dev/rota/board/roster/rosterresource.class",
                "templates/board/frame.html",
                "messages/board_de.properties",
                "board/board.css",
                "application-board.properties")) {
            assertTrue(entries.contains(own), own);
        }
        assertNone(entries, DATABASE);
        assertNone(entries, STAND_INS);
        assertNone(entries, Pattern.compile("rota[/._](users|shifts|local)|^application-(users|shifts)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void a_service_holds_nothing_of_pages(String module) throws IOException {
        var entries = entries(module);
        assertNone(entries, PAGES);
        assertNone(entries, Pattern.compile("rota[/._]board|^application-board"));
    }

    @ParameterizedTest
    @CsvSource({"users,shifts", "shifts,users"})
    void an_artefact_holds_its_own_module_and_nothing_of_the_other(String own, String other) throws IOException {
        var entries = entries(own);
        assertTrue(
                entries.stream()
                        .anyMatch(n -> n.startsWith("dev/rota/" + own) && n.endsWith("/" + own + "resource.class")),
                entries::toString);
        assertTrue(entries.contains("db/%s/v1__%s.sql".formatted(own, own)), entries::toString);
        assertEquals(
                Set.of(),
                entries.stream()
                        .filter(n -> n.contains("rota/" + other)
                                || n.contains("rota_" + other)
                                || n.contains("rota." + other)
                                || n.startsWith("application-" + other)
                                || n.startsWith("db/" + other)
                                || n.contains("rota/local")
                                || STAND_INS.matcher(n).find())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts", "board"})
    void an_artefact_holds_no_jar_that_only_the_build_needs(String module) throws IOException {
        var buildOnly = Pattern.compile("container-image|jib|quarkus-kubernetes-[0-9]|fabric8|dekorate|deployment");
        try (var files = Files.walk(PackagedService.jars(module))) {
            var jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
            assertTrue(jars.stream().anyMatch(name -> name.startsWith("io.quarkus.quarkus-core")), jars::toString);
            assertEquals(
                    List.of(), jars.stream().filter(buildOnly.asPredicate()).toList());
        }
    }

    @Test
    void users_documents_and_serves_its_own_paths_only() throws Exception {
        assertEquals(
                Set.of(
                        "/v1/users",
                        "/v1/users/changes",
                        "/v1/users/me",
                        "/v1/users/query",
                        "/v1/users/{id}",
                        "/v1/users/{id}/identities",
                        "/v1/users/{id}/identities/{identity}",
                        "/v1/users/{id}/names",
                        "/v1/users/{id}/deactivate",
                        "/v1/users/{id}/reactivate"),
                paths(users));
        assertEquals(404, users.get("/v1/shifts").statusCode());
        assertEquals(
                404, users.get("/v1/people/" + UUID.randomUUID() + "/shifts").statusCode());
    }

    @Test
    void shifts_documents_and_serves_its_own_paths_only() throws Exception {
        assertEquals(
                Set.of(
                        "/v1/absences",
                        "/v1/absences/{id}",
                        "/v1/absences/{id}/approve",
                        "/v1/absences/{id}/decline",
                        "/v1/absences/{id}/withdraw",
                        "/v1/calendars",
                        "/v1/calendars/{id}",
                        "/v1/feeds/{token}.ics",
                        "/v1/people/{id}/hours",
                        "/v1/people/{id}",
                        "/v1/people/{id}/shifts",
                        "/v1/people/{id}/shifts/claimable",
                        "/v1/shifts",
                        "/v1/shifts/changes",
                        "/v1/shifts/conflicts",
                        "/v1/shifts/copy",
                        "/v1/shifts/now",
                        "/v1/shifts/publish",
                        "/v1/shifts/query",
                        "/v1/shifts/{id}",
                        "/v1/shifts/{id}/claim",
                        "/v1/shifts/{id}/history",
                        "/v1/swaps",
                        "/v1/swaps/{id}",
                        "/v1/swaps/{id}/accept",
                        "/v1/swaps/{id}/approve",
                        "/v1/swaps/{id}/decline",
                        "/v1/swaps/{id}/withdraw"),
                paths(shifts));
        assertEquals(404, shifts.get("/v1/users").statusCode());
    }

    @Test
    void swagger_ui_is_part_of_what_has_an_api() throws Exception {
        for (var service : List.of(users, shifts)) {
            assertEquals(200, service.get("/q/swagger-ui/").statusCode());
        }
        for (String path : List.of("/q/swagger-ui/", "/q/openapi", "/v1/users", "/v1/shifts")) {
            assertEquals(404, board.get(path).statusCode(), path);
        }
    }

    @Test
    void the_board_asks_who_looks_and_takes_no_token_for_an_answer() throws Exception {
        for (var answer : List.of(board.look("/week"), board.get("/week"))) {
            assertEquals(302, answer.statusCode(), answer.body());
            String provider = answer.headers().firstValue("Location").orElseThrow();
            assertTrue(provider.contains("code_challenge_method=S256"), provider);
            assertTrue(provider.contains("redirect_uri=https%3A%2F%2F"), provider);
        }
    }

    @Test
    void the_board_is_ready_without_the_others_once_pages_are_warm() throws Exception {
        String nobody = "http://localhost:1";
        try (var alone = PackagedService.start("board", Map.of("USERS_URL", nobody, "SHIFTS_URL", nobody))) {
            String metrics = alone.manage("/q/metrics").body();
            assertTrue(
                    Pattern.compile("http_server_requests_seconds_count\\{.*outcome=\"SUCCESS\".*uri=\"/\\{span}\"")
                            .matcher(metrics)
                            .find(),
                    metrics);
            assertFalse(metrics.contains("outcome=\"CLIENT_ERROR\",status=\"4"), metrics);
        }
    }

    @Test
    void health_and_metrics_are_at_a_port_of_their_own_and_nothing_else_is() throws Exception {
        for (var service : List.of(users, shifts, board)) {
            for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/metrics")) {
                assertEquals(200, service.manage(path).statusCode(), path);
                assertEquals(404, service.get(path).statusCode(), path);
            }
            for (String path : List.of("/q/swagger-ui/", "/q/openapi")) {
                assertEquals(404, service.manage(path).statusCode(), path);
            }
            for (String path : service == board ? Set.of("/week", "/signed-out") : paths(service)) {
                assertEquals(
                        404, service.manage(path.replaceAll("\\{\\w+}", "x")).statusCode(), path);
            }
        }
    }

    @Test
    void a_program_that_is_told_to_stop_says_that_it_is_not_ready_and_serves_on() throws Exception {
        try (var stopping = PackagedService.start("users", Map.of("SHUTDOWN_DELAY", "60S"))) {
            stopping.terminate();
            await().atMost(30, SECONDS)
                    .until(() -> stopping.manage("/q/health/ready").statusCode() == 503);
            assertEquals(200, stopping.manage("/q/health/live").statusCode());
            assertEquals(200, stopping.manage("/q/metrics").statusCode());
            var answer = stopping.get("/v1/users");
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("close", answer.headers().firstValue("Connection").orElse(""));
        }
    }

    @Test
    void a_program_is_ready_once_it_has_warmed_up_and_that_leaves_no_trace() throws Exception {
        try (var another = PackagedService.start("users", Map.of("WARM_UP_ROUNDS", "30"))) {
            var log = another.log();
            assertTrue(log.stream().anyMatch(line -> line.contains("by 30 rounds")), log::toString);
            assertFalse(log.stream().anyMatch(line -> line.contains("/v1/users")), "clients' requests only are logged");
        }
        for (var trace : Map.of("/v1/users?prefix=nobody", users, "/v1/shifts?from=2000-01-01T00:00:00Z", shifts)
                .entrySet()) {
            var answer = trace.getValue().get(trace.getKey());
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(0, JSON.readTree(answer.body()).get("items").size(), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void the_init_containers_program_finds_the_modules_migrations_and_ends(String module) throws Exception {
        var newest = Stream.of(new File("src/main/resources/db", module).list())
                .map(file -> MigrationVersion.fromVersion(file.replaceFirst("^V(.+)__.*$", "$1")))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var log = PackagedService.migrate(module);
        assertTrue(log.contains("Executed 0 migrations; the schema has version " + newest), log::toString);
    }

    @Test
    void a_program_starts_on_the_schema_of_its_successor() throws Exception {
        String successor =
                "INSERT INTO flyway_schema_history SELECT 1000, '1000', 'successor', type, 'V1000__successor.sql', 0,"
                        + " installed_by, now(), 0, true FROM flyway_schema_history WHERE version = '1'";
        try (var database = Databases.connection("users");
                var statement = database.createStatement()) {
            statement.execute(successor);
            try (var rolledBack = PackagedService.start("users", Map.of())) {
                assertEquals(200, rolledBack.get("/v1/users").statusCode());
            } finally {
                statement.execute("DELETE FROM flyway_schema_history WHERE version = '1000'");
            }
        }
    }

    @Test
    void the_pair_plans_a_shift_for_a_person_and_refuses_to_plan_it_twice() throws Exception {
        String ada = register("ada-" + UUID.randomUUID());
        var shift =
                "{\"assignee\":\"%s\",\"start\":\"2030-01-01T08:00:00+01:00\",\"end\":\"2030-01-01T16:00:00+01:00\","
                                .formatted(ada)
                        + "\"zone\":\"Europe/Berlin\",\"location\":\"Harbour\"}";
        var planned = shifts.post("/v1/shifts", shift);
        assertEquals(201, planned.statusCode(), planned.body());
        var again = shifts.post("/v1/shifts", shift);
        assertEquals(409, again.statusCode(), again.body());
        assertEquals(
                JSON.readTree(planned.body()).get("id"),
                JSON.readTree(again.body()).at("/clash/id"));
        var on = JSON.readTree(shifts.get("/v1/shifts/now?view=planned&at=2030-01-01T12:00:00Z&user=" + ada)
                .body());
        assertEquals(1, on.get("items").size());
    }

    private static HttpResponse<String> planned(UUID person, String requestId)
            throws IOException, InterruptedException {
        return shifts.post(
                "/v1/shifts",
                "{\"assignee\":\"%s\",\"start\":\"2030-01-02T08:00:00Z\",\"end\":\"2030-01-02T09:00:00Z\",\"zone\":\"UTC\",\"location\":\"x\"}"
                        .formatted(person),
                "X-Request-ID",
                requestId);
    }

    @Test
    void a_request_has_one_id_in_the_json_logs_of_both() throws Exception {
        String id = "trace-" + UUID.randomUUID();
        var answer = planned(UUID.randomUUID(), id);
        assertEquals(422, answer.statusCode(), answer.body());
        assertEquals(id, answer.headers().firstValue("X-Request-ID").orElseThrow());
        for (var service : List.of(users, shifts)) {
            // An access log is written when the answer has ended, which its reader may be the first to see.
            await("a line with " + id)
                    .atMost(10, SECONDS)
                    .until(() -> !linesWith(id, service).isEmpty());
            for (String line : linesWith(id, service)) {
                assertEquals(id, JSON.readTree(line).at("/mdc/requestId").asText(), line);
            }
        }
    }

    private static List<String> linesWith(String id, PackagedService service) throws IOException {
        return service.log().stream().filter(line -> line.contains(id)).toList();
    }

    private static String register(String name) throws Exception {
        var answer = users.post("/v1/users", "{\"name\":\"%s\",\"email\":\"%s@example.com\"}".formatted(name, name));
        assertEquals(201, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body()).get("id").asText();
    }

    private static Set<String> paths(PackagedService service) throws Exception {
        JsonNode document = JSON.readTree(service.get("/q/openapi?format=json").body());
        var paths = new TreeSet<String>();
        document.get("paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }
}

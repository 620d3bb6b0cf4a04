package dev.rota.shifts.people;

import static dev.rota.shifts.people.UsersStub.answer;
import static dev.rota.shifts.people.UsersStub.answering;
import static dev.rota.shifts.people.UsersStub.beginning;
import static dev.rota.shifts.people.UsersStub.forEver;
import static dev.rota.shifts.people.UsersStub.json;
import static dev.rota.shifts.people.UsersStub.knowing;
import static dev.rota.shifts.people.UsersStub.user;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.EnumSource.Mode.MATCH_ANY;

import dev.rota.shifts.people.UsersStub.Behaviour;
import dev.rota.shifts.people.UsersStub.Connection;
import dev.rota.support.Client;
import dev.rota.support.Databases;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The shifts module while users fails, in every way that we could think of. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(value = UsersStub.class, restrictToAnnotatedClass = true)
class UsersFaultTest {

    private static final Behaviour HEALTHY = knowing("ACTIVE");

    private static Duration longest = Duration.ZERO;

    @TestHTTPResource
    URI root;

    @Inject
    MeterRegistry metrics;

    UsersStub users;
    Client client;

    /** Responses that are not a valid answer to the request. */
    enum Fault {
        DOWN(null),
        HANGS_UP_AT_ONCE(connection -> {}),
        HANGS_UP_ON_A_REQUEST(Connection::request),
        HANGS_UP_WITHIN_THE_BODY(beginning(answer(200, LONG, "{"), connection -> {})),
        SILENT(Connection::untilTheClientHangsUp),
        SILENT_WITHIN_THE_BODY(beginning(answer(200, LONG, "{"), Connection::untilTheClientHangsUp)),
        TRICKLING_HEADERS(beginning("HTTP/1.1 200 OK\r\nH: ", forEver("h", 100))),
        TRICKLING_BODY(beginning(answer(200, CHUNKED, ""), forEver("1\r\n \r\n", 100))),
        TRICKLING_ERROR(beginning(answer(500, CHUNKED, ""), forEver("1\r\n \r\n", 100))),
        ENDLESS_HEADERS(beginning("HTTP/1.1 200 OK\r\n", forEver("H: h\r\n", 0))),
        ENDLESS_BODY(beginning(answer(200, CHUNKED, ""), forEver(CHUNK, 0))),
        ENDLESS_ERROR(beginning(answer(500, CHUNKED, ""), forEver(CHUNK, 0))),
        ENDLESS_GIGABYTE(beginning(answer(200, LONG, ""), forEver(CHUNK, 0))),
        NOT_HTTP(answering("SSH-2.0-OpenSSH_9.9\r\n")),
        SERVER_ERROR(answering(json(500, "application/json", "{}"))),
        NOT_FOUND_SAYS_A_PROXY(answering(json(404, "text/html", "<h1>Not Found</h1>"))),
        NOT_FOUND_SAYS_NOBODY(answering(answer(404, "Content-Length: 0\r\n", ""))),
        REDIRECT(answering(answer(302, "Location: /v1/users/elsewhere\r\nContent-Length: 0\r\n", ""))),
        NO_CONTENT(answering(answer(204, "", ""))),
        EMPTY(answering(json(200, "application/json", ""))),
        NULL(answering(json(200, "application/json", "null"))),
        GARBAGE(answering(json(200, "application/json", "{\"id\": "))),
        SOMEBODY_ELSE(answering(user(UUID.randomUUID().toString(), "ACTIVE")));

        final Behaviour behaviour;

        Fault(Behaviour behaviour) {
            this.behaviour = behaviour;
        }
    }

    private static final String LONG = "Content-Type: application/json\r\nContent-Length: 1073741824\r\n";
    private static final String CHUNKED = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
    private static final String CHUNK = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

    /** Closes the circuit breaker, whose rolling window has 10 calls. */
    @BeforeEach
    void users_is_well() {
        client = new Client(root);
        users.become(HEALTHY);
        await().atMost(10, SECONDS)
                .until(() ->
                        Stream.generate(() -> plan(somebody())).limit(10).allMatch(answer -> answer.status() == 201));
    }

    @AfterEach
    void no_answer_took_long() {
        assertTrue(client.longest().toSeconds() < 5, client.longest().toString());
        longest = client.longest().compareTo(longest) > 0 ? client.longest() : longest;
    }

    @AfterAll
    static void tell() {
        System.out.println("Longest answer while users fails: " + longest.toMillis() + " ms");
    }

    @ParameterizedTest
    @EnumSource
    void nobody_is_planned_on_an_answer_that_is_none(Fault fault) {
        users.become(fault.behaviour);
        var answer = plan(somebody());
        assertTrue(answer.isUnavailable("users-unavailable"), answer.toString());
    }

    /** It is not asked at all, so how it fails makes no difference. */
    @ParameterizedTest
    @EnumSource(names = {"DOWN", "SILENT"})
    void whatever_needs_no_users_goes_on(Fault fault) {
        String ada = somebody();
        String path = "/v1/shifts/" + plan(ada).id();
        users.become(fault.behaviour);

        for (var list : new String[] {"/v1/shifts", "/v1/shifts/now", "/v1/people/" + ada + "/shifts"}) {
            assertEquals(200, client.get(list + "?user=" + ada).status());
        }
        assertEquals(
                1,
                client.get("/v1/people/" + ada + "/shifts").body().path("items").size());
        assertEquals(200, client.get("/v1/people/" + ada + "/hours?zone=UTC").status());
        var before = client.get(path).body();
        assertEquals(ada, before.path("assignee").asText());

        var noted = client.send("PATCH", path, Map.of("notes", "Bring the key."));
        assertEquals(200, noted.status());
        assertEquals("Bring the key.", noted.body().path("notes").asText());
        for (var kept : new String[] {"assignee", "start", "end"}) {
            assertEquals(before.path(kept), noted.body().path(kept));
        }
        assertEquals(
                "CANCELLED",
                client.send("DELETE", path, null).body().path("status").asText());
        assertEquals(201, plan(null).status());
        assertEquals(0, users.connections());
    }

    @ParameterizedTest
    @EnumSource(
            mode = MATCH_ANY,
            names = {"SILENT.*", "TRICKLING.*", "ENDLESS.*"})
    void an_answer_without_end_is_not_read_for_ever(Fault fault) {
        users.become(fault.behaviour);
        int requests = 20;
        var answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> plan(somebody()), Executors.newCachedThreadPool()))
                .limit(requests)
                .toList();
        answers.forEach(answer -> assertTrue(answer.join().isUnavailable("users-unavailable"), answer.toString()));
        await("connections are given up").atMost(5, SECONDS).until(() -> users.open() == 0);
        // What the sockets' buffers take belongs to the kernel: some MiB each.
        assertTrue(users.sent() < requests * (16L << 20), users.sent() + " bytes");
        assertEquals(200, client.get("/v1/shifts").status());
    }

    @Test
    void a_swap_is_neither_offered_nor_approved_while_users_is_down_but_is_accepted_and_ended() {
        String ada = somebody();
        String bob = somebody();
        var offer = Map.of("offeredBy", ada, "offered", upcoming(ada), "wanted", upcoming(bob));
        var swaps = Stream.generate(() -> client.post("/v1/swaps", offer))
                .limit(3)
                .map(answer -> "/v1/swaps/" + answer.id())
                .toList();
        users.become(Fault.DOWN.behaviour);

        assertTrue(client.post("/v1/swaps", offer).isUnavailable("users-unavailable"));
        assertEquals(
                200, client.post(swaps.get(0) + "/accept", Map.of("user", bob)).status());
        assertTrue(client.post(swaps.get(0) + "/approve", null).isUnavailable("users-unavailable"));
        assertEquals("ACCEPTED", client.get(swaps.get(0)).body().path("status").asText());
        assertEquals(200, client.post(swaps.get(1) + "/decline", null).status());
        assertEquals(200, client.post(swaps.get(2) + "/withdraw", null).status());

        users.become(HEALTHY);
        await().atMost(10, SECONDS)
                .until(() -> client.post(swaps.get(0) + "/approve", null).status() == 200);
        users.become(Fault.DOWN.behaviour);
        // Approving again is idempotent and does not ask users.
        assertEquals(200, client.post(swaps.get(0) + "/approve", null).status());
    }

    @Test
    void what_has_to_be_asked_of_users_is_not_answered_without() {
        String ada = UsersStub.STAFF;
        assertEquals(201, plan(ada).status());
        String feed = client.post("/v1/calendars", Map.of("user", ada))
                .body()
                .path("path")
                .asText();
        assertEquals(200, client.get(feed).status());
        String shift = "/v1/shifts/" + plan(ada, 24, "Harbour café").id();
        users.become(null);
        var role = client.send("PATCH", shift, Map.of("role", "barista"));
        assertTrue(role.isUnavailable("users-unavailable"), role.toString());
        for (var path : new String[] {"/v1/shifts/conflicts?user=" + ada, "/v1/people/" + ada + "/hours", feed}) {
            assertTrue(client.get(path).isUnavailable("users-unavailable"), path);
        }
    }

    private static Map<String, Object> tomorrow(String person) {
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.DAYS);
        return Map.of(
                "user",
                person,
                "start",
                start.toString(),
                "end",
                start.plusSeconds(3600).toString());
    }

    /** Some people with two shifts each at one place. */
    private List<String> team(int size, String place) {
        var people = Stream.generate(UsersFaultTest::somebody).limit(size).toList();
        for (String person : people) {
            assertEquals(201, plan(person, 0, place).status());
            assertEquals(201, plan(person, 24, place).status());
        }
        return people;
    }

    private static Map<String, Object> copy(String place) {
        var from = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
        return Map.of(
                "from", from.toString(),
                "to", from.plus(3, ChronoUnit.DAYS).toString(),
                "location", place,
                "weeks", List.of(1));
    }

    @Test
    void for_a_report_and_a_copy_everybody_is_asked_for_at_once() {
        String place = somebody();
        team(20, place);
        users.become(knowing("INACTIVE"));
        var report = client.get("/v1/shifts/conflicts?location=" + place);
        assertEquals(200, report.status());
        assertEquals(40, report.body().path("items").size());
        assertEquals(1, users.requests());
        var copied = client.post("/v1/shifts/copy", copy(place));
        assertEquals(40, copied.body().path("skipped").size());
        assertEquals(2, users.requests());
    }

    @Test
    void more_than_500_people_are_asked_for_by_two_requests_at_once() throws SQLException {
        String place = somebody();
        try (var connection = Databases.connection("shifts");
                var insert = connection.prepareStatement("INSERT INTO shift"
                        + " (id, assignee_id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)"
                        + " SELECT gen_random_uuid(), gen_random_uuid(), now(), now() + interval '1 hour', 'Europe/Berlin',"
                        + " ?, 'DRAFT', 0, now(), now() FROM generate_series(1, 501)")) {
            insert.setString(1, place);
            assertEquals(501, insert.executeUpdate());
        }
        users.become(knowing("INACTIVE", 700));
        var report = client.get("/v1/shifts/conflicts?location=" + place);
        assertEquals(501, report.body().path("items").size());
        assertEquals(2, users.requests());
    }

    @Test
    void what_is_unknown_of_many_is_said_of_each() {
        String place = somebody();
        var people = team(3, place);
        users.become(connection -> {
            connection.request();
            connection.send(UsersStub.Request.answer("ACTIVE", people.subList(1, 3), people.subList(0, 1)));
        });
        var report = client.get("/v1/shifts/conflicts?location=" + place);
        assertEquals(200, report.status());
        report.body().path("items").forEach(conflict -> {
            assertEquals("UNKNOWN_PERSON", conflict.path("kind").asText());
            assertEquals(people.get(0), conflict.path("person").asText());
        });
        assertEquals(2, report.body().path("items").size());
    }

    @Test
    void an_answer_that_leaves_somebody_out_is_none() {
        String place = somebody();
        var people = team(3, place);
        users.become(connection -> {
            connection.request();
            connection.send(UsersStub.Request.answer("ACTIVE", people.subList(1, 3), List.of()));
        });
        assertTrue(client.get("/v1/shifts/conflicts?location=" + place).isUnavailable("users-unavailable"));
    }

    /** Slow, but within the limit of one attempt; too slow; and one connection lost late, so that there are two. */
    enum Slow {
        WITHIN_THE_LIMIT(knowing("ACTIVE", 700), false),
        TOO_SLOW(knowing("ACTIVE", 1_500), true),
        LOST_LATE_AND_SLOW_AGAIN(
                connection -> {
                    var request = connection.request();
                    Thread.sleep(1_000);
                    if (connection.number > 1) {
                        connection.send(request.answer("ACTIVE"));
                    }
                },
                true);

        final Behaviour behaviour;
        final boolean unavailable;

        Slow(Behaviour behaviour, boolean unavailable) {
            this.behaviour = behaviour;
            this.unavailable = unavailable;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatever_asks_users_is_answered_within_two_seconds_however_slow_they_are(Slow slow) {
        String place = somebody();
        String ada = team(20, place).get(0);
        String bob = somebody();
        var window = Map.of("from", "2100-01-01T00:00:00Z", "to", "2100-01-02T00:00:00Z");
        String open = plan(null, Instant.parse("2100-01-03T08:00:00Z"), place, "PUBLISHED")
                .id();
        String hers = upcoming(ada);
        String his = upcoming(bob);
        var operations = new LinkedHashMap<String, Supplier<Client.Answer>>();
        operations.put("report", () -> client.get("/v1/shifts/conflicts?location=" + place));
        operations.put("copy", () -> client.post("/v1/shifts/copy", copy(place)));
        operations.put("hours", () -> client.get("/v1/people/" + ada + "/hours"));
        operations.put("claimable", () -> client.get("/v1/people/" + ada + "/shifts/claimable"));
        operations.put("claim", () -> client.post("/v1/shifts/" + open + "/claim", Map.of("user", ada)));
        operations.put(
                "swap", () -> client.post("/v1/swaps", Map.of("offeredBy", ada, "offered", hers, "wanted", his)));
        operations.put("plan", () -> plan(somebody()));
        operations.put("move", () -> client.send("PATCH", "/v1/shifts/" + hers, Map.of("assignee", somebody())));
        operations.put("calendar", () -> client.post("/v1/calendars", Map.of("user", UsersStub.STAFF)));
        operations.put(
                "absence",
                () -> client.post(
                        "/v1/absences", Map.of("user", ada, "start", window.get("from"), "end", window.get("to"))));
        operations.forEach((name, operation) -> {
            users_is_well();
            users.become(slow.behaviour);
            long begin = System.nanoTime();
            var answer = operation.get();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertEquals(slow.unavailable, answer.isUnavailable("users-unavailable"), name + ": " + answer);
            assertTrue(slow.unavailable || answer.status() < 300, name + ": " + answer);
            assertTrue(millis < 2_000, name + " took " + millis + " ms");
        });
        assertEquals(200, client.post("/v1/shifts/publish", window).status());
    }

    @ParameterizedTest
    @EnumSource(names = {"HANGS_UP_ON_A_REQUEST", "SERVER_ERROR", "NOT_FOUND_SAYS_A_PROXY", "SILENT"})
    void an_erasure_that_ended_half_way_goes_on_when_it_is_repeated(Fault fault) {
        String ada = somebody();
        String absences = "/v1/absences?user=" + ada;
        assertEquals(201, client.post("/v1/absences", tomorrow(ada)).status());
        users.become(fault.behaviour);
        assertTrue(client.send("DELETE", "/v1/people/" + ada, null).isUnavailable("users-unavailable"));
        assertEquals(1, client.get(absences).body().path("items").size());

        users.become(connection -> {
            for (var request = connection.request(); request != null; request = connection.request()) {
                if (request.line().startsWith("DELETE")) {
                    fault.behaviour.serve(connection);
                    return;
                }
                connection.send(request.answer("INACTIVE"));
            }
        });
        // Where the failure before has opened the circuit breaker, after a while.
        await().atMost(10, SECONDS).until(() -> {
            assertTrue(client.send("DELETE", "/v1/people/" + ada, null).isUnavailable("users-unavailable"));
            return client.get(absences).body().path("items").isEmpty();
        });

        users.become(connection -> {
            for (var request = connection.request(); request != null; request = connection.request()) {
                connection.send(request.line().startsWith("DELETE") ? answer(204, "", "") : request.answer("INACTIVE"));
            }
        });
        await().atMost(10, SECONDS)
                .until(() -> client.send("DELETE", "/v1/people/" + ada, null).status() == 204);
    }

    @Test
    void users_of_a_version_that_cannot_erase_has_nobody_erased() {
        String ada = somebody();
        String absences = "/v1/absences?user=" + ada;
        assertEquals(201, client.post("/v1/absences", tomorrow(ada)).status());
        users.become(connection -> {
            for (var request = connection.request(); request != null; request = connection.request()) {
                connection.send(
                        request.line().contains("/names")
                                ? json(404, "application/problem+json", "{\"status\": 404}")
                                : request.answer("ACTIVE"));
            }
        });
        assertTrue(client.send("DELETE", "/v1/people/" + ada, null).isUnavailable("users-unavailable"));
        assertEquals(1, client.get(absences).body().path("items").size());
    }

    @Test
    void only_an_active_user_is_planned() {
        assertEquals(201, plan(somebody()).status());
        users.become(knowing("INACTIVE"));
        assertNotPlannable("is not active");
        users.become(answering(json(404, "application/problem+json", "{\"status\": 404}")));
        assertNotPlannable("is no user");
    }

    private void assertNotPlannable(String why) {
        var answer = plan(somebody());
        assertEquals(422, answer.status());
        assertEquals(why, answer.body().at("/errors/0/message").asText());
    }

    @Test
    void a_connection_that_fails_is_tried_once_more() {
        users.become(connection -> {
            if (connection.number > 1) {
                HEALTHY.serve(connection);
            }
        });
        assertEquals(201, plan(somebody()).status());
        assertEquals(2, users.connections());

        users.become(Fault.HANGS_UP_ON_A_REQUEST.behaviour);
        assertEquals(503, plan(somebody()).status());
        assertEquals(2, users.requests());
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "SERVER_ERROR", "REDIRECT", "GARBAGE"})
    void anything_else_is_asked_once(Fault fault) {
        users.become(fault.behaviour);
        assertEquals(503, plan(somebody()).status());
        assertEquals(1, users.connections());
        assertTrue(users.requests() <= 1, "requests: " + users.requests());
    }

    @ParameterizedTest
    @CsvSource({"DOWN, 2, 0", "SERVER_ERROR, 1, 0", "SILENT, 1, 1100", "TRICKLING_BODY, 1, 1100"})
    void every_attempt_is_measured_also_without_an_answer(Fault fault, int attempts, int millis) {
        var failed = metrics.get("users.calls").tag("outcome", "failed").timer();
        long count = failed.count();
        double time = failed.totalTime(MILLISECONDS);
        users.become(fault.behaviour);
        assertEquals(503, plan(somebody()).status());
        assertEquals(count + attempts, failed.count());
        assertTrue(failed.totalTime(MILLISECONDS) - time >= millis, "measured: " + failed.totalTime(MILLISECONDS));
    }

    @Test
    void a_connection_that_users_closed_while_nobody_used_it_is_no_failure() {
        users.become(connection -> {
            if (connection.number == 1) {
                connection.send(connection.request().answer("ACTIVE"));
                // The client learns of the end only when it has asked again.
                connection.request();
            } else {
                HEALTHY.serve(connection);
            }
        });
        // Until that connection's turn has come again.
        int planned = 0;
        while (users.requests() == planned && planned < 20) {
            assertEquals(201, plan(somebody()).status());
            planned++;
        }
        assertEquals(planned + 1, users.requests());
    }

    @Test
    void users_is_left_in_peace_while_it_fails_and_asked_again_when_it_is_well() {
        users.become(Fault.SERVER_ERROR.behaviour);
        for (int i = 0; i < 30; i++) {
            assertTrue(plan(somebody()).isUnavailable("users-unavailable"));
        }
        assertTrue(users.requests() <= 10, "asked " + users.requests() + " times");

        users.become(HEALTHY);
        var healed = Instant.now();
        await().atMost(10, SECONDS).until(() -> plan(somebody()).status() == 201);
        System.out.println(
                "Planned again after " + Duration.between(healed, Instant.now()).toMillis() + " ms");
    }

    private static String somebody() {
        return UUID.randomUUID().toString();
    }

    /** A shift that is published and yet to begin. */
    private String upcoming(String assignee) {
        return plan(assignee, Instant.parse("2100-01-01T08:00:00Z"), "Harbour café", "PUBLISHED")
                .id();
    }

    private Client.Answer plan(String assignee) {
        return plan(assignee, 0, "Harbour café");
    }

    private Client.Answer plan(String assignee, int inHours, String place) {
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(inHours, ChronoUnit.HOURS);
        return plan(assignee, start, place, "DRAFT");
    }

    private Client.Answer plan(String assignee, Instant start, String place, String status) {
        var shift = new HashMap<String, Object>();
        shift.put("status", status);
        shift.put("assignee", assignee);
        shift.put("start", start.toString());
        shift.put("end", start.plusSeconds(3600).toString());
        shift.put("zone", "Europe/Berlin");
        shift.put("location", place);
        return client.post("/v1/shifts", shift);
    }
}

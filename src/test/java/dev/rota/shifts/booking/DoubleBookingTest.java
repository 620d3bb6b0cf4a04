package dev.rota.shifts.booking;

import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.json;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.work;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Databases.class)
class DoubleBookingTest {

    private static final String DOUBLE_BOOKING = "urn:rota:double-booking";

    private static String at(Response shift) {
        return SHIFTS + "/" + id(shift);
    }

    private static String person() {
        return id(user());
    }

    /** On one day, from this hour to that one. */
    private static Map<String, Object> hours(Object assignee, int start, int end) {
        var midnight = Instant.parse("2028-06-01T00:00:00Z");
        return work(
                "assignee",
                assignee,
                "start",
                midnight.plus(Duration.ofHours(start)),
                "end",
                midnight.plus(Duration.ofHours(end)));
    }

    private static Response planned(Object assignee, int start, int end) {
        return created(post(SHIFTS, hours(assignee, start, end)));
    }

    private static void refusedFor(Response clash, Response answer) {
        refused(answer, 409, DOUBLE_BOOKING, "assignee")
                .then()
                .body("clash", is(Map.of("id", id(clash), "start", clash.path("start"), "end", clash.path("end"))));
    }

    // ------------------------------------------------------------------------------------------------ one at a time

    @ParameterizedTest
    @CsvSource({"8, 16", "7, 9", "15, 17", "7, 17", "10, 11", "8, 9", "15, 16", "0, 9", "15, 24"})
    void nobody_is_planned_twice_for_the_same_time(int start, int end) {
        String ada = person();
        var first = planned(ada, 8, 16);
        refusedFor(first, post(SHIFTS, hours(ada, start, end)));

        var open = planned(null, start, end);
        refusedFor(first, put(at(open), hours(ada, start, end), "If-Match", "*"));
        refusedFor(first, patch(at(open), Map.of("assignee", ada), "If-Match", "*"));
        assertEquals(open.asString(), get(at(open)).asString());

        var elsewhere = planned(ada, 30, 31);
        var moved = hours(ada, start, end);
        refusedFor(first, put(at(elsewhere), moved, "If-Match", "*"));
        refusedFor(
                first,
                patch(at(elsewhere), Map.of("start", moved.get("start"), "end", moved.get("end")), "If-Match", "*"));
        assertEquals(elsewhere.asString(), get(at(elsewhere)).asString());
    }

    @Test
    void one_second_is_enough_to_clash() {
        String ada = person();
        var first = planned(ada, 8, 16);
        refusedFor(first, post(SHIFTS, work("assignee", ada, "start", "2028-06-01T15:59:59Z")));
        refusedFor(
                first,
                post(SHIFTS, work("assignee", ada, "start", "2028-06-01T07:00:00Z", "end", "2028-06-01T08:00:01Z")));
    }

    @Test
    void the_earliest_of_several_clashes_is_named() {
        String ada = person();
        planned(ada, 1, 2);
        var first = planned(ada, 4, 5);
        planned(ada, 6, 7);
        refusedFor(first, post(SHIFTS, hours(ada, 2, 8)));
    }

    @Test
    void a_shift_may_begin_at_the_instant_another_ends() {
        String ada = person();
        planned(ada, 8, 16);
        planned(ada, 16, 24);
        planned(ada, 0, 8);
    }

    @Test
    void a_shift_does_not_clash_with_itself() {
        String ada = person();
        String shift = at(planned(ada, 8, 16));
        put(shift, hours(ada, 9, 17), "If-Match", "*").then().statusCode(200);
        patch(shift, Map.of("notes", "Same time"), "If-Match", "*").then().statusCode(200);
    }

    @Test
    void open_shifts_and_those_of_others_never_clash() {
        String ada = person();
        planned(ada, 8, 16);
        planned(null, 8, 16);
        planned(null, 8, 16);
        planned(person(), 8, 16);
    }

    @Test
    void a_draft_takes_its_time_as_a_published_shift_does() {
        String ada = person();
        var draft = shift("assignee", ada, "status", "DRAFT");
        refusedFor(draft, post(SHIFTS, work("assignee", ada, "status", "PUBLISHED")));
    }

    @Test
    void a_shift_that_is_cancelled_moved_opened_or_given_away_frees_its_time() {
        String ada = person();
        var first = planned(ada, 8, 16);
        delete(at(first), "If-Match", "*").then().statusCode(200);
        var second = planned(ada, 8, 16);
        put(at(second), hours(ada, 16, 24), "If-Match", "*").then().statusCode(200);
        var third = planned(ada, 8, 16);
        patch(at(third), "{\"assignee\": null}", "If-Match", "*").then().statusCode(200);
        var fourth = planned(ada, 8, 16);
        patch(at(fourth), Map.of("assignee", person()), "If-Match", "*").then().statusCode(200);
        planned(ada, 8, 16);
    }

    // ------------------------------------------------------------------------------------------------ all at once

    // Not with REST Assured: a hundred threads of it leave too little of a small machine to the services.
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static CompletableFuture<HttpResponse<String>> send(String method, String path, Object body) {
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .header("Authorization", Tokens.of(Tokens.STAFF))
                .method(method, BodyPublishers.ofString(json(body)))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    /** A cold JVM would miss the time-out of users; the tests below are about concurrency, not about warm-up. */
    private static void warmUp() {
        String ada = person();
        for (int i = 0; i < 200; i++) {
            send("POST", SHIFTS, hours(ada, i / 2, i / 2 + 1)).join();
        }
    }

    @Test
    void of_200_who_plan_one_person_for_one_hour_at_once_exactly_one_does() {
        warmUp();
        String ada = person();
        var hour = hours(ada, 8, 9);
        var sent = IntStream.range(0, 200)
                .mapToObj(i -> send("POST", SHIFTS, hour))
                .toList();
        var answers = sent.stream().map(CompletableFuture::join).toList();

        var counts = answers.stream().collect(groupingBy(HttpResponse::statusCode, TreeMap::new, counting()));
        System.out.println("200 writers, one person, one hour: " + counts);
        assertEquals(Map.of(201, 1L, 409, 199L), counts);
        var booked = bodies(answers, 201).findAny().orElseThrow();
        var clashes = bodies(answers, 409)
                .map(body -> List.of(
                        body.getString("type"),
                        body.getString("clash.id"),
                        body.getString("clash.start"),
                        body.getString("clash.end")))
                .collect(toSet());
        assertEquals(
                Set.of(List.of(
                        DOUBLE_BOOKING, booked.getString("id"), booked.getString("start"), booked.getString("end"))),
                clashes);
    }

    private static Stream<JsonPath> bodies(List<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(a -> a.statusCode() == status).map(a -> JsonPath.from(a.body()));
    }

    @Test
    void however_many_plan_and_exchange_shifts_at_once_nobody_is_ever_booked_twice() throws SQLException {
        warmUp();
        var people = List.of(person(), person(), person());
        var planned = new ConcurrentLinkedQueue<String>();
        // Something to exchange from the first moment on.
        for (int i = 0; i < 24; i++) {
            planned.add(id(planned(people.get(i % 3), i, i + 1)));
        }
        var statuses = new ConcurrentLinkedQueue<String>();
        var writers = IntStream.range(0, 100).mapToObj(Random::new).map(random -> {
            int start = random.nextInt(36);
            var work = hours(people.get(random.nextInt(3)), start, start + 1 + random.nextInt(6));
            Supplier<CompletableFuture<Void>> exchange = () -> {
                var all = List.copyOf(planned);
                return send(
                                "PATCH",
                                SHIFTS + "/" + all.get(random.nextInt(all.size())),
                                Map.of("assignee", people.get(random.nextInt(3))))
                        .thenAccept(answer -> statuses.add("PATCH " + answer.statusCode()));
            };
            return send("POST", SHIFTS, work)
                    .thenAccept(answer -> {
                        statuses.add("POST " + answer.statusCode());
                        if (answer.statusCode() == 201) {
                            planned.add(JsonPath.from(answer.body()).getString("id"));
                        }
                    })
                    .thenCompose(done -> exchange.get())
                    .thenCompose(done -> exchange.get());
        });
        CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new)).join();

        // Without any conflict, the run would prove nothing.
        assertEquals(Set.of("PATCH 200", "PATCH 409", "POST 201", "POST 409"), Set.copyOf(statuses));
        try (var connection = Databases.connection("shifts");
                var overlaps = connection.prepareStatement("SELECT a.id, b.id FROM shift a JOIN shift b"
                        + " ON a.assignee_id = b.assignee_id AND a.id < b.id"
                        + " AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
                        + " WHERE a.status <> 'CANCELLED' AND b.status <> 'CANCELLED'");
                var kept = connection.prepareStatement("SELECT count(*) FROM shift WHERE id = ANY (?)")) {
            kept.setArray(1, connection.createArrayOf("uuid", planned.toArray()));
            try (var rows = kept.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(planned.size(), rows.getInt(1));
            }
            try (var rows = overlaps.executeQuery()) {
                assertFalse(rows.next(), "two shifts of one person overlap");
            }
        }
    }
}

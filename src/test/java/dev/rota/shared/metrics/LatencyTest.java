package dev.rota.shared.metrics;

import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rota.support.Api;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics that the PromQL of autoscalers, dashboard and alerts relies on. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class LatencyTest {

    private static final UUID NOBODY = new UUID(0, 0);

    private static final String SEEN_BY_SHIFTS = "users_calls_seconds_%s{outcome=\"answered\"%s}";
    private static final String SERVED_BY_USERS =
            "http_server_requests_seconds_%s{method=\"GET\",outcome=\"CLIENT_ERROR\",status=\"404\",uri=\"/v1/users/{id}\"%s}";

    @TestHTTPResource(value = "metrics", management = true)
    URL metrics;

    /** The first call of all may take too long. */
    @BeforeEach
    void shifts_reaches_users() {
        await().atMost(30, SECONDS).until(() -> plan(NOBODY) == 422);
    }

    @Test
    void both_sides_of_a_call_are_counted_in_the_same_buckets() {
        double seen = value(SEEN_BY_SHIFTS, "count", "");
        double served = value(SERVED_BY_USERS, "count", "");
        assertEquals(422, plan(UUID.randomUUID()));
        assertEquals(seen + 1, value(SEEN_BY_SHIFTS, "count", ""));
        // A server counts a request after its response, maybe after the client has it.
        await().atMost(5, SECONDS).until(() -> value(SERVED_BY_USERS, "count", "") == served + 1);
        assertEquals(seen + 1, value(SEEN_BY_SHIFTS, "bucket", ",le=\"+Inf\""));
        assertFalse(buckets(SEEN_BY_SHIFTS).isEmpty());
        assertEquals(buckets(SEEN_BY_SHIFTS), buckets(SERVED_BY_USERS));
        assertEquals("1.2", buckets(SEEN_BY_SHIFTS).get(buckets(SEEN_BY_SHIFTS).size() - 2));
    }

    @Test
    void failures_are_there_to_be_counted_before_the_first_one() {
        assertEquals(buckets(SEEN_BY_SHIFTS), buckets(SEEN_BY_SHIFTS.replace("answered", "failed")));
    }

    @Test
    void a_rehearsal_counts_for_nothing() {
        double seen = value(SEEN_BY_SHIFTS, "count", "");
        double served = value(SERVED_BY_USERS, "count", "");
        assertEquals(422, plan(NOBODY));
        assertEquals(404, Api.get(USERS + "/" + NOBODY).statusCode());
        assertEquals(seen, value(SEEN_BY_SHIFTS, "count", ""));
        assertEquals(served, value(SERVED_BY_USERS, "count", ""));
    }

    @Test
    void each_pool_tells_how_many_connections_it_uses() {
        for (var module : List.of("users", "shifts")) {
            String series = "sql_pool_active{pool_name=\"%s\",pool_type=\"sql\"} ".formatted(module);
            assertEquals(
                    1, metrics().lines().filter(line -> line.startsWith(series)).count(), series);
        }
    }

    private static int plan(UUID assignee) {
        return Api.post(
                        SHIFTS,
                        Map.of(
                                "assignee", assignee,
                                "location", "Harbour",
                                "zone", "Europe/Berlin",
                                "start", "2030-01-01T08:00:00+01:00",
                                "end", "2030-01-01T16:00:00+01:00"))
                .statusCode();
    }

    /** 0 for a series that is not there. */
    private double value(String series, String suffix, String more) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series.formatted(suffix, more) + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private List<String> buckets(String series) {
        var pattern = Pattern.compile(
                Pattern.quote(series.formatted("bucket", ",le=@")).replace("@", "\\E\"([^\"]+)\"\\Q"));
        return pattern.matcher(metrics()).results().map(match -> match.group(1)).toList();
    }

    private String metrics() {
        // Each label is followed by a comma, also the last one.
        return Api.get(metrics.toString(), "Accept", "text/plain").asString().replace(",}", "}");
    }
}

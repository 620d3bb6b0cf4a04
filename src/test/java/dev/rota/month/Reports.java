package dev.rota.month;

import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.query;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.month.Business.Place;
import dev.rota.support.Api;
import dev.rota.support.OwnDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Compares the reports of the API with the same in SQL. */
final class Reports {

    /** What a person works in each of some weeks that begin on a Monday, in seconds. */
    private static final String HOURS = """
            SELECT CAST(extract(epoch FROM coalesce(
                sum(least(s.ends_at, w.till) - greatest(s.starts_at, w.since)) FILTER (WHERE s.id IS NOT NULL), '0')) AS bigint)
            FROM generate_series(0, %5$d - 1) n
            CROSS JOIN LATERAL (SELECT CAST(date '%4$s' + 7 * n AS timestamp) AT TIME ZONE '%3$s' AS since,
                CAST(date '%4$s' + 7 * n + 7 AS timestamp) AT TIME ZONE '%3$s' AS till) w
            LEFT JOIN %1$s s ON s.assignee_id = '%2$s' AND s.status <> 'CANCELLED'
                AND s.starts_at < w.till AND s.ends_at > w.since
            GROUP BY n ORDER BY n""";

    /**
     * The conflicts of a window at a place whose people work nowhere else, and not just outside the window: of an
     * edition, and of the other one for double bookings.
     */
    private static final String CONFLICTS = """
            WITH s AS (
                SELECT * FROM %1$s WHERE assignee_id IS NOT NULL AND status <> 'CANCELLED' AND location = '%3$s'
                    AND starts_at < '%5$s' AND ends_at > '%4$s'
            ), paired AS (
                SELECT *, lag(id) OVER by_person AS other, starts_at - lag(ends_at) OVER by_person AS rest,
                    override_reason IS NOT NULL OR lag(override_reason) OVER by_person IS NOT NULL AS overridden
                FROM s WINDOW by_person AS (PARTITION BY assignee_id ORDER BY starts_at, id)
            ), weekly AS (
                SELECT s.*, week, least(ends_at, (week + interval '7 days') AT TIME ZONE zone)
                    - greatest(starts_at, week AT TIME ZONE zone) AS share
                FROM s CROSS JOIN LATERAL (SELECT DISTINCT date_trunc('week', t AT TIME ZONE zone) AS week
                    FROM unnest(ARRAY[starts_at, ends_at - interval '1 microsecond']) t) w
            ), spans AS (
                SELECT s.*, override_reason IS NULL AS kept, count(*) FILTER (WHERE begins) OVER by_person AS span
                FROM (SELECT *, starts_at IS DISTINCT FROM lag(ends_at) OVER by_person AS begins
                    FROM s WINDOW by_person AS (PARTITION BY assignee_id ORDER BY starts_at, id)) s
                WINDOW by_person AS (PARTITION BY assignee_id ORDER BY starts_at, id)
            ), parts AS (
                SELECT spans.*, count(*) FILTER (WHERE parts) OVER kept_or_not AS part
                FROM (SELECT *, starts_at IS DISTINCT FROM lag(ends_at) OVER kept_or_not AS parts
                    FROM spans WINDOW kept_or_not AS (PARTITION BY assignee_id, kept ORDER BY starts_at, id)) spans
                WINDOW kept_or_not AS (PARTITION BY assignee_id, kept ORDER BY starts_at, id)
            ), measured AS (
                SELECT *, max(ends_at) OVER one_part - min(starts_at) OVER one_part AS length
                FROM parts WINDOW one_part AS (PARTITION BY assignee_id, kept, part)
            )
            SELECT concat_ws(' ', CASE a.status WHEN 'APPROVED' THEN 'ABSENT' ELSE 'ABSENCE_REQUESTED' END,
                s.id, a.id, 'false')
            FROM s JOIN absence a ON a.person_id = s.assignee_id AND a.starts_at < s.ends_at AND a.ends_at > s.starts_at
            WHERE a.status IN ('APPROVED', 'REQUESTED')
            UNION ALL
            SELECT concat_ws(' ', 'DOUBLE_BOOKING', s.id, o.id, 'false') FROM s JOIN %2$s o
                ON o.assignee_id = s.assignee_id AND o.id <> s.id AND o.starts_at < s.ends_at AND o.ends_at > s.starts_at
            WHERE o.status <> 'CANCELLED'
            UNION ALL
            SELECT concat_ws(' ', CASE p.status WHEN 'ACTIVE' THEN 'ROLE_MISSING' ELSE p.status END, s.id, 'false')
            FROM s JOIN person p ON p.id = s.assignee_id WHERE p.status <> 'ACTIVE' OR s.role <> ALL (p.roles)
            UNION ALL
            SELECT concat_ws(' ', 'SHORT_REST', id, other, CAST(overridden AS text)) FROM paired
            WHERE rest > '0' AND rest < interval '11 hours'
            UNION ALL
            SELECT concat_ws(' ', 'LONG_SPAN', (array_agg(id ORDER BY starts_at DESC, id DESC))[1],
                CAST(NOT bool_or(kept AND length > interval '13 hours') AS text))
            FROM measured GROUP BY assignee_id, span HAVING max(ends_at) - min(starts_at) > interval '13 hours'
            UNION ALL
            SELECT concat_ws(' ', 'LONG_WEEK', (array_agg(id ORDER BY starts_at DESC, id DESC))[1],
                to_char(week, 'IYYY"-W"IW'),
                CAST(coalesce(sum(share) FILTER (WHERE override_reason IS NULL), '0') <= interval '48 hours' AS text))
            FROM weekly GROUP BY assignee_id, zone, week HAVING sum(share) > interval '48 hours'""";

    private Reports() {}

    /** Of everybody, in both editions. */
    static void hours(Business business, OwnDatabase database, LocalDate monday, int weeks) throws SQLException {
        try (var connection = database.connection("shifts")) {
            for (Place place : business.places()) {
                for (String person : place.team()) {
                    for (String view : List.of("planned", "published")) {
                        String sum = HOURS.formatted(Listing.table(view), person, place.zone(), monday, weeks);
                        String path = PEOPLE + "/" + person + "/hours"
                                + query("from", place.at(monday), "weeks", weeks, "view", view);
                        assertEquals(
                                Invariant.rows(connection, sum),
                                stream(told(business, path).path("weeks"))
                                        .map(week -> Duration.parse(
                                                week.path("hours").asText()))
                                        .map(hours -> Long.toString(hours.toSeconds()))
                                        .toList(),
                                path);
                    }
                }
            }
        }
    }

    /** Of every place, in both editions. */
    static void conflicts(Business business, OwnDatabase database, Instant from, Instant to) throws SQLException {
        var kinds = new TreeSet<String>();
        try (var connection = database.connection("shifts")) {
            Invariant.know(business, "shifts", connection);
            for (Place place : business.places()) {
                for (var views : List.of(List.of("planned", "published"), List.of("published", "planned"))) {
                    String path = SHIFTS + "/conflicts"
                            + query("from", from, "to", to, "view", views.get(0), "location", place.name());
                    var told = stream(told(business, path).path("items")).toList();
                    assertEquals(
                            found(connection, views, place, from, to),
                            sorted(told.stream().map(Reports::text)),
                            path);
                    told.forEach(conflict -> kinds.add(conflict.path("kind").asText()));
                }
            }
        }
        assertTrue(kinds.containsAll(List.of("ABSENCE_REQUESTED", "INACTIVE", "SHORT_REST")), kinds.toString());
    }

    private static List<String> found(Connection connection, List<String> views, Place place, Instant from, Instant to)
            throws SQLException {
        return sorted(Invariant.rows(
                connection,
                CONFLICTS.formatted(Listing.table(views.get(0)), Listing.table(views.get(1)), place.name(), from, to))
                .stream());
    }

    private static String text(JsonNode conflict) {
        return Stream.of(
                        conflict.path("kind"),
                        conflict.path("shift").path("id"),
                        conflict.path("other").path("id"),
                        conflict.path("week"),
                        conflict.path("overridden"))
                .filter(node -> !node.isMissingNode())
                .map(JsonNode::asText)
                .collect(joining(" "));
    }

    private static List<String> sorted(Stream<String> texts) {
        return texts.sorted().toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static JsonNode told(Business business, String path) {
        return Business.json(business.expect("report", () -> Api.get(path), 200));
    }
}

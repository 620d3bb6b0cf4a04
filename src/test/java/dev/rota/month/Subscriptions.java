package dev.rota.month;

import static dev.rota.month.Business.json;
import static dev.rota.support.Api.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.month.Business.Person;
import dev.rota.month.Business.Place;
import dev.rota.month.Business.Shift;
import dev.rota.support.Api;
import dev.rota.support.OwnDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/** Two people of each place subscribe to their shifts. The month may be too far away for that: next week is not. */
record Subscriptions(Business business, OwnDatabase database) {

    /** As iCalendar writes an instant, and as {@code to_char} does. */
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A day less than a feed shows, at each end, so that what is compared is the same however long it takes. */
    private static final String FROM = UTC.format(Instant.now().minus(Duration.ofDays(27)));

    private static final String TO = UTC.format(Instant.now().plus(Duration.ofDays(181)));

    void run() throws SQLException {
        try (var connection = database.connection("shifts")) {
            for (Place place : business.places()) {
                var two = business.team(place).stream()
                        .filter(Person::active)
                        .map(Person::id)
                        .limit(2)
                        .toList();
                workNextWeek(place, two.get(0), two.get(1));
                for (String person : two) {
                    subscribe(connection, person);
                }
            }
        }
    }

    /** Of the first one's four shifts, one is cancelled, one goes to the other, and one is moved without saying so. */
    private void workNextWeek(Place place, String person, String other) {
        var first = LocalDate.now(place.zone()).plusDays(7);
        plan(place, first, person);
        business.toldShift(json(business.cancel(plan(place, first.plusDays(1), person), "*", 200)));
        var given = plan(place, first.plusDays(2), person);
        business.toldShift(
                json(business.edit(given, Map.of("assignee", other, "status", "PUBLISHED"), given.etag(), 200)));
        var week = with(Map.of("location", place.name()), "from", place.at(first), "to", place.at(first.plusWeeks(1)));
        json(business.post("publish", Business.PUBLISH, week, 200))
                .path("published")
                .forEach(business::toldShift);
        var moved = plan(place, first.plusDays(3), person);
        var later = with(Map.of(), "end", moved.ends().plus(Duration.ofHours(1)));
        business.toldShift(json(business.edit(moved, later, moved.etag(), 200)));
    }

    private Shift plan(Place place, LocalDate day, String person) {
        var body = with(
                Map.of("zone", place.zone().getId(), "location", place.name(), "assignee", person),
                "start",
                place.at(day, LocalTime.of(10, 0)),
                "end",
                place.at(day, LocalTime.of(14, 0)),
                "status",
                "PUBLISHED");
        return business.toldShift(json(business.post("plan", Api.SHIFTS, body, 201)));
    }

    private void subscribe(Connection connection, String person) throws SQLException {
        var calendar = json(business.expect("subscribe", () -> Api.post("/v1/calendars", Map.of("user", person)), 201));
        String feed = calendar.path("path").asText();
        assertEquals(events(connection, person), events(feed));
        business.expect(
                "revoke",
                () -> Api.delete("/v1/calendars/" + calendar.path("id").asText(), "If-Match", "*"),
                200);
        business.expect("read feed", () -> Api.get(feed), 404);
    }

    /**
     * Every shift that the person ever had in the published edition, as published last; CANCELLED if it is cancelled or
     * not the person's any more.
     */
    private static TreeSet<String> events(Connection connection, String person) throws SQLException {
        return new TreeSet<>(Invariant.rows(connection, """
                SELECT concat_ws(' ', v.start, v."end", v.id || '@rota', v.status) FROM (
                    SELECT DISTINCT ON (p.id) p.id,
                        to_char(seen.starts_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS start,
                        to_char(seen.ends_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS "end",
                        CASE WHEN p.status = 'PUBLISHED' AND p.assignee_id = seen.assignee_id THEN 'CONFIRMED'
                            ELSE 'CANCELLED' END AS status
                    FROM published_shift p JOIN change c ON c.row_id = p.id AND c.feed = 'published_shift'
                    CROSS JOIN LATERAL jsonb_populate_record(NULL::published_shift, c.state) AS seen
                    WHERE seen.assignee_id = '%1$s' ORDER BY p.id, c.seq DESC) v
                WHERE v.start BETWEEN '%2$s' AND '%3$s'""".formatted(person, FROM, TO)));
    }

    private TreeSet<String> events(String feed) {
        var answer = business.expect("read feed", () -> Api.get(feed), 200);
        try {
            var calendar = new CalendarBuilder().build(new StringReader(answer.asString()));
            List<VEvent> events = calendar.getComponents("VEVENT");
            return new TreeSet<>(events.stream()
                    .filter(event -> value(event, "DTSTART").compareTo(FROM) >= 0)
                    .filter(event -> value(event, "DTSTART").compareTo(TO) <= 0)
                    .map(event -> String.join(
                            " ",
                            value(event, "DTSTART"),
                            value(event, "DTEND"),
                            value(event, "UID"),
                            value(event, "STATUS")))
                    .toList());
        } catch (IOException | ParserException e) {
            throw new AssertionError(answer.asString(), e);
        }
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).map(Property::getValue).orElseThrow();
    }
}

package dev.rota.month;

import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.query;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.month.Business.Person;
import dev.rota.month.Business.Place;
import dev.rota.support.Api;
import dev.rota.support.OwnDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares the lists of the API with the tables. */
final class Listing {

    private Listing() {}

    /** Page by page, in order, as the database has it. */
    static void check(Business business, OwnDatabase database, Instant from, Instant to) throws SQLException {
        try (var connection = database.connection("shifts")) {
            for (String view : List.of("planned", "published")) {
                String window = query("from", from, "to", to, "view", view);
                String there = "starts_at < '%s' AND ends_at > '%s'".formatted(to, from);
                String all = SHIFTS + window + "&limit=83";
                same(connection, view, there, all);
                same(connection, view, there + " AND assignee_id IS NULL", all + "&open=true");
                same(connection, view, there + " AND status = 'CANCELLED'", all + "&status=CANCELLED");
                for (Place place : business.places()) {
                    String filter = query("location", place.name()).replace('?', '&');
                    same(connection, view, there + " AND location = '" + place.name() + "'", all + filter);
                }
                for (Person person : business.people()) {
                    String ofPerson = PEOPLE + "/" + person.id() + "/shifts" + window + "&limit=5";
                    same(connection, view, there + " AND assignee_id = '" + person.id() + "'", ofPerson);
                }
            }
            assertEquals(
                    Invariant.rows(connection, "SELECT id FROM absence ORDER BY starts_at, id"),
                    Api.walk(
                            Business.ABSENCES + query("from", from, "to", from.plus(Duration.ofDays(92)), "limit", 9)));
        }
    }

    private static void same(Connection connection, String view, String filter, String path) throws SQLException {
        assertEquals(
                rows(connection, table(view), filter),
                Api.items(path, page -> {}).stream().map(Listing::text).toList(),
                path);
    }

    /** The table of an edition. */
    static String table(String view) {
        return view.equals("planned") ? "shift" : "published_shift";
    }

    /** The shifts of a table that pass a filter, by start, each as {@link #text} has it. */
    static List<String> rows(Connection connection, String table, String filter) throws SQLException {
        String rows = """
                SELECT concat_ws(' ', id, version, status, to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), zone, location, role, assignee_id, notes)
                FROM %s WHERE %s ORDER BY starts_at, id""";
        return Invariant.rows(connection, rows.formatted(table, filter));
    }

    /** What a shift is about, in one line. */
    static String text(Object view) {
        var shift = Business.shiftOf(view);
        return Stream.of(
                        shift.id(),
                        Integer.toString(shift.version()),
                        shift.status(),
                        shift.start(),
                        shift.end(),
                        shift.zone(),
                        shift.location(),
                        shift.role(),
                        shift.assignee(),
                        shift.notes())
                .filter(Objects::nonNull)
                .collect(joining(" "));
    }
}

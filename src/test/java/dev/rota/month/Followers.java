package dev.rota.month;

import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Api;
import dev.rota.support.Follower;
import dev.rota.support.OwnDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Followers of the change feeds of shifts, in each edition, and of people. */
final class Followers {

    /** Of how many shifts the history is compared. */
    private static final int HISTORIES = 20;

    private final Copy planned = new Copy(SHIFTS + "/changes?view=planned", "shift");
    private final Copy published = new Copy(SHIFTS + "/changes?view=published", "shift");
    private final Copy people = new Copy(USERS + "/changes", "user");

    /** @param field of a change that holds what was changed */
    private record Copy(String path, String field, Follower follower, List<Map<String, Object>> changes) {

        Copy(String path, String field) {
            this(path, field, Follower.fromTheBeginning(path), new ArrayList<>());
        }

        void read() {
            changes.addAll(follower.read());
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> row(Map<String, Object> change) {
            return (Map<String, Object>) change.get(field);
        }

        List<Object> versions(String id) {
            return changes.stream()
                    .map(this::row)
                    .filter(row -> row.get("id").equals(id))
                    .map(row -> row.get("version"))
                    .toList();
        }

        /** Nothing is missing, nothing comes twice, and the copy equals the original. */
        void check(Function<Map<String, Object>, String> text, List<String> original) {
            read();
            assertEquals(
                    IntStream.rangeClosed(1, changes.size()).boxed().toList(),
                    changes.stream().map(change -> change.get("position")).toList(),
                    path);
            var copy = new LinkedHashMap<Object, Map<String, Object>>();
            for (var change : changes) {
                var row = row(change);
                var before = copy.put(row.get("id"), row);
                assertEquals(before == null, change.get("kind").equals("CREATED"), change.toString());
                assertTrue(before == null || (int) before.get("version") < (int) row.get("version"), change.toString());
            }
            assertEquals(
                    new TreeSet<>(original),
                    new TreeSet<>(copy.values().stream().map(text).toList()),
                    path);
            assertEquals(changes, Follower.fromTheBeginning(path).read(), path);
        }
    }

    /** Reads all new changes. */
    void read() {
        planned.read();
        published.read();
        people.read();
    }

    /** After the last change: the copies are complete, and a shift's history is what was told of it. */
    void check(OwnDatabase database) throws SQLException {
        try (var shifts = database.connection("shifts");
                var users = database.connection("users")) {
            planned.check(Listing::text, Listing.rows(shifts, "shift", "true"));
            published.check(Listing::text, Listing.rows(shifts, "published_shift", "true"));
            people.check(
                    person -> "%s %s %s".formatted(person.get("id"), person.get("version"), person.get("status")),
                    Invariant.rows(users, "SELECT concat_ws(' ', id, version, status) FROM users"));
            String most = "SELECT id FROM published_shift ORDER BY version DESC, id LIMIT " + HISTORIES;
            for (String id : Invariant.rows(shifts, most)) {
                history(planned, "planned", id);
                history(published, "published", id);
            }
        }
    }

    private static void history(Copy copy, String view, String id) {
        var history = Api.items(SHIFTS + "/" + id + "/history?limit=4&view=" + view, page -> {});
        assertEquals(
                copy.versions(id),
                history.stream().map(entry -> entry.get("version")).toList());
    }
}

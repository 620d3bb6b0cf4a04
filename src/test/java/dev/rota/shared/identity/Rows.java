package dev.rota.shared.identity;

import dev.rota.support.Databases;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What both databases hold, as far as any write would change it. */
final class Rows {

    private static final Map<String, Map<String, String>> COUNTS = Map.of(
            "users",
            Map.of(
                    "users", "sum(version)",
                    "identity", "0",
                    "change", "0",
                    "idempotency_key", "0"),
            "shifts",
            Map.of(
                    "shift", "sum(version)",
                    "published_shift", "sum(version)",
                    "absence", "sum(version)",
                    "swap", "sum(version)",
                    "calendar", "sum(version)",
                    "former_assignment", "0",
                    "change", "0",
                    "idempotency_key", "0"));

    private Rows() {}

    /** The number of rows of each table, and the sum of their versions. */
    static Map<String, List<Long>> now() {
        var rows = new TreeMap<String, List<Long>>();
        COUNTS.forEach((module, tables) -> {
            try (var database = Databases.connection(module);
                    var statement = database.createStatement()) {
                for (var table : tables.entrySet()) {
                    try (var found = statement.executeQuery(
                            "SELECT count(*), %s FROM %s".formatted(table.getValue(), table.getKey()))) {
                        found.next();
                        rows.put(module + "." + table.getKey(), List.of(found.getLong(1), found.getLong(2)));
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        return rows;
    }
}

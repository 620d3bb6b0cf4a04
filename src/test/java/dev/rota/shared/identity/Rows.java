package dev.rota.shared.identity;

import static java.util.stream.Collectors.joining;

import dev.rota.support.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
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

    /** By module, kept, because to open one takes longer than to ask. */
    private static final Map<String, Connection> CONNECTIONS = new HashMap<>();

    private Rows() {}

    /** The number of rows of each table, and the sum of their versions. */
    static Map<String, List<Long>> now() {
        var rows = new TreeMap<String, List<Long>>();
        COUNTS.forEach((module, tables) -> {
            var all = tables.entrySet().stream()
                    .map(table -> "SELECT '%1$s', count(*), %2$s FROM %1$s".formatted(table.getKey(), table.getValue()))
                    .collect(joining(" UNION ALL "));
            try (var statement = connection(module).createStatement();
                    var found = statement.executeQuery(all)) {
                while (found.next()) {
                    rows.put(module + "." + found.getString(1), List.of(found.getLong(2), found.getLong(3)));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        return rows;
    }

    private static Connection connection(String module) throws SQLException {
        var kept = CONNECTIONS.get(module);
        if (kept == null) {
            kept = Databases.connection(module);
            CONNECTIONS.put(module, kept);
        }
        return kept;
    }
}

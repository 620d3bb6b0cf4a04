package dev.rota.schema;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The constraints of a database, by name. */
public final class Constraints {

    private Constraints() {}

    /**
     * Every constraint but NOT NULL, every unique index, and what functions raise as {@code violates constraint "…"}, with its
     * definition; definitions of one name are joined by a line break.
     *
     * @param module whose migrations make the database
     */
    public static Map<String, String> of(String module) throws SQLException {
        try (var connection = MigratedDatabase.connection(module)) {
            var constraints = new TreeMap<String, String>();
            for (var row : new Catalog(connection).rows("""
                            SELECT conname, pg_get_constraintdef(oid, true) FROM pg_constraint
                            WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
                                AND conrelid <> 'flyway_schema_history'::regclass
                            UNION ALL
                            SELECT c.relname, pg_get_indexdef(i.indexrelid, 0, true)
                            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                            WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
                                AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
                            UNION ALL
                            SELECT raised[1], 'RAISED BY ' || oid::regprocedure
                            FROM pg_proc, regexp_matches(prosrc, 'violates constraint "([^"]+)"', 'g') AS raised
                            WHERE pronamespace = 'public'::regnamespace
                            ORDER BY 1, 2""")) {
                constraints.merge(row.get(0), row.get(1), (one, other) -> one + "\n" + other);
            }
            return constraints;
        }
    }
}

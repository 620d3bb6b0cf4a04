package dev.rota.shared.database;

import io.vertx.sqlclient.Pool;

/**
 * Rows that nobody asks for any more, to be deleted by {@link Sweep}. A module has a bean for each table that has such.
 *
 * @param pool of the table's database
 * @param condition in SQL, by the database's clock, with an index that answers it
 */
public record Expired(Pool pool, String table, String condition) {

    static final int AT_ONCE = 500;

    /** Of some of them. SKIP LOCKED: no request waits for it, nor it for one, and the replicas share the work. */
    String deletion() {
        return "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s LIMIT %3$d FOR UPDATE SKIP LOCKED))"
                .formatted(table, condition, AT_ONCE);
    }
}

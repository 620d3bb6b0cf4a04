package dev.rota.shared.database;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.function.Function;

/**
 * How the rows of a table or view become objects.
 *
 * @param type the objects'; an entity, where a transaction {@linkplain Database#load loads} them
 * @param table the name
 * @param columns as after SELECT, in the order in which {@code object} reads them; of an entity, all
 */
public record Mapping<T>(Class<T> type, String table, String columns, Function<Row, T> object) {

    /** The instant in a column of a row, or {@code null}. */
    public static Instant instant(Row row, int column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}

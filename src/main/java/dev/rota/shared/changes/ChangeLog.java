package dev.rota.shared.changes;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.rota.shared.database.Database;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The changes of an entity's rows, which a trigger records in {@code change} of the module's database and which
 * only an erasure deletes or changes. Rows are stored whole, by column name, so that rows of any version of the
 * program can be read: unknown columns are ignored, missing ones and unknown statuses are empty.
 */
@ApplicationScoped
public class ChangeLog {

    private static final String COLUMNS =
            "c.seq, COALESCE(c.position, 0), c.kind, c.at, c.actor, CAST(c.state AS text)";

    private static final String SINCE = "SELECT " + COLUMNS + ", NULL FROM change c"
            + " WHERE c.feed = :feed AND c.position > :after ORDER BY c.position LIMIT :limit";

    private static final String OF = "SELECT " + COLUMNS + ", (SELECT CAST(b.state AS text) FROM change b"
            + " WHERE b.feed = c.feed AND b.row_id = c.row_id AND b.seq < c.seq ORDER BY b.seq DESC LIMIT 1)"
            + " FROM change c WHERE c.feed = :feed AND c.row_id = :row AND c.seq > :after ORDER BY c.seq LIMIT :limit";

    private final ObjectMapper rows;

    ChangeLog(ObjectMapper json) {
        rows = json.copy()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .setAnnotationIntrospector(new Columns());
    }

    /**
     * A page of the change feed, exactly once for a client that follows the cursors: see {@code place_changes} in the
     * migrations. Not in one transaction: positions must be committed before anybody reads them, and nobody should wait
     * longer than that takes.
     *
     * @throws ProblemException 400 if the cursor is of another feed
     */
    public <E> Uni<ChangePage<Change<E>>> since(Database database, Class<E> type, PageParameters page) {
        var after = page.after();
        return place(database, feed(type)).chain(head -> {
            long from = after == null ? 0 : number(after, head.id);
            if (from < 0 || from > head.position) {
                throw Cursor.invalid();
            }
            return list(database, SINCE, type, Map.of(), from, page.rows())
                    .map(changes -> page(changes, head.id, from, page.limit()));
        });
    }

    /**
     * A page of the history of one row, in order, each change with the row before it.
     *
     * @throws ProblemException 400 if the cursor is of another row
     */
    public <E> Uni<List<Change<E>>> of(Database database, Class<E> type, UUID row, PageParameters page) {
        var after = page.after();
        long from = after == null ? Long.MIN_VALUE : number(after, row);
        return list(database, OF, type, Map.of("row", row), from, page.rows());
    }

    /** The cursor behind a change of one row. */
    public static Cursor cursor(UUID row, Change<?> last) {
        return new Cursor(Long.toString(last.seq()), row);
    }

    /** A change feed's identity, and the last position that it has assigned. */
    private record Head(UUID id, long position) {}

    private Uni<Head> place(Database database, String feed) {
        return database.read(
                        "SELECT f.id, f.position FROM place_changes(:feed) f",
                        Map.of("feed", feed),
                        row -> new Head(row.getUUID(0), row.getLong(1)))
                .map(head -> head.get(0));
    }

    private static <E> ChangePage<Change<E>> page(List<Change<E>> changes, UUID feed, long from, int limit) {
        boolean more = changes.size() > limit;
        var items = more ? changes.subList(0, limit) : changes;
        long last = items.isEmpty() ? from : items.get(items.size() - 1).position();
        return new ChangePage<>(items, new Cursor(Long.toString(last), feed).toString(), more);
    }

    private static long number(Cursor cursor, UUID of) {
        if (!cursor.id().equals(of) || !cursor.key().matches("0|-?[1-9][0-9]{0,17}")) {
            throw Cursor.invalid();
        }
        return Long.parseLong(cursor.key());
    }

    private <E> Uni<List<Change<E>>> list(
            Database database, String sql, Class<E> type, Map<String, ?> values, long after, int limit) {
        var all = new HashMap<String, Object>(values);
        all.putAll(Map.of("feed", feed(type), "after", after, "limit", limit));
        return database.read(
                sql,
                all,
                row -> new Change<>(
                        row.getLong(0),
                        row.getLong(1),
                        row.getString(2),
                        Mapping.instant(row, 3),
                        row.getString(4),
                        state(row.getString(5), type),
                        state(row.getString(6), type)));
    }

    private static String feed(Class<?> type) {
        return type.getAnnotation(Table.class).name();
    }

    private <E> E state(String json, Class<E> type) {
        try {
            return json == null ? null : rows.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Maps each field to its column's name. */
    private static final class Columns extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public PropertyName findNameForDeserialization(Annotated field) {
            var column = field.getAnnotation(Column.class);
            return column == null || column.name().isEmpty()
                    ? super.findNameForDeserialization(field)
                    : PropertyName.construct(column.name());
        }
    }
}

package dev.rota.shared.database;

import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A query in SQL for the rows of a {@link Mapping}, called {@code e} in its conditions, with optional filters and keyset
 * pagination by the sort key and the id. {@link Database#read} answers it, and within a transaction {@link Database#load}.
 */
public final class ListQuery<E> {

    /** No row is of another time, and PostgreSQL refuses instants that are much further away. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private final Mapping<E> mapping;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private String with = "";
    private String each = "";
    private String order = "e.id";
    private String limit = "";
    private String lock = "";

    public ListQuery(Mapping<E> mapping) {
        this.mapping = mapping;
    }

    /** The row of this id. */
    public static <E> ListQuery<E> byId(Mapping<E> mapping, UUID id) {
        return new ListQuery<>(mapping).where("e.id = :id", "id", id);
    }

    /** @param expressions common table expressions, for conditions */
    public ListQuery<E> with(String expressions) {
        with = "WITH " + expressions + " ";
        return this;
    }

    public ListQuery<E> where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** A condition with one parameter; {@code null} stands for a filter that is not set. */
    public ListQuery<E> where(String condition, String parameter, Object value) {
        return value == null ? this : where(condition).set(parameter, value);
    }

    /** One of these ids, of which there may be none. */
    public ListQuery<E> whereIn(String column, Collection<UUID> ids) {
        // One by itself: an array counts as ten, for which the planner may look through the whole window.
        return ids.size() == 1
                ? where(
                        "e.%1$s = :%1$s".formatted(column),
                        column,
                        ids.iterator().next())
                : where("e.%1$s = ANY (:%1$s)".formatted(column), column, ids.toArray(UUID[]::new));
    }

    /**
     * The same for ids that have few rows each, such as people in a window. They are looked up one by one: for all at once,
     * the planner may look through the window. Not {@link #forUpdate}: locks are taken in the order of the ids.
     */
    public ListQuery<E> whereEach(String column, Collection<UUID> ids) {
        if (ids.size() == 1) {
            return whereIn(column, ids);
        }
        each = column;
        return where("e.%s = each.value".formatted(column)).set(column, ids.toArray(UUID[]::new));
    }

    public ListQuery<E> set(String parameter, Object value) {
        values.put(parameter, value);
        return this;
    }

    public ListQuery<E> set(Map<String, ?> parameters) {
        values.putAll(parameters);
        return this;
    }

    /** @param column an instant */
    public ListQuery<E> orderByInstant(String column) {
        order = "e." + column + ", e.id";
        return this;
    }

    /**
     * @param column an instant
     * @param after the end of the previous page, {@code null} for the first page
     * @throws ProblemException 400 if the cursor is of another kind of list
     */
    public ListQuery<E> orderByInstant(String column, Cursor after) {
        if (after != null) {
            after("e." + column, instant(after), after);
        }
        return orderByInstant(column);
    }

    /**
     * The same for a text.
     *
     * @param collation of the database; it may take different texts for equal, and the id then decides
     */
    public ListQuery<E> orderByText(String column, String collation, Cursor after) {
        // By the same collation in the order and in the comparison: otherwise, pages would repeat or hide rows.
        String key = "e.%s COLLATE %s".formatted(column, collation);
        if (after != null) {
            after(key, after.key(), after);
        }
        order = key + ", e.id";
        return this;
    }

    /** The same by the id alone. */
    public ListQuery<E> orderById(Cursor after) {
        return where("e.id > :afterId", "afterId", after == null ? null : after.id());
    }

    /** The first ones only. */
    public ListQuery<E> limit(int most) {
        limit = " LIMIT :most";
        return set("most", most);
    }

    /** Locks the rows until the transaction ends. Then, a row whose status is not known is refused with a 409. */
    public ListQuery<E> forUpdate() {
        lock = " FOR NO KEY UPDATE";
        return this;
    }

    Mapping<E> mapping() {
        return mapping;
    }

    Statement statement() {
        return Statement.of(sql(), values);
    }

    /** As managed entities of a session. */
    Uni<List<E>> load(Mutiny.Session session) {
        var query = session.createNativeQuery(sql(), mapping.type());
        values.forEach((name, value) -> query.setParameter(name, Statement.driver(value)));
        return lock.isEmpty()
                ? query.getResultList()
                : query.getResultList().invoke(rows -> rows.forEach(WithStatus::requireKnown));
    }

    private String sql() {
        String rows =
                mapping.table() + " e" + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
        if (!each.isEmpty()) {
            // OFFSET 0: what it is in stays a query of its own.
            rows = "unnest(CAST(:%s AS uuid[])) AS each (value), LATERAL (SELECT * FROM %s OFFSET 0) e"
                    .formatted(each, rows);
        }
        return with + "SELECT " + mapping.columns() + " FROM " + rows + " ORDER BY " + order + limit + lock;
    }

    private void after(String key, Object value, Cursor after) {
        // The redundant first comparison bounds the index scan.
        where("%1$s >= :afterKey AND (%1$s > :afterKey OR e.id > :afterId)".formatted(key));
        values.put("afterKey", value);
        values.put("afterId", after.id());
    }

    private static Instant instant(Cursor after) {
        try {
            var instant = Instant.parse(after.key());
            if (instant.toString().equals(after.key()) && !instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // As below.
        }
        throw Cursor.invalid();
    }
}

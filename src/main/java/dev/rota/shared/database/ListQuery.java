package dev.rota.shared.database;

import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A query for entities, called {@code e} in its conditions, with optional filters and keyset pagination by the sort key
 * and the id.
 */
public final class ListQuery<E> {

    /** No row is of another time, and PostgreSQL refuses instants that are much further away. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private final Class<E> type;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private String with = "";
    private String order = "e.id";
    private LockModeType lock = LockModeType.NONE;

    public ListQuery(Class<E> type) {
        this.type = type;
    }

    /** @param expressions common table expressions in HQL, for conditions */
    public ListQuery<E> with(String expressions) {
        with = "with " + expressions + " ";
        return this;
    }

    /** @param condition in HQL */
    public ListQuery<E> where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** A condition with one parameter; {@code null} stands for a filter that is not set. */
    public ListQuery<E> where(String condition, String parameter, Object value) {
        return value == null ? this : where(condition).set(parameter, value);
    }

    public ListQuery<E> set(String parameter, Object value) {
        values.put(parameter, value);
        return this;
    }

    public ListQuery<E> set(Map<String, ?> parameters) {
        values.putAll(parameters);
        return this;
    }

    /** @param field of type {@link Instant} */
    public ListQuery<E> orderByInstant(String field) {
        order = "e." + field + ", e.id";
        return this;
    }

    /**
     * @param field of type {@link Instant}
     * @param after the end of the previous page, {@code null} for the first page
     * @throws ProblemException 400 if the cursor is of another kind of list
     */
    public ListQuery<E> orderByInstant(String field, Cursor after) {
        if (after != null) {
            after("e." + field, instant(after), after);
        }
        return orderByInstant(field);
    }

    /**
     * The same for a text.
     *
     * @param collation of the database; it may take different texts for equal, and the id then decides
     */
    public ListQuery<E> orderByText(String field, String collation, Cursor after) {
        // By the same collation in the order and in the comparison: otherwise, pages would repeat or hide rows.
        String key = "collate(e.%s as %s)".formatted(field, collation);
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

    /** Locks the rows until the transaction ends. Then, a row whose status is not known is refused with a 409. */
    public ListQuery<E> forUpdate() {
        lock = LockModeType.PESSIMISTIC_WRITE;
        return this;
    }

    public Uni<List<E>> list(Mutiny.Session session) {
        return list(session, Integer.MAX_VALUE);
    }

    public Uni<List<E>> list(Mutiny.Session session, int limit) {
        var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        var query = session.createSelectionQuery(
                        with + "select e from " + type.getName() + " e" + where + " order by " + order, type)
                .setMaxResults(limit)
                .setLockMode(lock);
        values.forEach(query::setParameter);
        return lock == LockModeType.NONE
                ? query.getResultList()
                : query.getResultList().invoke(rows -> rows.forEach(WithStatus::requireKnown));
    }

    private void after(String key, Object value, Cursor after) {
        // The redundant first comparison bounds the index scan.
        where("%1$s >= :afterKey and (%1$s > :afterKey or e.id > :afterId)".formatted(key));
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

package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Entities;
import dev.rota.shared.Instants;
import dev.rota.shared.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The shifts in the database. Every method needs an open session. */
@ApplicationScoped
class Shifts implements Entities<Shift> {

    private static final String FREE = " and not exists (select 1 from %s o where o.assignee = :person"
            + " and o.status <> :cancelled and o.startsAt < s.endsAt and o.endsAt > s.startsAt)";

    /**
     * As one view shows it.
     *
     * @throws ProblemException 404, also where workers are to see it and never did
     */
    Uni<? extends ShiftVersion> byId(ShiftView view, UUID id) {
        return getSession()
                .chain(session -> session.find(view.entity, id))
                .onItem()
                .ifNull()
                .failWith(this::unknown);
    }

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no shift with this id.");
    }

    /**
     * What overlaps the window, by start, {@code limit} at the most.
     *
     * @param cancelled whether cancelled shifts belong to the answer where the filter asks for no status
     */
    Uni<? extends List<? extends ShiftVersion>> search(
            Window window, ShiftFilter filter, boolean cancelled, Cursor after, int limit) {
        // No shift is longer than a day, which lets the index on starts_at bound the search at both ends.
        var query = new StringBuilder("from " + filter.view().entity.getSimpleName()
                + " s where s.startsAt > :earliest and s.startsAt < :to and s.endsAt > :from");
        var values = window(window);
        if (filter.user() != null) {
            query.append(" and s.assignee = :user");
            values.put("user", filter.user());
        }
        if (filter.status() != null) {
            query.append(" and s.status = :status");
            values.put("status", filter.status());
        } else if (!cancelled) {
            query.append(" and s.status <> :cancelled");
            values.put("cancelled", ShiftStatus.CANCELLED);
        }
        if (filter.open() != null) {
            query.append(filter.open() ? " and s.assignee is null" : " and s.assignee is not null");
        }
        if (filter.location() != null) {
            query.append(" and s.location = :location");
            values.put("location", filter.location());
        }
        if (filter.role() != null) {
            query.append(" and s.role = :role");
            values.put("role", filter.role());
        }
        page(query, values, "s.startsAt", after);
        return list(query.toString(), filter.view().entity, values, limit);
    }

    /**
     * Keyset paging: in order, and from where the page before ended.
     *
     * @param by the instant that the list is ordered by, as the query names it
     */
    static void page(StringBuilder query, Map<String, Object> values, String by, Cursor after) {
        if (after != null) {
            query.append(" and %1$s >= :after and (%1$s > :after or s.id > :id)".formatted(by));
            values.put("after", instant(after));
            values.put("id", after.id());
        }
        query.append(" order by " + by + ", s.id");
    }

    /** Where a page that ends with this shift ends. */
    static Cursor cursor(ShiftVersion shift) {
        return new Cursor(shift.startsAt.toString(), shift.id);
    }

    private static Map<String, Object> window(Window window) {
        return new HashMap<>(
                Map.of("earliest", window.from().minus(Shift.LONGEST), "to", window.to(), "from", window.from()));
    }

    private <T> Uni<List<T>> list(String query, Class<T> type, Map<String, Object> values) {
        return list(query, type, values, Integer.MAX_VALUE);
    }

    private <T> Uni<List<T>> list(String query, Class<T> type, Map<String, Object> values, int limit) {
        return list(query, type, values, limit, LockModeType.NONE);
    }

    private <T> Uni<List<T>> list(
            String query, Class<T> type, Map<String, Object> values, int limit, LockModeType lock) {
        return getSession().chain(session -> {
            var selection = session.createSelectionQuery(query, type)
                    .setMaxResults(limit)
                    .setLockMode(lock);
            values.forEach(selection::setParameter);
            return selection.getResultList();
        });
    }

    /** Only what a selection's filters let pass. */
    private static void narrow(StringBuilder query, String alias, Map<String, Object> values, Selection selection) {
        selection.fields().forEach((field, value) -> {
            query.append(" and %s.%s = :%s".formatted(alias, field, field));
            values.put(field, value);
        });
    }

    private static Instant instant(Cursor after) {
        try {
            return Instant.parse(after.key());
        } catch (DateTimeException e) {
            throw Cursor.invalid();
        }
    }

    /**
     * What of a window is planned otherwise than workers see it, locked until the transaction ends; {@code limit} at the
     * most. A shift belongs to the window, and to what is chosen, if either of its versions does.
     */
    Uni<List<Shift>> unpublished(Selection selection, int limit) {
        var chosen = new StringBuilder("v.startsAt > :earliest and v.startsAt < :to and v.endsAt > :from");
        var values = window(selection.window());
        narrow(chosen, "v", values, selection);
        values.put("draft", ShiftStatus.DRAFT);
        values.put("cancelled", ShiftStatus.CANCELLED);
        values.put("published", ShiftStatus.PUBLISHED);
        String seen = "exists (select 1 from PublishedShift v where v.id = s.id and v.status = :published%s)";
        String query = "from Shift s where (s.status = :draft or s.status = :cancelled and " + seen.formatted("")
                + ") and (" + chosen.toString().replace("v.", "s.") + " or " + seen.formatted(" and " + chosen)
                + ") order by s.id";
        return list(query, Shift.class, values, limit, LockModeType.PESSIMISTIC_WRITE);
    }

    /** What these people have in a span of time, as one view shows it; cancelled shifts left out. */
    <T extends ShiftVersion> Uni<List<T>> booked(Class<T> view, Collection<UUID> people, Window window) {
        return booked(view, people, window, Integer.MAX_VALUE);
    }

    /** The first of those, {@code limit} at the most. */
    <T extends ShiftVersion> Uni<List<T>> booked(Class<T> view, Collection<UUID> people, Window window, int limit) {
        return list(
                "from " + view.getSimpleName() + " s where s.assignee in :people and s.status <> :cancelled"
                        + " and s.startsAt < :to and s.endsAt > :from order by s.startsAt, s.id",
                view,
                Map.of("people", people, "cancelled", ShiftStatus.CANCELLED, "from", window.from(), "to", window.to()),
                limit);
    }

    /** Lets nobody else change what is planned for a person in a span of time, until the transaction ends. */
    Uni<Void> lock(UUID person, Window window) {
        return find(
                        "assignee = ?1 and status <> ?2 and startsAt < ?4 and endsAt > ?3 order by id",
                        person,
                        ShiftStatus.CANCELLED,
                        window.from(),
                        window.to())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .replaceWithVoid();
    }

    /** These shifts, locked until the transaction ends. */
    Uni<List<Shift>> lock(Collection<UUID> ids) {
        return list(
                "from Shift s where s.id in :ids order by s.id",
                Shift.class,
                Map.of("ids", ids),
                ids.size(),
                LockModeType.PESSIMISTIC_WRITE);
    }

    /** The shifts that start in a window and are not cancelled, by start. */
    Uni<List<Shift>> starting(Window window, Selection selection, int limit) {
        var query = new StringBuilder(
                "from Shift s where s.startsAt >= :from and s.startsAt < :to and s.status <> :cancelled");
        var values = new HashMap<String, Object>(
                Map.of("from", window.from(), "to", window.to(), "cancelled", ShiftStatus.CANCELLED));
        narrow(query, "s", values, selection);
        return list(query + " order by s.startsAt, s.id", Shift.class, values, limit);
    }

    /** The copies of these shifts that are there and not cancelled. */
    Uni<List<Shift>> copiesOf(Collection<UUID> sources) {
        return list(
                "from Shift s where s.copiedFrom in :sources and s.status <> :cancelled",
                Shift.class,
                Map.of("sources", sources, "cancelled", ShiftStatus.CANCELLED));
    }

    /** Whoever else writes for one of these people waits until the transaction ends. */
    Uni<Void> takeTurns(Collection<UUID> people) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT count(take_turns(CAST(string_to_array(:people, ',') AS uuid[])))", Long.class)
                        .setParameter(
                                "people", people.stream().map(UUID::toString).collect(Collectors.joining(",")))
                        .getSingleResult())
                .replaceWithVoid();
    }

    /**
     * Lets workers see these shifts as they are planned.
     *
     * @return the shifts as they are then, by start
     */
    Uni<List<Shift>> publish(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return getSession()
                .chain(session -> session.createMutationQuery("update versioned Shift s set s.status = :published,"
                                + " s.updatedAt = :now where s.status = :draft and s.id in :ids")
                        .setParameter("published", ShiftStatus.PUBLISHED)
                        .setParameter("draft", ShiftStatus.DRAFT)
                        .setParameter("now", Instants.now())
                        .setParameter("ids", ids)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery("UPDATE published_shift p SET status = s.status,"
                                        + " version = s.version, updated_at = s.updated_at FROM shift s"
                                        + " WHERE s.id = p.id AND s.status = 'CANCELLED' AND s.id IN (:ids)")
                                .setParameter("ids", ids)
                                .executeUpdate())
                        .chain(() -> checkPublished(session))
                        .invoke(session::clear))
                .chain(() -> asPlanned(ids));
    }

    /** At the end of the transaction anyway; here, a refusal still has its name. */
    private static Uni<Integer> checkPublished(Mutiny.Session session) {
        return session.createNativeQuery("SET CONSTRAINTS published_shift_no_double_booking IMMEDIATE")
                .executeUpdate();
    }

    /**
     * Gives each of two published shifts to whoever has the other one, in both views. In one statement, at whose end
     * PostgreSQL checks the constraint, because that is deferrable: the two may overlap.
     * https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-COMPATIBILITY
     *
     * @param two as they were before; the session forgets them
     */
    Uni<Void> exchange(List<Shift> two) {
        return getSession()
                .chain(session -> session.createMutationQuery("update versioned Shift s set s.assignee ="
                                + " (select o.assignee from Shift o where o.id in :two and o.id <> s.id),"
                                + " s.claimedBy = null, s.overrideReason = null, s.updatedAt = :now where s.id in :two")
                        .setParameter("two", two.stream().map(shift -> shift.id).toList())
                        .setParameter("now", Instants.now())
                        .executeUpdate()
                        .chain(() -> checkPublished(session))
                        .invoke(() -> two.forEach(session::detach)))
                .replaceWithVoid();
    }

    /** By start. */
    Uni<List<Shift>> asPlanned(Collection<UUID> ids) {
        return list("from Shift s where s.id in :ids order by s.startsAt, s.id", Shift.class, Map.of("ids", ids));
    }

    /** Everybody who has one of these shifts, in the plan or as workers see it. */
    Uni<Set<UUID>> peopleOf(Collection<UUID> ids) {
        return list(
                        "select s.assignee from Shift s where s.id in :ids and s.assignee is not null"
                                + " union select s.assignee from PublishedShift s where s.id in :ids and s.assignee is not null",
                        UUID.class,
                        Map.of("ids", ids))
                .map(Set::copyOf);
    }

    /** What a person may claim: not begun, for one of the roles or none, at a time that is free in both views and not off. */
    Uni<List<PublishedShift>> claimable(UUID person, Collection<String> roles, Window window, Cursor after, int limit) {
        var query = new StringBuilder("from PublishedShift s where s.startsAt > :earliest and s.startsAt < :to"
                + " and s.endsAt > :from and s.startsAt > :now and s.assignee is null and s.status = :published"
                + " and exists (select 1 from Shift p where p.id = s.id and p.status = :published)"
                + " and (s.role is null or s.role in :roles)"
                + FREE.formatted("Shift")
                + FREE.formatted("PublishedShift")
                + " and not exists (select 1 from Absence o where o.person = :person and o.status = :approved"
                + " and o.startsAt < s.endsAt and o.endsAt > s.startsAt)");
        var values = window(window);
        values.put("approved", Absence.Status.APPROVED);
        values.put("now", Instants.now());
        values.put("published", ShiftStatus.PUBLISHED);
        values.put("cancelled", ShiftStatus.CANCELLED);
        values.put("roles", roles);
        values.put("person", person);
        page(query, values, "s.startsAt", after);
        return list(query.toString(), PublishedShift.class, values, limit);
    }

    /**
     * A shift of this person, none of {@code except}, that takes some of the same time in the plan or as workers see
     * it; {@code null} if none does.
     */
    Uni<ShiftVersion> clash(UUID assignee, Instant start, Instant end, Collection<UUID> except) {
        return clash(Shift.class, assignee, start, end, except)
                .onItem()
                .ifNull()
                .switchTo(() -> clash(PublishedShift.class, assignee, start, end, except));
    }

    private Uni<ShiftVersion> clash(
            Class<? extends ShiftVersion> view, UUID assignee, Instant start, Instant end, Collection<UUID> except) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from " + view.getSimpleName() + " s where s.assignee = :assignee and s.startsAt < :end"
                                        + " and s.endsAt > :start and s.status <> :cancelled"
                                        + " and s.id not in :except order by s.startsAt",
                                ShiftVersion.class)
                        .setParameter("assignee", assignee)
                        .setParameter("start", start)
                        .setParameter("end", end)
                        .setParameter("cancelled", ShiftStatus.CANCELLED)
                        .setParameter("except", except)
                        .setMaxResults(1)
                        .getSingleResultOrNull());
    }
}

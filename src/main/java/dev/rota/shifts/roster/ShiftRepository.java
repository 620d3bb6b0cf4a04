package dev.rota.shifts.roster;

import dev.rota.shared.database.DatabaseFailure;
import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The shifts in the database, in both editions. Every method needs an open session. */
@ApplicationScoped
public class ShiftRepository implements Repository<Shift> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no shift with this id.");
    }

    /** Whether the database refused a length by its own edition of the time zones, which may be another one than Java's. */
    public static boolean isOfImpossibleLength(Throwable failure) {
        return DatabaseFailure.violates(failure, "shift_duration");
    }

    /** @throws ProblemException 404, also for the published edition of a shift that was never published */
    public Uni<? extends ShiftEdition> byId(Edition edition, UUID id) {
        return getSession()
                .chain(session -> session.find(edition.entity, id))
                .onItem()
                .ifNull()
                .failWith(this::unknown);
    }

    /** The planned edition of these shifts, by start. */
    public Uni<List<Shift>> planned(Collection<UUID> ids) {
        return list(
                new ListQuery<>(Shift.class).where("e.id in :ids", "ids", ids).orderByInstant("startsAt"));
    }

    /** The planned edition of those of these shifts that were ever published, by start. */
    public Uni<List<Shift>> plannedIfPublished(Collection<UUID> ids) {
        return list(new ListQuery<>(Shift.class)
                .where("e.id in :ids", "ids", ids)
                .where("exists (select 1 from PublishedShift p where p.id = e.id)")
                .orderByInstant("startsAt"));
    }

    /**
     * The shifts that overlap the window, by start, at most {@code limit}.
     *
     * @param cancelled whether to include cancelled shifts if no status is asked for
     */
    public Uni<? extends List<? extends ShiftEdition>> search(
            Window window, ShiftFilter filter, boolean cancelled, Cursor after, int limit) {
        return search(filter.edition().entity, window, filter, cancelled, after, limit);
    }

    private <E extends ShiftEdition> Uni<List<E>> search(
            Class<E> edition, Window window, ShiftFilter filter, boolean cancelled, Cursor after, int limit) {
        var query = window.overlapping(edition, ShiftEdition.LONGEST_ELAPSED)
                .where("e.assignee = :user", "user", filter.user())
                .where("e.status = :status", "status", filter.status())
                .where("e.location = :location", "location", filter.location())
                .where("e.role = :role", "role", filter.role())
                .orderByInstant("startsAt", after);
        if (filter.status() == null && !cancelled) {
            query.where("e.status <> :cancelled", "cancelled", ShiftStatus.CANCELLED);
        }
        if (filter.status() != null && filter.status() != ShiftStatus.PUBLISHED) {
            // In words, for an index without those: the planner does not see what a parameter is.
            query.where("e.status <> ShiftStatus.PUBLISHED");
        }
        if (filter.open() != null) {
            query.where(filter.open() ? "e.assignee is null" : "e.assignee is not null");
        }
        return getSession().chain(session -> query.list(session, limit));
    }

    /** The cursor of a shift in a list by start. */
    public static Cursor cursor(ShiftEdition shift) {
        return new Cursor(shift.startsAt.toString(), shift.id);
    }

    /** These people's shifts in a window, by start, without cancelled ones. */
    public <E extends ShiftEdition> Uni<List<E>> booked(Class<E> edition, Collection<UUID> people, Window window) {
        return booked(edition, people, window, Integer.MAX_VALUE);
    }

    /** The first of those, at most {@code limit}. */
    public <E extends ShiftEdition> Uni<List<E>> booked(
            Class<E> edition, Collection<UUID> people, Window window, int limit) {
        var query = bookedQuery(edition, people, window).orderByInstant("startsAt");
        return getSession().chain(session -> query.list(session, limit));
    }

    private static <E extends ShiftEdition> ListQuery<E> bookedQuery(
            Class<E> edition, Collection<UUID> people, Window window) {
        return window.overlapping(edition, ShiftEdition.LONGEST_ELAPSED)
                .where("e.assignee in :people", "people", people)
                .where("e.status <> :cancelled", "cancelled", ShiftStatus.CANCELLED);
    }

    /** Locks a person's planned shifts in a window until the transaction ends. */
    public Uni<List<Shift>> lockBooked(UUID person, Window window) {
        return list(bookedQuery(Shift.class, List.of(person), window).forUpdate());
    }

    /** These shifts, locked until the transaction ends. */
    public Uni<List<Shift>> lock(Collection<UUID> ids) {
        return list(
                new ListQuery<>(Shift.class).where("e.id in :ids", "ids", ids).forUpdate());
    }

    /**
     * Advisory locks that serialize writes for these people until the transaction ends. By id, so whoever locks
     * anything else by an id has to lock it together with the people.
     */
    public Uni<Void> takeTurns(Collection<UUID> people) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT count(take_turns(CAST(string_to_array(:people, ',') AS uuid[])))", Long.class)
                        .setParameter(
                                "people", people.stream().map(UUID::toString).collect(Collectors.joining(",")))
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** Checks the deferred constraint now: a violation at commit would not name the constraint. */
    public Uni<Void> checkPublished() {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "SET CONSTRAINTS published_shift_no_double_booking IMMEDIATE")
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<List<Shift>> list(ListQuery<Shift> query) {
        return getSession().chain(session -> query.list(session));
    }
}

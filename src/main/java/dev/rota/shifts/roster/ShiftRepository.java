package dev.rota.shifts.roster;

import dev.rota.shared.database.DatabaseFailure;
import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The shifts in the database, in both editions. */
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

    @Override
    public Mapping<Shift> mapping() {
        return Shift.MAPPING;
    }

    /** None also for the published edition of a shift that was never published. */
    public ListQuery<? extends ShiftEdition> byId(Edition edition, UUID id) {
        return ListQuery.byId(edition.mapping, id);
    }

    /** The planned edition of these shifts, by start. */
    public ListQuery<Shift> planned(Collection<UUID> ids) {
        return byIds(Shift.MAPPING, ids).orderByInstant("starts_at");
    }

    /** The planned edition of those of these shifts that were ever published, by start. */
    public ListQuery<Shift> plannedIfPublished(Collection<UUID> ids) {
        return planned(ids).where("EXISTS (SELECT FROM published_shift p WHERE p.id = e.id)");
    }

    /** Those of these shifts that the edition has, by id. */
    public ListQuery<? extends ShiftEdition> byIds(Edition edition, Collection<UUID> ids) {
        return byIds(edition.mapping, ids);
    }

    private static <E extends ShiftEdition> ListQuery<E> byIds(Mapping<E> edition, Collection<UUID> ids) {
        return new ListQuery<>(edition).whereIn("id", ids);
    }

    /**
     * The shifts that overlap the window, by start, at most {@code limit}.
     *
     * @param cancelled whether to include cancelled shifts if no status is asked for
     */
    public ListQuery<? extends ShiftEdition> search(
            Window window, ShiftFilter filter, boolean cancelled, Cursor after, int limit) {
        var query = window.overlapping(filter.edition().mapping, ShiftEdition.LONGEST_ELAPSED)
                .where("e.assignee_id = :user", "user", filter.user())
                .where("e.status = :status", "status", filter.status())
                .where("e.location = :location", "location", filter.location())
                .where("e.role = :role", "role", filter.role())
                .orderByInstant("starts_at", after)
                .limit(limit);
        if (filter.status() == null && !cancelled) {
            query.where("e.status <> :cancelled", "cancelled", ShiftStatus.CANCELLED);
        }
        if (filter.status() != null && filter.status() != ShiftStatus.PUBLISHED) {
            // In words, for an index without those: the planner does not see what a parameter is.
            query.where("e.status <> 'PUBLISHED'");
        }
        if (filter.open() != null) {
            query.where(filter.open() ? "e.assignee_id IS NULL" : "e.assignee_id IS NOT NULL");
        }
        return query;
    }

    /** The cursor of a shift in a list by start. */
    public static Cursor cursor(ShiftEdition shift) {
        return new Cursor(shift.startsAt.toString(), shift.id);
    }

    /** These people's shifts in a window, by start, without cancelled ones. */
    public <E extends ShiftEdition> ListQuery<E> booked(Mapping<E> edition, Collection<UUID> people, Window window) {
        return bookedById(edition, people, window).orderByInstant("starts_at");
    }

    private static <E extends ShiftEdition> ListQuery<E> bookedById(
            Mapping<E> edition, Collection<UUID> people, Window window) {
        return window.overlapping(edition, ShiftEdition.LONGEST_ELAPSED)
                .whereEach("assignee_id", people)
                .where("e.status <> :cancelled", "cancelled", ShiftStatus.CANCELLED);
    }

    /** Locks a person's planned shifts in a window until the transaction ends. */
    public ListQuery<Shift> lockBooked(UUID person, Window window) {
        return bookedById(Shift.MAPPING, List.of(person), window).forUpdate();
    }

    /** These shifts, locked until the transaction ends. */
    public ListQuery<Shift> lock(Collection<UUID> ids) {
        return byIds(Shift.MAPPING, ids).forUpdate();
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

    /**
     * An advisory lock that serializes writes for many people until the transaction ends, as {@link #takeTurns} does
     * for more than 32. Whoever locks rows of shifts needs it before: in one order, and nobody waits for the rows meanwhile.
     */
    public Uni<Void> manyTakeTurns() {
        return getSession()
                .chain(session -> session.createNativeQuery("SELECT count(many_take_turns())", Long.class)
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
}

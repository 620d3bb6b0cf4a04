package dev.rota.shifts.publishing;

import dev.rota.shared.wire.Instants;
import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Selection;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftStatus;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The unpublished changes. Every method needs an open transaction. */
@Singleton
class PublishRepository {

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;

    PublishRepository(ShiftsDatabase database, ShiftRepository shifts) {
        this.database = database;
        this.shifts = shifts;
    }

    /**
     * The shifts whose editions differ, at most {@code limit}. A shift is selected if either edition is: drafts, and
     * what {@code outdated_shift} has in the window as planned or as published.
     *
     * <p>The subqueries are no joins: so they are looked up by id, whatever the planner expects.
     */
    Uni<List<UUID>> unpublished(Selection selection, int limit) {
        var window = selection.window();
        var filters = selection.filters();
        String sql = """
                SELECT CAST(id AS text) FROM (
                    (SELECT d.id FROM shift d WHERE d.status = 'DRAFT' AND %1$s %2$s LIMIT :limit)
                    UNION
                    (SELECT o.id FROM outdated_shift o WHERE %3$s
                        AND (SELECT s.status <> 'PUBLISHED' %4$s FROM shift s WHERE s.id = o.id)
                        AND (SELECT p.status = 'PUBLISHED' FROM published_shift p WHERE p.id = o.id) LIMIT :limit)
                    UNION
                    (SELECT o.id FROM outdated_shift o WHERE %5$s
                        AND (SELECT s.status <> 'PUBLISHED' FROM shift s WHERE s.id = o.id)
                        AND (SELECT p.status = 'PUBLISHED' %6$s FROM published_shift p WHERE p.id = o.id) LIMIT :limit)
                ) AS unpublished LIMIT :limit""".formatted(
                        within("d."), passes("d", filters),
                        within("o.planned_"), passes("s", filters),
                        within("o."), passes("p", filters));
        return database.session()
                .chain(session -> {
                    var query = session.createNativeQuery(sql, String.class)
                            .setParameter("earliest", window.from().minus(ShiftEdition.LONGEST_ELAPSED))
                            .setParameter("from", window.from())
                            .setParameter("to", window.to())
                            .setParameter("limit", limit);
                    filters.forEach(query::setParameter);
                    return query.getResultList();
                })
                .map(ids -> ids.stream().map(UUID::fromString).toList());
    }

    private static String within(String row) {
        return row + "starts_at > :earliest AND " + Window.overlaps(row, ":from", ":to");
    }

    private static String passes(String alias, Map<String, Object> filters) {
        return filters.keySet().stream()
                .map(column -> " AND %1$s.%2$s = :%2$s".formatted(alias, column))
                .collect(Collectors.joining());
    }

    /** Those of these shifts that nobody has published meanwhile, locked until the transaction ends. */
    Uni<List<Shift>> lock(Collection<UUID> ids) {
        return database.load(shifts.lock(ids))
                .map(locked -> locked.stream()
                        .filter(shift -> shift.status != ShiftStatus.PUBLISHED)
                        .toList());
    }

    /** Everybody who has one of these shifts in either edition. */
    Uni<Set<UUID>> peopleOf(Collection<UUID> ids) {
        return database.session()
                .chain(session -> session.createSelectionQuery(
                                "select s.assignee from Shift s where s.id in :ids and s.assignee is not null union"
                                        + " select s.assignee from PublishedShift s where s.id in :ids and s.assignee is not null",
                                UUID.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(Set::copyOf);
    }

    /**
     * What is published of the same people at the time of one of these shifts, as planned. Looked up for one shift after
     * the other: a fence (OFFSET 0) keeps the planner from joining in another way.
     */
    Uni<List<PublishedShift>> atTheTimeOf(Collection<UUID> ids) {
        return database.session()
                .chain(session -> session.createNativeQuery("""
                                SELECT p.* FROM shift s CROSS JOIN LATERAL (
                                    SELECT p.* FROM published_shift p
                                    WHERE p.assignee_id = s.assignee_id AND p.status <> 'CANCELLED'
                                        AND p.starts_at > s.starts_at - make_interval(hours => :hours)
                                        AND p.starts_at < s.ends_at AND p.ends_at > s.starts_at
                                    OFFSET 0) AS p
                                WHERE s.id IN (:ids) ORDER BY p.starts_at, p.id""", PublishedShift.class)
                        .setParameter("ids", ids)
                        .setParameter("hours", (int) ShiftEdition.LONGEST_ELAPSED.toHours())
                        .getResultList());
    }

    /**
     * Publishes these shifts as they are planned.
     *
     * @param unpublished drafts and cancelled ones, locked
     * @return the published shifts, by start
     */
    Uni<List<Shift>> publish(Collection<Shift> unpublished) {
        if (unpublished.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var cancelled = ids(unpublished, shift -> shift.status == ShiftStatus.CANCELLED);
        var drafts = ids(unpublished, shift -> shift.status != ShiftStatus.CANCELLED);
        return publishDrafts(drafts)
                .chain(() -> publishCancellations(cancelled))
                .chain(shifts::checkPublished)
                .chain(database::session)
                .invoke(Mutiny.Session::clear)
                .chain(() -> planned(unpublished));
    }

    /** These shifts as they are now, by start. */
    Uni<List<Shift>> planned(Collection<Shift> these) {
        return database.load(shifts.planned(ids(these, shift -> true)));
    }

    /** By nothing but the id, as they are locked: by the status, all that there are might be looked through. */
    private Uni<?> publishDrafts(List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.session()
                        .chain(session -> session.createMutationQuery(
                                        "update versioned Shift s set s.status = :published,"
                                                + " s.updatedAt = :now where s.id in :ids")
                                .setParameter("published", ShiftStatus.PUBLISHED)
                                .setParameter("now", Instants.now())
                                .setParameter("ids", ids)
                                .executeUpdate());
    }

    private Uni<?> publishCancellations(List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.session()
                        .chain(session -> session.createNativeQuery("UPDATE published_shift p SET status = s.status,"
                                        + " version = s.version, updated_at = s.updated_at FROM shift s"
                                        + " WHERE s.id = p.id AND s.id IN (:ids)")
                                .setParameter("ids", ids)
                                .executeUpdate());
    }

    private static List<UUID> ids(Collection<Shift> shifts, Predicate<Shift> which) {
        return shifts.stream().filter(which).map(shift -> shift.id).toList();
    }
}

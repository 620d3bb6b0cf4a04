package dev.rota.shifts.swaps;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The swaps in the database. */
@ApplicationScoped
class SwapRepository implements Repository<Swap> {

    /** As the database orders: ids by their bytes, which {@link UUID#compareTo} takes for signed. */
    private static final Comparator<Swap> BY_EXPIRY =
            Comparator.comparing((Swap swap) -> swap.expiresAt).thenComparing(swap -> swap.id.toString());

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;

    SwapRepository(ShiftsDatabase database, ShiftRepository shifts) {
        this.database = database;
        this.shifts = shifts;
    }

    @Override
    public Mapping<Swap> mapping() {
        return Swap.MAPPING;
    }

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no swap with this id.");
    }

    /**
     * By expiry, at most {@code limit}.
     *
     * @param user one of the two people, {@code null} for anybody
     * @param status {@code null} for all
     */
    Uni<List<Swap>> search(UUID user, SwapStatus status, Cursor after, int limit) {
        // One after the other: each has an index in the order of the list, and all together have none.
        var found = Uni.createFrom().item(Stream.<Swap>empty());
        for (String person : user == null ? List.of("") : List.of("offered_by", "wanted_from")) {
            for (var written : written(status)) {
                var query = new ListQuery<>(Swap.MAPPING)
                        .where("e.%s = :user".formatted(person), "user", user)
                        .where("e.status = :status", "status", written)
                        .orderByInstant("expires_at", after)
                        .limit(limit);
                if (status == SwapStatus.EXPIRED || status != null && status.isOpen()) {
                    query.where("e.expires_at " + (status.isOpen() ? ">" : "<=") + " :now", "now", Instants.now());
                }
                found = found.chain(before -> database.read(query).map(more -> Stream.concat(before, more.stream())));
            }
        }
        return found.map(all -> all.sorted(BY_EXPIRY).limit(limit).toList());
    }

    /**
     * Exchanges the assignees of two published shifts, in both editions. One statement, because the deferrable
     * constraint is checked at its end, and the two shifts may overlap.
     * https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-COMPATIBILITY
     *
     * @param two as they were before, in the open transaction; detached from its session
     */
    Uni<Void> exchange(List<Shift> two) {
        return getSession()
                .chain(session -> session.createMutationQuery("update versioned Shift s set s.assignee ="
                                + " (select o.assignee from Shift o where o.id in :two and o.id <> s.id),"
                                + " s.claimedBy = null, s.overrideReason = null, s.updatedAt = :now where s.id in :two")
                        .setParameter("two", two.stream().map(shift -> shift.id).toList())
                        .setParameter("now", Instants.now())
                        .executeUpdate()
                        .chain(shifts::checkPublished)
                        .invoke(() -> two.forEach(session::detach)));
    }

    /** The stored statuses for one that is asked for, {@code null} for any: EXPIRED is derived. */
    private static List<SwapStatus> written(SwapStatus status) {
        return status == SwapStatus.EXPIRED
                ? List.of(SwapStatus.OFFERED, SwapStatus.ACCEPTED)
                : Collections.singletonList(status);
    }
}

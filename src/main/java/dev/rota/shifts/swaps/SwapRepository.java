package dev.rota.shifts.swaps;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The swaps in the database. Every method needs an open session. */
@ApplicationScoped
class SwapRepository implements Repository<Swap> {

    private final ShiftRepository shifts;

    SwapRepository(ShiftRepository shifts) {
        this.shifts = shifts;
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
        var query = new ListQuery<>(Swap.class)
                .where("e.status in :written", "written", written(status))
                .where("(e.offeredBy = :user or e.wantedFrom = :user)", "user", user)
                .orderByInstant("expiresAt", after);
        if (status == SwapStatus.EXPIRED || status != null && status.isOpen()) {
            query.where("e.expiresAt " + (status.isOpen() ? ">" : "<=") + " :now", "now", Instants.now());
        }
        return getSession().chain(session -> query.list(session, limit));
    }

    /**
     * Exchanges the assignees of two published shifts, in both editions. One statement, because the deferrable
     * constraint is checked at its end, and the two shifts may overlap.
     * https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-COMPATIBILITY
     *
     * @param two as they were before; detached from the session
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
    private static Set<SwapStatus> written(SwapStatus status) {
        if (status == null) {
            return null;
        }
        return status == SwapStatus.EXPIRED ? Set.of(SwapStatus.OFFERED, SwapStatus.ACCEPTED) : Set.of(status);
    }
}

package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Entities;
import dev.rota.shared.Instants;
import dev.rota.shared.ProblemException;
import dev.rota.shifts.Swap.Status;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The swaps in the database. Every method needs an open session. */
@ApplicationScoped
class Swaps implements Entities<Swap> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no swap with this id.");
    }

    /**
     * By the time when they expire, {@code limit} at the most.
     *
     * @param user one of the two people, {@code null} for whoever it is
     * @param status {@code null} for all
     */
    Uni<List<Swap>> search(UUID user, Status status, Cursor after, int limit) {
        var query = new StringBuilder("from Swap s where s.status in :written");
        var values = new HashMap<String, Object>();
        values.put("written", written(status));
        if (user != null) {
            query.append(" and (s.offeredBy = :user or s.wantedFrom = :user)");
            values.put("user", user);
        }
        if (status == Status.EXPIRED || status != null && status.isOpen()) {
            query.append(" and s.expiresAt ")
                    .append(status.isOpen() ? ">" : "<=")
                    .append(" :now");
            values.put("now", Instants.now());
        }
        Shifts.page(query, values, "s.expiresAt", after);
        return find(query.toString(), values).page(0, limit).list();
    }

    /** What stands in the database for a status. */
    private static Set<Status> written(Status status) {
        if (status == null) {
            return Set.of(Status.OFFERED, Status.ACCEPTED, Status.APPROVED, Status.DECLINED, Status.WITHDRAWN);
        }
        return status == Status.EXPIRED ? Set.of(Status.OFFERED, Status.ACCEPTED) : Set.of(status);
    }
}

package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.ProblemException;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The shifts in the database. Every method needs an open session. */
@ApplicationScoped
class Shifts implements PanacheRepositoryBase<Shift, UUID> {

    /** @throws ProblemException 404 */
    Uni<Shift> byId(UUID id) {
        return findById(id).onItem().ifNull().failWith(Shifts::unknown);
    }

    /** Locked until the transaction ends, so that two changes of one shift happen one after the other. */
    Uni<Shift> byIdForUpdate(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).onItem().ifNull().failWith(Shifts::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("There is no shift with this id.");
    }

    /**
     * What overlaps the window, by start, {@code limit} at the most.
     *
     * @param cancelled whether cancelled shifts belong to the answer where the filter asks for no status
     */
    Uni<List<Shift>> search(Window window, ShiftFilter filter, boolean cancelled, Cursor after, int limit) {
        // No shift is longer than a day, which lets the index on starts_at bound the search at both ends.
        var query = new StringBuilder(
                "from Shift s where s.startsAt > :earliest and s.startsAt < :to and s.endsAt > :from");
        var values = new HashMap<String, Object>(
                Map.of("earliest", window.from().minus(Shift.LONGEST), "to", window.to(), "from", window.from()));
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
        if (after != null) {
            query.append(" and s.startsAt >= :start and (s.startsAt > :start or s.id > :id)");
            values.put("start", start(after));
            values.put("id", after.id());
        }
        query.append(" order by s.startsAt, s.id");
        return find(query.toString(), values).page(0, limit).list();
    }

    private static Instant start(Cursor after) {
        try {
            return Instant.parse(after.key());
        } catch (DateTimeException e) {
            throw Cursor.invalid();
        }
    }

    /** A shift of this person, other than {@code except}, that takes some of the same time; {@code null} if none does. */
    Uni<Shift> clash(UUID assignee, Instant start, Instant end, UUID except) {
        return find(
                        "from Shift s where s.assignee = ?1 and s.startsAt < ?3 and s.endsAt > ?2 and s.status <> ?4"
                                + " and (cast(?5 as uuid) is null or s.id <> ?5) order by s.startsAt",
                        assignee,
                        start,
                        end,
                        ShiftStatus.CANCELLED,
                        except)
                .firstResult();
    }
}

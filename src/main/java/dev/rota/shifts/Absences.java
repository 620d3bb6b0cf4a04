package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Entities;
import dev.rota.shared.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The absences in the database. Every method needs an open session. */
@ApplicationScoped
class Absences implements Entities<Absence> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no absence with this id.");
    }

    /** What overlaps the window, by start, {@code limit} at the most. */
    Uni<List<Absence>> search(Window window, UUID user, Absence.Status status, Cursor after, int limit) {
        // None is longer than LONGEST, which lets the index on starts_at bound the search at both ends.
        var query = new StringBuilder(
                "from Absence s where s.startsAt > :earliest and s.startsAt < :to and s.endsAt > :from");
        var values = new HashMap<String, Object>(
                Map.of("earliest", window.from().minus(Absence.LONGEST), "to", window.to(), "from", window.from()));
        if (user != null) {
            query.append(" and s.person = :user");
            values.put("user", user);
        }
        if (status != null) {
            query.append(" and s.status = :status");
            values.put("status", status);
        }
        Shifts.page(query, values, "s.startsAt", after);
        return find(query.toString(), values).page(0, limit).list();
    }

    /** When these people are away in a span of time, by start. */
    Uni<List<Absence>> approved(Collection<UUID> people, Window window) {
        return of(people, List.of(Absence.Status.APPROVED), window);
    }

    /** What these people asked for in a span of time, as far as it stands so, by start. */
    Uni<List<Absence>> of(Collection<UUID> people, Collection<Absence.Status> statuses, Window window) {
        return list(
                "from Absence s where s.person in :people and s.status in :statuses and s.startsAt < :to"
                        + " and s.endsAt > :from order by s.startsAt",
                Map.of("people", people, "statuses", statuses, "from", window.from(), "to", window.to()));
    }
}

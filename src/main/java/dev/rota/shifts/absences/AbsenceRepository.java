package dev.rota.shifts.absences;

import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The absences in the database. Every method needs an open session. */
@ApplicationScoped
public class AbsenceRepository implements Repository<Absence> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no absence with this id.");
    }

    /**
     * The absences that overlap the window, by start, at most {@code limit}; {@code null} for a filter that is not set.
     */
    Uni<List<Absence>> search(Window window, UUID user, AbsenceStatus status, Cursor after, int limit) {
        var query = window.overlapping(Absence.class, AbsenceFields.LONGEST_ELAPSED)
                .where("e.person = :user", "user", user)
                .where("e.status = :status", "status", status)
                .orderByInstant("startsAt", after);
        return getSession().chain(session -> query.list(session, limit));
    }

    /** The approved absences of these people in a window, by start. */
    public Uni<List<Absence>> approved(Collection<UUID> people, Window window) {
        return of(people, Set.of(AbsenceStatus.APPROVED), window);
    }

    /** The absences of these people in a window that have one of these statuses, by start. */
    public Uni<List<Absence>> of(Collection<UUID> people, Collection<AbsenceStatus> statuses, Window window) {
        var query = window.overlapping(Absence.class, AbsenceFields.LONGEST_ELAPSED)
                .where("e.person in :people", "people", people)
                .where("e.status in :statuses", "statuses", statuses)
                .orderByInstant("startsAt");
        return getSession().chain(session -> query.list(session));
    }
}

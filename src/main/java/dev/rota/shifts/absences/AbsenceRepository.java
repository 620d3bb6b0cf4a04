package dev.rota.shifts.absences;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.Repository;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shifts.roster.Window;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** The absences in the database. */
@ApplicationScoped
public class AbsenceRepository implements Repository<Absence> {

    @Override
    public ProblemException unknown() {
        return ProblemException.notFound("There is no absence with this id.");
    }

    @Override
    public Mapping<Absence> mapping() {
        return Absence.MAPPING;
    }

    /**
     * The absences that overlap the window, by start, at most {@code limit}; {@code null} for a filter that is not set.
     */
    ListQuery<Absence> search(Window window, UUID user, AbsenceStatus status, Cursor after, int limit) {
        return window.overlapping(Absence.MAPPING, AbsenceFields.LONGEST_ELAPSED)
                .where("e.person_id = :user", "user", user)
                .where("e.status = :status", "status", status)
                .orderByInstant("starts_at", after)
                .limit(limit);
    }

    /** The approved absences of these people in a window, by start. */
    public ListQuery<Absence> approved(Collection<UUID> people, Window window) {
        return of(people, Set.of(AbsenceStatus.APPROVED), window);
    }

    /** The absences of these people in a window that have one of these statuses, by start. */
    public ListQuery<Absence> of(Collection<UUID> people, Collection<AbsenceStatus> statuses, Window window) {
        return window.overlapping(Absence.MAPPING, AbsenceFields.LONGEST_ELAPSED)
                .whereEach("person_id", people)
                .where(
                        "e.status = ANY (:statuses)",
                        "statuses",
                        statuses.stream().map(Enum::name).toArray(String[]::new))
                .orderByInstant("starts_at");
    }
}

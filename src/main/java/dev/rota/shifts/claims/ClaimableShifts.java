package dev.rota.shifts.claims;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.absences.Absence;
import dev.rota.shifts.absences.AbsenceStatus;
import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftStatus;
import dev.rota.shifts.roster.Window;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** What a person may claim: the rules of {@link Shift#claim} as a query. */
final class ClaimableShifts {

    /**
     * When the person is busy, and what is planned otherwise by now. Once for all shifts, and not for each of them: that
     * would read many times as much as the answer.
     */
    private static final String BUSY = """
            busy AS MATERIALIZED (
                SELECT s.starts_at, s.ends_at FROM shift s WHERE s.assignee_id = :person
                    AND s.status <> :cancelled AND s.starts_at > :earliest AND s.starts_at < :latest
                UNION ALL SELECT p.starts_at, p.ends_at FROM published_shift p WHERE p.assignee_id = :person
                    AND p.status <> :cancelled AND p.starts_at > :earliest AND p.starts_at < :latest
                UNION ALL SELECT a.starts_at, a.ends_at FROM absence a WHERE a.person_id = :person
                    AND a.status = :approved AND a.starts_at > :longAgo AND a.starts_at < :latest AND a.ends_at > :from),
            outdated AS MATERIALIZED (
                SELECT o.id FROM outdated_shift o WHERE o.starts_at > :earliest AND o.starts_at < :to)""";

    private ClaimableShifts() {}

    /** By start, at most {@code limit}. */
    static ListQuery<PublishedShift> of(UUID person, Collection<String> roles, Window window, Cursor after, int limit) {
        return window.overlapping(PublishedShift.MAPPING, ShiftEdition.LONGEST_ELAPSED)
                .with(BUSY)
                .set(Map.of(
                        "person",
                        person,
                        "cancelled",
                        ShiftStatus.CANCELLED,
                        "approved",
                        AbsenceStatus.APPROVED,
                        "longAgo",
                        window.from().minus(Absence.LONGEST),
                        "latest",
                        window.to().plus(ShiftEdition.LONGEST_ELAPSED)))
                .where("e.starts_at > :now", "now", Instants.now())
                .where("e.assignee_id IS NULL")
                .where("e.status = :published", "published", ShiftStatus.PUBLISHED)
                .where("NOT EXISTS (SELECT FROM outdated o WHERE o.id = e.id)")
                .where("(e.role IS NULL OR e.role = ANY (:roles))", "roles", roles.toArray(String[]::new))
                .where("NOT EXISTS (SELECT FROM busy b WHERE " + Window.overlaps("b.", "e.starts_at", "e.ends_at")
                        + ")")
                .orderByInstant("starts_at", after)
                .limit(limit);
    }
}

package dev.rota.shifts.claims;

import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.absences.Absence;
import dev.rota.shifts.absences.AbsenceStatus;
import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftStatus;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a person may claim: the rules of {@link Shift#claim} as a query. */
@Singleton
class ClaimableShifts {

    /**
     * When the person is busy, and what is planned otherwise by now. Once for all shifts, and not for each of them: that
     * would read many times as much as the answer.
     */
    private static final String BUSY = """
            busy as materialized (
                select s.startsAt as startsAt, s.endsAt as endsAt from Shift s where s.assignee = :person
                    and s.status <> :cancelled and s.startsAt > :earliest and s.startsAt < :latest
                union all select p.startsAt as startsAt, p.endsAt as endsAt from PublishedShift p where p.assignee = :person
                    and p.status <> :cancelled and p.startsAt > :earliest and p.startsAt < :latest
                union all select a.startsAt as startsAt, a.endsAt as endsAt from Absence a where a.person = :person
                    and a.status = :approved and a.startsAt > :longAgo and a.startsAt < :latest and a.endsAt > :from),
            outdated as materialized (
                select o.id as id from OutdatedShift o where o.startsAt > :earliest and o.startsAt < :to)""";

    private final ShiftsDatabase database;

    ClaimableShifts(ShiftsDatabase database) {
        this.database = database;
    }

    /** By start, at most {@code limit}. Needs an open session. */
    Uni<List<PublishedShift>> search(UUID person, Collection<String> roles, Window window, Cursor after, int limit) {
        var query = window.overlapping(PublishedShift.class, ShiftEdition.LONGEST_ELAPSED)
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
                .where("e.startsAt > :now", "now", Instants.now())
                .where("e.assignee is null")
                .where("e.status = :published", "published", ShiftStatus.PUBLISHED)
                .where("not exists (select 1 from outdated o where o.id = e.id)")
                .where("(e.role is null or e.role in :roles)", "roles", roles)
                .where("not exists (select 1 from busy b where " + Window.overlaps("b", "e.startsAt", "e.endsAt") + ")")
                .orderByInstant("startsAt", after);
        return database.session().chain(session -> query.list(session, limit));
    }
}

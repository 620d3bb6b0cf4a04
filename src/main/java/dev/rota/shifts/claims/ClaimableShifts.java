package dev.rota.shifts.claims;

import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Instants;
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
import java.util.UUID;

/** What a person may claim: the rules of {@link Shift#claim} as a query. */
@Singleton
class ClaimableShifts {

    private static final String OVERLAPS = Window.overlaps("o", "e.startsAt", "e.endsAt");

    private static final String NOT_BOOKED = "not exists (select 1 from %s o where o.assignee = :person"
            + " and o.status <> :cancelled and " + OVERLAPS + ")";

    private static final String NOT_ABSENT = "not exists (select 1 from Absence o where o.person = :person"
            + " and o.status = :approved and " + OVERLAPS + ")";

    private final ShiftsDatabase database;

    ClaimableShifts(ShiftsDatabase database) {
        this.database = database;
    }

    /** By start, at most {@code limit}. Needs an open session. */
    Uni<List<PublishedShift>> search(UUID person, Collection<String> roles, Window window, Cursor after, int limit) {
        var query = window.overlapping(PublishedShift.class, ShiftEdition.LONGEST_ELAPSED)
                .where("e.startsAt > :now", "now", Instants.now())
                .where("e.assignee is null")
                .where("e.status = :published", "published", ShiftStatus.PUBLISHED)
                .where("exists (select 1 from Shift p where p.id = e.id and p.status = :published)")
                .where("(e.role is null or e.role in :roles)", "roles", roles)
                .where(NOT_BOOKED.formatted("Shift"), "person", person)
                .where(NOT_BOOKED.formatted("PublishedShift"), "cancelled", ShiftStatus.CANCELLED)
                .where(NOT_ABSENT, "approved", AbsenceStatus.APPROVED)
                .orderByInstant("startsAt", after);
        return database.session().chain(session -> query.list(session, limit));
    }
}

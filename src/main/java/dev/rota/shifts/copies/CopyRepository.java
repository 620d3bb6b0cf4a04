package dev.rota.shifts.copies;

import dev.rota.shared.database.ListQuery;
import dev.rota.shifts.roster.Selection;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftStatus;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The shifts to copy and their existing copies. Every method needs an open session. */
@Singleton
class CopyRepository {

    private final ShiftsDatabase database;

    CopyRepository(ShiftsDatabase database) {
        this.database = database;
    }

    /** The selected shifts that start in the window and are not cancelled, by start, at most {@code limit}. */
    Uni<List<Shift>> sources(Selection selection, int limit) {
        var window = selection.window();
        var query = new ListQuery<>(Shift.class)
                .where("e.startsAt >= :from", "from", window.from())
                .where("e.startsAt < :to", "to", window.to())
                .where("e.status <> :cancelled", "cancelled", ShiftStatus.CANCELLED)
                .orderByInstant("startsAt");
        selection.filters().forEach((field, value) -> query.where("e.%1$s = :%1$s".formatted(field), field, value));
        return database.session().chain(session -> query.list(session, limit));
    }

    /** The copies of these shifts that are not cancelled. */
    Uni<List<Shift>> copiesOf(Collection<UUID> sources) {
        var query = new ListQuery<>(Shift.class)
                .where("e.copiedFrom in :sources", "sources", sources)
                .where("e.status <> :cancelled", "cancelled", ShiftStatus.CANCELLED);
        return database.session().chain(query::list);
    }
}

package dev.rota.shifts.publishing;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.roster.Selection;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftStatus;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The unpublished changes. Every method needs an open transaction. */
@Singleton
class PublishRepository {

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;

    PublishRepository(ShiftsDatabase database, ShiftRepository shifts) {
        this.database = database;
        this.shifts = shifts;
    }

    /**
     * The shifts whose editions differ, locked until the transaction ends, at most {@code limit}. A shift is selected
     * if either edition is.
     */
    Uni<List<Shift>> unpublished(Selection selection, int limit) {
        var window = selection.window();
        var published = "exists (select 1 from PublishedShift v where v.id = e.id and v.status = :published%s)";
        var query = new ListQuery<>(Shift.class)
                .where("(e.status = :draft or e.status = :cancelled and " + published.formatted("") + ")")
                .where("(" + selected("e", selection) + " or " + published.formatted(" and " + selected("v", selection))
                        + ")")
                .set("earliest", window.from().minus(ShiftEdition.LONGEST_ELAPSED))
                .set("from", window.from())
                .set("to", window.to())
                .set("draft", ShiftStatus.DRAFT)
                .set("cancelled", ShiftStatus.CANCELLED)
                .set("published", ShiftStatus.PUBLISHED)
                .set(selection.filters())
                .forUpdate();
        return database.session().chain(session -> query.list(session, limit));
    }

    private static String selected(String alias, Selection selection) {
        var condition =
                new StringBuilder(alias + ".startsAt > :earliest and " + Window.overlaps(alias, ":from", ":to"));
        selection
                .filters()
                .keySet()
                .forEach(field -> condition.append(" and %1$s.%2$s = :%2$s".formatted(alias, field)));
        return condition.toString();
    }

    /** Everybody who has one of these shifts in either edition. */
    Uni<Set<UUID>> peopleOf(Collection<UUID> ids) {
        return database.session()
                .chain(session -> session.createSelectionQuery(
                                "select s.assignee from Shift s where s.id in :ids and s.assignee is not null union"
                                        + " select s.assignee from PublishedShift s where s.id in :ids and s.assignee is not null",
                                UUID.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(Set::copyOf);
    }

    /**
     * Publishes these shifts as they are planned.
     *
     * @return the published shifts, by start
     */
    Uni<List<Shift>> publish(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return database.session()
                .chain(session -> session.createMutationQuery("update versioned Shift s set s.status = :published,"
                                + " s.updatedAt = :now where s.status = :draft and s.id in :ids")
                        .setParameter("published", ShiftStatus.PUBLISHED)
                        .setParameter("draft", ShiftStatus.DRAFT)
                        .setParameter("now", Instants.now())
                        .setParameter("ids", ids)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery("UPDATE published_shift p SET status = s.status,"
                                        + " version = s.version, updated_at = s.updated_at FROM shift s"
                                        + " WHERE s.id = p.id AND s.status = 'CANCELLED' AND s.id IN (:ids)")
                                .setParameter("ids", ids)
                                .executeUpdate())
                        .chain(shifts::checkPublished)
                        .invoke(session::clear))
                .chain(() -> shifts.planned(ids));
    }
}

package dev.rota.shifts.copies;

import dev.rota.shared.database.ListQuery;
import dev.rota.shifts.copies.CopyPlan.Made;
import dev.rota.shifts.roster.Selection;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftStatus;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The shifts to copy, and within an open transaction their existing copies. */
@Singleton
class CopyRepository {

    /** From each source up to its origin, and how many weeks that is back. */
    private static final String ORIGINS = """
            WITH RECURSIVE origin AS (
                SELECT id AS source, id, copied_from, copied_weeks, 0 AS back FROM shift WHERE id IN (:sources)
                UNION ALL
                SELECT o.source, s.id, s.copied_from, s.copied_weeks, o.back + o.copied_weeks
                FROM origin o JOIN shift s ON s.id = o.copied_from)
            """;

    /** From there down to all copies, cancelled ones too, and how many weeks after the source each is. */
    private static final String FAMILY = """
            , family AS (
                SELECT source, id, -back AS weeks FROM origin WHERE copied_from IS NULL
                UNION ALL
                SELECT f.source, s.id, f.weeks + s.copied_weeks FROM family f JOIN shift s ON s.copied_from = f.id)
            """;

    private final ShiftsDatabase database;

    CopyRepository(ShiftsDatabase database) {
        this.database = database;
    }

    /** The selected shifts that start in the window and are not cancelled, by start, at most {@code limit}. */
    ListQuery<Shift> sources(Selection selection, int limit) {
        var window = selection.window();
        var query = new ListQuery<>(Shift.MAPPING)
                .where("e.starts_at >= :from", "from", window.from())
                .where("e.starts_at < :to", "to", window.to())
                .where("e.status <> :cancelled", "cancelled", ShiftStatus.CANCELLED)
                .orderByInstant("starts_at")
                .limit(limit);
        selection.filters().forEach((column, value) -> query.where("e.%1$s = :%1$s".formatted(column), column, value));
        return query;
    }

    /**
     * What these shifts were copied from in the end, over all copies of copies. It never changes.
     *
     * @param sources not empty
     */
    Uni<List<UUID>> origins(Collection<UUID> sources) {
        return database.session()
                .chain(session -> session.createNativeQuery(
                                ORIGINS + "SELECT DISTINCT CAST(id AS text) FROM origin WHERE copied_from IS NULL",
                                String.class)
                        .setParameter("sources", sources)
                        .getResultList())
                .map(ids -> ids.stream().map(UUID::fromString).toList());
    }

    /**
     * Which of these shifts have a copy in these weeks that is not cancelled, whatever way it was made: of the shift
     * itself, of a copy of it, or of what it is a copy of.
     *
     * @param sources not empty
     * @param weeks how many weeks after the source
     */
    Uni<Set<Made>> made(Collection<UUID> sources, Collection<Integer> weeks) {
        return database.session()
                .chain(session -> session.createNativeQuery(
                                ORIGINS + FAMILY
                                        + "SELECT CAST(f.source AS text), f.weeks FROM family f JOIN shift s USING (id)"
                                        + " WHERE s.status <> 'CANCELLED' AND f.weeks IN (:weeks)",
                                Object[].class)
                        .setParameter("sources", sources)
                        .setParameter("weeks", weeks)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Made(UUID.fromString((String) row[0]), ((Number) row[1]).intValue()))
                        .collect(Collectors.toSet()));
    }
}

package dev.rota.board.publishing;

import dev.rota.board.api.Conflict;
import dev.rota.board.api.Shift;
import dev.rota.board.page.Viewer;
import dev.rota.board.roster.Hours;
import dev.rota.board.roster.When;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Conflicts in words. */
public final class Conflicts {

    private Conflicts() {}

    /**
     * @param other when what is in the way is; {@code null} where nothing is
     * @param otherShift its id, where it is a shift of these days; otherwise {@code null}
     */
    public record Line(Conflict conflict, When when, When other, UUID otherShift) {

        public boolean isMeasured() {
            return conflict.limit() != null;
        }

        public String actual() {
            return Hours.text(conflict.actual());
        }

        public String limit() {
            return Hours.text(conflict.limit());
        }
    }

    /** What no reason accepts first, then by start. */
    static List<Line> of(List<Conflict> conflicts, List<Shift> shifts, Viewer viewer) {
        Map<UUID, Shift> byId = Shift.byId(shifts);
        return conflicts.stream()
                .sorted(Comparator.comparing(Conflict::overridden)
                        .thenComparing(conflict -> conflict.shift().start()))
                .map(conflict -> line(conflict, byId, viewer))
                .toList();
    }

    private static Line line(Conflict conflict, Map<UUID, Shift> byId, Viewer viewer) {
        var zone = zone(byId.get(conflict.shift().id()), viewer);
        var other = conflict.other();
        return new Line(
                conflict,
                When.of(conflict.shift().start(), conflict.shift().end(), zone, viewer.zone()),
                other == null ? null : When.of(other.start(), other.end(), zone, viewer.zone()),
                other == null || !byId.containsKey(other.id()) ? null : other.id());
    }

    private static ZoneId zone(Shift shift, Viewer viewer) {
        return shift != null ? ZoneId.of(shift.zone()) : viewer.clock();
    }
}

package dev.rota.board.roster;

import dev.rota.board.api.Shift;
import dev.rota.board.page.Viewer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A shift in a cell.
 *
 * @param conflicts kinds of conflicts that are not accepted by a reason
 * @param elsewhere the zone of the place, where its clock differs from the viewer's; otherwise {@code null}
 * @param isMovable whether whoever looks can plan it
 */
public record Chip(Shift shift, List<String> conflicts, String elsewhere, boolean isMovable) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final int COLOURS = 8;

    /** One of which nothing more is to be said. */
    public static Chip of(Shift shift, Viewer viewer) {
        return of(shift, List.of(), viewer);
    }

    /** Each by the id of its shift. */
    public static Map<UUID, Chip> byShift(List<Shift> shifts, Viewer viewer) {
        return shifts.stream().collect(Collectors.toMap(Shift::id, shift -> of(shift, viewer), (one, same) -> one));
    }

    static Chip of(Shift shift, List<String> conflicts, Viewer viewer) {
        return new Chip(shift, conflicts, elsewhere(shift, viewer.zone()), viewer.isPlanner());
    }

    public UUID id() {
        return shift.id();
    }

    /** How it looks in a table. */
    public String css() {
        return "chip role-" + colour() + (shift.isDraft() ? " is-draft" : "")
                + (conflicts.isEmpty() ? "" : " is-conflict");
    }

    /** Of the place's own calendar. */
    public LocalDate day() {
        return shift.localStart().toLocalDate();
    }

    public String start() {
        return TIME.format(shift.localStart());
    }

    public String end() {
        return TIME.format(shift.localEnd());
    }

    /** How many nights it lasts. */
    public long nights() {
        return day().until(shift.localEnd().toLocalDate(), ChronoUnit.DAYS);
    }

    /** Whether the clock of the place changes meanwhile, so that its times do not say how long it takes. */
    public boolean isClockChange() {
        LocalDateTime from = shift.localStart().toLocalDateTime();
        LocalDateTime to = shift.localEnd().toLocalDateTime();
        return !Duration.between(from, to).equals(shift.duration());
    }

    public String hours() {
        return Hours.text(shift.duration());
    }

    /** One of a few colours, the same for the same role. */
    private int colour() {
        return shift.role() == null ? 0 : 1 + Math.floorMod(shift.role().hashCode(), COLOURS);
    }

    /** The zone may be one that only a newer program knows, so it is read only where there is something to compare. */
    private static String elsewhere(Shift shift, ZoneId viewer) {
        return viewer == null ? null : When.elsewhere(shift.start(), shift.end(), ZoneId.of(shift.zone()), viewer);
    }
}

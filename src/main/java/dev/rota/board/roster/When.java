package dev.rota.board.roster;

import dev.rota.board.api.Shift;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * When something is, by the clock of a place.
 *
 * @param nights how many it lasts
 * @param hours in real elapsed time
 * @param place the name of the clock, where the viewer's own shows other times; otherwise {@code null}
 * @param yours by the viewer's clock then; otherwise {@code null}
 */
public record When(LocalDate day, String start, String end, long nights, String hours, String place, When yours) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    public static When of(Shift shift, ZoneId viewer) {
        return of(shift.start(), shift.end(), ZoneId.of(shift.zone()), viewer);
    }

    /** @param viewer {@code null} if unknown */
    public static When of(Instant start, Instant end, ZoneId zone, ZoneId viewer) {
        var from = start.atZone(zone);
        var to = end.atZone(zone);
        String place = elsewhere(start, end, zone, viewer);
        return of(from, to, place, place == null ? null : of(start, end, viewer, null));
    }

    /**
     * The name of the clock of a place, where it shows other times than the viewer's.
     *
     * @param viewer {@code null} if unknown
     * @return {@code null} where both show the same
     */
    static String elsewhere(Instant start, Instant end, ZoneId zone, ZoneId viewer) {
        boolean same = viewer == null || sameOffset(start, zone, viewer) && sameOffset(end, zone, viewer);
        return same ? null : city(zone);
    }

    private static boolean sameOffset(Instant instant, ZoneId zone, ZoneId viewer) {
        return zone.getRules().getOffset(instant).equals(viewer.getRules().getOffset(instant));
    }

    private static When of(ZonedDateTime from, ZonedDateTime to, String place, When yours) {
        return new When(
                from.toLocalDate(),
                TIME.format(from),
                TIME.format(to),
                from.toLocalDate().until(to.toLocalDate(), ChronoUnit.DAYS),
                Hours.text(Duration.between(from, to)),
                place,
                yours);
    }

    private static String city(ZoneId zone) {
        return zone.getId().substring(zone.getId().lastIndexOf('/') + 1).replace('_', ' ');
    }
}

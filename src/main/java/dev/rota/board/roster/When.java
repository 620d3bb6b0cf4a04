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
        boolean same = viewer == null
                || from.getOffset().equals(start.atZone(viewer).getOffset())
                        && to.getOffset().equals(end.atZone(viewer).getOffset());
        return of(from, to, same ? null : city(zone), same ? null : of(start, end, viewer, null));
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

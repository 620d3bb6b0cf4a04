package dev.rota.shifts.booking;

import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A week from Monday to Sunday in a zone: 168 hours, or 167 or 169 with a change of the clock. */
public record Week(LocalDate monday, ZoneId zone) {

    public static Week of(Instant instant, ZoneId zone) {
        return new Week(
                instant.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
    }

    /** The weeks of a shift, one or two, in the zone of its place. */
    public static List<Week> of(ShiftEdition shift) {
        var zone = shift.zone();
        return Stream.of(of(shift.startsAt, zone), of(shift.endsAt.minusNanos(1), zone))
                .distinct()
                .toList();
    }

    public Week next() {
        return new Week(monday.plusWeeks(1), zone);
    }

    public Window window() {
        return new Window(start(), next().start());
    }

    private Instant start() {
        return monday.atStartOfDay(zone).toInstant();
    }

    /** The part of these shifts that is in this week. */
    public Duration worked(Collection<? extends ShiftEdition> shifts) {
        var window = window();
        return shifts.stream().map(shift -> window.share(shift.window())).reduce(Duration.ZERO, Duration::plus);
    }

    /** ISO 8601, such as 2026-W13. */
    @Override
    public String toString() {
        return DateTimeFormatter.ISO_WEEK_DATE.format(monday).replaceFirst("-1$", "");
    }
}

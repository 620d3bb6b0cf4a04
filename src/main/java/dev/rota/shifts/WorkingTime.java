package dev.rota.shifts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shifts.Bookings.Clash;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How much rest people are to have between two spans of work, and how much work in a week. Shifts of which one begins when
 * the other ends are one span; how long a span may be is not looked at. Nothing is ever refused for this: it is warned of,
 * and a shift's {@code overrideReason} says why it is accepted.
 *
 * <p>The limits are those of Directive 2003/88/EC unless they are configured otherwise: 11 consecutive hours of rest a day
 * (article 3) and 48 hours of work a week (article 6). The directive allows for an average over some months (article 16);
 * here, every week counts by itself.
 *
 * <p>Apart from the limits, pure functions. Time is real elapsed time.
 */
@ApplicationScoped
class WorkingTime {

    private final Duration rest;
    private final Duration weekly;

    WorkingTime(
            @ConfigProperty(name = "rota.rest.minimum") Duration rest,
            @ConfigProperty(name = "rota.hours.weekly") Duration weekly) {
        this.rest = rest;
        this.weekly = weekly;
    }

    enum Kind {
        SHORT_REST,
        LONG_WEEK
    }

    /** Something about a shift that is not as it should be. */
    @Schema(name = "Warning")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Warning(
            @Schema(
                    required = true,
                    description =
                            "SHORT_REST: too little rest between the shift and `other`; LONG_WEEK: too much work in `week`.")
            Kind kind,

            @Schema(description = "SHORT_REST: the person's shift before or after this one.")
            Clash other,

            @Schema(
                    examples = "2026-W13",
                    description =
                            "LONG_WEEK: the week, ISO 8601, from Monday to Sunday on the clock of the shift's place.")
            String week,

            @Schema(
                    required = true,
                    examples = "PT8H",
                    format = "duration",
                    description = "How much rest or work it is, real elapsed time, ISO 8601.")
            Duration actual,

            @Schema(
                    required = true,
                    examples = "PT11H",
                    format = "duration",
                    description = "The least rest or the most work that it should be.")
            Duration limit,

            @Schema(
                    required = true,
                    description =
                            "Whether it is accepted. SHORT_REST: one of the two shifts has an `overrideReason`; LONG_WEEK: it"
                                    + " would not be too much without the shifts that have one.")
            boolean overridden) {}

    /** A week from Monday to Sunday on the clock of a zone: 168 hours, or as many as daylight saving makes of it. */
    record Week(LocalDate monday, ZoneId zone) {

        /** The one that an instant is in. */
        static Week of(Instant instant, ZoneId zone) {
            return new Week(
                    instant.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
        }

        /** Those that a shift is in, of the zone of its place: one or two. */
        static List<Week> of(ShiftVersion shift) {
            var zone = ZoneId.of(shift.zone);
            return Stream.of(of(shift.startsAt, zone), of(shift.endsAt.minusNanos(1), zone))
                    .distinct()
                    .toList();
        }

        Week next() {
            return new Week(monday.plusWeeks(1), zone);
        }

        Window window() {
            return new Window(start(), next().start());
        }

        private Instant start() {
            return monday.atStartOfDay(zone).toInstant();
        }

        /** How much of these shifts is in this week. */
        Duration worked(Collection<? extends ShiftVersion> shifts) {
            var window = window();
            return shifts.stream().map(window::share).reduce(Duration.ZERO, Duration::plus);
        }

        /** As ISO 8601 writes it, such as 2026-W13. */
        @Override
        public String toString() {
            return DateTimeFormatter.ISO_WEEK_DATE.format(monday).replaceFirst("-1$", "");
        }
    }

    Duration weekly() {
        return weekly;
    }

    /** Whatever else of a person's work in this span matters to {@link #warnings} about one of these shifts. */
    Window around(Collection<? extends ShiftVersion> shifts) {
        return shifts.stream()
                .flatMap(shift -> Stream.concat(
                        Stream.of(new Window(shift.startsAt.minus(rest), shift.endsAt.plus(rest))),
                        Week.of(shift).stream().map(Week::window)))
                .reduce(Window::hull)
                .orElseThrow();
    }

    /**
     * What is not as it should be about one shift: first the rest before it and after it, then its weeks.
     *
     * @param booked by start, everything that its person has {@link #around} it, itself included; no two overlap
     */
    List<Warning> warnings(ShiftVersion shift, List<? extends ShiftVersion> booked) {
        var warnings = new ArrayList<Warning>();
        for (int i = 1; i < booked.size(); i++) {
            var before = booked.get(i - 1);
            var after = booked.get(i);
            if (after.id.equals(shift.id)) {
                rest(shift, before).ifPresent(warnings::add);
            } else if (before.id.equals(shift.id)) {
                rest(shift, after).ifPresent(warnings::add);
            }
        }
        Week.of(shift).forEach(week -> week(week, booked).ifPresent(warnings::add));
        return warnings;
    }

    /** Whether there is too little rest between a shift and another one of the same person, the next or the last one. */
    Optional<Warning> rest(ShiftVersion shift, ShiftVersion other) {
        var between = shift.startsAt.isBefore(other.startsAt)
                ? Duration.between(shift.endsAt, other.startsAt)
                : Duration.between(other.endsAt, shift.startsAt);
        if (between.compareTo(Duration.ZERO) <= 0 || between.compareTo(rest) >= 0) {
            return Optional.empty();
        }
        boolean overridden = shift.overrideReason != null || other.overrideReason != null;
        return Optional.of(new Warning(Kind.SHORT_REST, new Clash(other), null, between, rest, overridden));
    }

    /** Whether these shifts, everything that one person has in a week, are too much. */
    Optional<Warning> week(Week week, List<? extends ShiftVersion> booked) {
        var worked = week.worked(booked);
        if (worked.compareTo(weekly) <= 0) {
            return Optional.empty();
        }
        var notOverridden =
                booked.stream().filter(shift -> shift.overrideReason == null).toList();
        boolean overridden = week.worked(notOverridden).compareTo(weekly) <= 0;
        return Optional.of(new Warning(Kind.LONG_WEEK, null, week.toString(), worked, weekly, overridden));
    }
}

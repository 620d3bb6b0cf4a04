package dev.rota.shifts.booking;

import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.Warning;
import dev.rota.shifts.roster.Window;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Warns of too little rest between a person's shifts, of too long a span of work without any, and of too much work in a
 * week. Shifts that touch have no rest between them: they are one span. Warnings refuse nothing; a shift's {@code
 * overrideReason} says why they are accepted.
 *
 * <p>The default limits are those of Directive 2003/88/EC: 11 consecutive hours of rest in each 24 (article 3), which
 * leave 13 hours for a span of work, and 48 hours of work a week (article 6). The directive allows an average over some
 * months (article 16); here, every week counts by itself.
 *
 * <p>Pure functions of limits and shifts. Durations are real elapsed time.
 */
@ApplicationScoped
public class WorkingTime {

    /** Before and after a shift, as far as a longer span of work is told in full. */
    private static final Duration REACH = Duration.ofDays(3);

    private final Duration rest;
    private final Duration span;
    private final Duration weekly;

    WorkingTime(WorkingTimeConfig config) {
        rest = config.minimumRest();
        span = config.maximumSpan();
        weekly = config.weeklyHours();
    }

    /** The maximum working time of a week without a warning. */
    public Duration weekly() {
        return weekly;
    }

    /**
     * The window whose shifts the {@link #warnings} about these depend on. A span of work that is longer than the limit
     * is so within this window, too.
     *
     * @param shifts not empty
     */
    public Window around(Collection<? extends ShiftEdition> shifts) {
        return Window.around(shifts.stream()
                .flatMap(shift -> Stream.concat(
                        Stream.of(rest, span, REACH)
                                .map(length -> new Window(shift.startsAt.minus(length), shift.endsAt.plus(length))),
                        Week.of(shift).stream().map(Week::window))));
    }

    /**
     * The warnings about one shift: rest before and after it, then its span of work, then its weeks.
     *
     * @param booked all shifts of its person {@link #around} it, itself included, by start; no two overlap
     */
    List<Warning> warnings(ShiftEdition shift, List<? extends ShiftEdition> booked) {
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
        spans(booked).stream()
                .filter(work -> work.stream().anyMatch(part -> part.id.equals(shift.id)))
                .forEach(work -> span(work).ifPresent(warnings::add));
        Week.of(shift).forEach(week -> week(week, booked).ifPresent(warnings::add));
        return warnings;
    }

    /** The warning about too little rest between a shift and the same person's next or previous one, if any. */
    public Optional<Warning> rest(ShiftEdition shift, ShiftEdition other) {
        var between = shift.startsAt.isBefore(other.startsAt)
                ? Duration.between(shift.endsAt, other.startsAt)
                : Duration.between(other.endsAt, shift.startsAt);
        if (between.compareTo(Duration.ZERO) <= 0 || between.compareTo(rest) >= 0) {
            return Optional.empty();
        }
        boolean overridden = shift.overrideReason != null || other.overrideReason != null;
        return Optional.of(new Warning(Warning.Kind.SHORT_REST, new Clash(other), null, between, rest, overridden));
    }

    /**
     * One person's spans of work: shifts of which each begins when the one before ends.
     *
     * @param booked by start
     */
    public static <E extends ShiftEdition> List<List<E>> spans(List<E> booked) {
        var spans = new ArrayList<List<E>>();
        Instant end = null;
        for (E shift : booked) {
            if (!shift.startsAt.equals(end)) {
                spans.add(new ArrayList<>());
            }
            spans.get(spans.size() - 1).add(shift);
            end = shift.endsAt;
        }
        return spans;
    }

    /** The warning about too long a span of work, if any. Without the shifts that have a reason it may fall apart. */
    public Optional<Warning> span(List<? extends ShiftEdition> work) {
        if (!isLong(work)) {
            return Optional.empty();
        }
        var notOverridden =
                work.stream().filter(shift -> shift.overrideReason == null).toList();
        boolean overridden = spans(notOverridden).stream().noneMatch(this::isLong);
        return Optional.of(new Warning(Warning.Kind.LONG_SPAN, null, null, length(work), span, overridden));
    }

    private boolean isLong(List<? extends ShiftEdition> work) {
        return length(work).compareTo(span) > 0;
    }

    private static Duration length(List<? extends ShiftEdition> work) {
        return Duration.between(work.get(0).startsAt, work.get(work.size() - 1).endsAt);
    }

    /** The warning about too much work, if any, for all of one person's shifts in a week. */
    public Optional<Warning> week(Week week, List<? extends ShiftEdition> booked) {
        var worked = week.worked(booked);
        if (worked.compareTo(weekly) <= 0) {
            return Optional.empty();
        }
        var notOverridden =
                booked.stream().filter(shift -> shift.overrideReason == null).toList();
        boolean overridden = week.worked(notOverridden).compareTo(weekly) <= 0;
        return Optional.of(new Warning(Warning.Kind.LONG_WEEK, null, week.toString(), worked, weekly, overridden));
    }
}

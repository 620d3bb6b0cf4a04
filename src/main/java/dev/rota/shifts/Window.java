package dev.rota.shifts;

import dev.rota.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** A span of time to look at: {@code [from, to)}. */
record Window(Instant from, Instant to) {

    static final Duration DEFAULT = Duration.ofDays(28);
    static final Duration LONGEST = Duration.ofDays(92);

    /**
     * @param from {@code null} for now
     * @param to {@code null} for four weeks after {@code from}
     * @throws ProblemException 400 where the window is empty or too long
     */
    static Window of(Instant from, Instant to) {
        var start = from == null ? Instant.now() : from;
        var end = to == null ? start.plus(DEFAULT) : to;
        if (!start.isBefore(end)) {
            throw ProblemException.badField("to", "must be after from");
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw ProblemException.badField("to", "must be at most 92 days after from");
        }
        return new Window(start, end);
    }

    /** From the first start to the last end of these shifts, of which there is one at least. */
    static Window around(Collection<? extends ShiftVersion> shifts) {
        return new Window(
                shifts.stream()
                        .map(shift -> shift.startsAt)
                        .min(Instant::compareTo)
                        .orElseThrow(),
                shifts.stream()
                        .map(shift -> shift.endsAt)
                        .max(Instant::compareTo)
                        .orElseThrow());
    }

    /** From where the first of both begins to where the last one ends. */
    Window hull(Window other) {
        return new Window(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }

    /** How much of a shift is in here, in real elapsed time. */
    Duration share(ShiftVersion shift) {
        var start = from.isAfter(shift.startsAt) ? from : shift.startsAt;
        var end = to.isBefore(shift.endsAt) ? to : shift.endsAt;
        return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
    }

    /** The one moment: what overlaps it is what is going on then. */
    static Window at(Instant instant) {
        var moment = instant == null ? Instant.now() : instant;
        // The smallest span that PostgreSQL tells apart.
        return new Window(moment, moment.plusNanos(1_000));
    }
}

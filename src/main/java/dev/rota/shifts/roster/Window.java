package dev.rota.shifts.roster;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * A half-open span of time, {@code [from, to)}. Defines overlapping for Java and SQL; the database itself uses {@code
 * tstzrange} and its operator {@code &&}, and two triggers.
 */
public record Window(Instant from, Instant to) {

    private static final Duration DEFAULT = Duration.ofDays(28);
    private static final Duration LONGEST = Duration.ofDays(92);

    /**
     * What a clock that is put back within a span can add to its real elapsed time: no clock was put back further since
     * 2000. So a quarter of a year is a window in every zone.
     */
    public static final Duration CLOCK_CHANGE = Duration.ofHours(3);

    /** PostgreSQL's precision. */
    private static final Duration MOMENT = Duration.ofNanos(1_000);

    /** The window that a client asks for. */
    public record Parameters(
            @Parameter(description = "Start of the window, RFC 3339 with an offset. Absent: now") @QueryParam("from")
            Instant from,

            @Parameter(description = "End of the window, at most 92 days later. Absent: 28 days after `from`")
            @QueryParam("to")
            Instant to) {

        /** @throws ProblemException 400 where the window is empty or too long */
        public Window window() {
            return Window.of(from, to);
        }
    }

    /**
     * @param from {@code null} for now
     * @param to {@code null} for four weeks after {@code from}
     * @throws ProblemException 400 where the window is empty or too long
     */
    public static Window of(Instant from, Instant to) {
        var start = from == null ? Instant.now() : from;
        var end = to == null ? start.plus(DEFAULT) : to;
        if (!start.isBefore(end)) {
            throw ProblemException.badField("to", "must be after from");
        }
        if (Duration.between(start, end).compareTo(LONGEST.plus(CLOCK_CHANGE)) > 0) {
            throw ProblemException.badField("to", "must be at most 92 days after from");
        }
        return new Window(start, end);
    }

    /**
     * A single moment: what overlaps it is in progress then.
     *
     * @param instant {@code null} for now
     */
    public static Window at(Instant instant) {
        var moment = instant == null ? Instant.now() : instant;
        return new Window(moment, moment.plus(MOMENT));
    }

    /**
     * The smallest window that contains all of these.
     *
     * @param windows not empty
     */
    public static Window around(Stream<Window> windows) {
        return windows.reduce(Window::hull).orElseThrow();
    }

    /** The smallest window that contains both. */
    public Window hull(Window other) {
        return new Window(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }

    public boolean overlaps(Window other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    public boolean contains(Window other) {
        return !from.isAfter(other.from) && !to.isBefore(other.to);
    }

    /** The length of the intersection, in real elapsed time. */
    public Duration share(Window other) {
        var start = from.isAfter(other.from) ? from : other.from;
        var end = to.isBefore(other.to) ? to : other.to;
        return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
    }

    /**
     * {@link #overlaps(Window)} in SQL.
     *
     * @param row whose {@code starts_at} and {@code ends_at}: an alias and a point, and what the names begin with
     * @param from an expression, as {@code to} is
     */
    public static String overlaps(String row, String from, String to) {
        return "%1$sstarts_at < %3$s AND %1$sends_at > %2$s".formatted(row, from, to);
    }

    /**
     * The rows that overlap this window.
     *
     * @param longest the longest that one of them is, which bounds the index scan on the start at both ends
     */
    public <E> ListQuery<E> overlapping(Mapping<E> rows, Duration longest) {
        return new ListQuery<>(rows)
                .where(overlaps("e.", ":from", ":to"))
                .set(Map.of("from", from, "to", to))
                .where("e.starts_at > :earliest", "earliest", from.minus(longest));
    }
}

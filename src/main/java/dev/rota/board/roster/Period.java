package dev.rota.board.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;

/**
 * The days of one page.
 *
 * @param first the first of them
 */
public record Period(Span span, LocalDate first) {

    /** How many days at once. */
    public enum Span {
        DAY,
        WEEK,
        MONTH;

        /** The name of its message. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As addresses have it. */
        public String path() {
            return "/" + key();
        }
    }

    /** The one with this day in it. */
    static Period of(Span span, LocalDate day, WeekFields week) {
        return switch (span) {
            case DAY -> new Period(span, day);
            case WEEK -> new Period(span, day.with(week.dayOfWeek(), 1));
            case MONTH -> new Period(span, day.withDayOfMonth(1));
        };
    }

    public LocalDate end() {
        return switch (span) {
            case DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
        };
    }

    public LocalDate last() {
        return end().minusDays(1);
    }

    public List<LocalDate> days() {
        return first.datesUntil(end()).toList();
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(first) && day.isBefore(end());
    }

    public String previous() {
        return at(span == Span.MONTH ? YearMonth.from(first).minusMonths(1).atDay(1) : first.minusDays(length()));
    }

    public String next() {
        return at(end());
    }

    /** The same days in another span. */
    public String as(Span other) {
        return other.path() + "?at=" + first;
    }

    public String self() {
        return at(first);
    }

    private String at(LocalDate day) {
        return span.path() + "?at=" + day;
    }

    private long length() {
        return first.until(end(), ChronoUnit.DAYS);
    }

    /** When the first of these days begins anywhere on Earth. */
    Instant from() {
        return first.atStartOfDay().toInstant(ZoneOffset.ofHours(14));
    }

    /** When the last of these days has ended everywhere. */
    Instant to() {
        return end().atStartOfDay().toInstant(ZoneOffset.ofHours(-12));
    }
}

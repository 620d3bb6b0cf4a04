package dev.rota.board.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rota.board.roster.Period.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.WeekFields;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    private static final LocalDate FRIDAY = LocalDate.parse("2026-11-27");

    @ParameterizedTest
    @CsvSource({"en-GB, 2026-11-23", "de-DE, 2026-11-23", "en-US, 2026-11-22", "ar-EG, 2026-11-21"})
    void a_week_begins_as_its_reader_is_used_to(String language, LocalDate first) {
        assertEquals(first, period(Span.WEEK, FRIDAY, language).first());
    }

    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-11-27, 2026-11-27, 1",
        "WEEK, 2026-11-23, 2026-11-29, 7",
        "MONTH, 2026-11-01, 2026-11-30, 30",
    })
    void a_period_has_the_day_that_was_asked_for(Span span, LocalDate first, LocalDate last, int days) {
        var period = period(span, FRIDAY, "en-GB");
        assertEquals(first, period.first());
        assertEquals(last, period.last());
        assertEquals(days, period.days().size());
    }

    @ParameterizedTest
    @CsvSource({
        "DAY, /day?at=2026-11-26, /day?at=2026-11-28",
        "WEEK, /week?at=2026-11-16, /week?at=2026-11-30",
        "MONTH, /month?at=2026-10-01, /month?at=2026-12-01",
    })
    void the_periods_before_and_after_touch_it(Span span, String previous, String next) {
        var period = period(span, FRIDAY, "en-GB");
        assertEquals(previous, period.previous());
        assertEquals(next, period.next());
    }

    @Test
    void what_is_asked_for_has_these_days_in_every_zone() {
        var day = period(Span.DAY, FRIDAY, "en-GB");
        assertEquals(Instant.parse("2026-11-26T10:00:00Z"), day.from());
        assertEquals(Instant.parse("2026-11-28T12:00:00Z"), day.to());
        assertFalse(day.contains(FRIDAY.plusDays(1)));
    }

    private static Period period(Span span, LocalDate day, String language) {
        return Period.of(span, day, WeekFields.of(Locale.forLanguageTag(language)));
    }
}

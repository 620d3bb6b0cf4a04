package dev.rota.shifts.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftFields;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Shift shift(String start, String end) {
        return new Shift(new ShiftFields(
                null, Instant.parse(start), Instant.parse(end), "Europe/Berlin", "x", null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-23T12:00:00Z, 2026-W13, 167",
        "2026-06-15T12:00:00Z, 2026-W25, 168",
        "2026-10-25T12:00:00Z, 2026-W43, 169",
        "2027-01-01T12:00:00Z, 2026-W53, 168",
    })
    void a_week_goes_from_monday_to_sunday_by_the_clock_of_the_zone(Instant instant, String name, long hours) {
        var week = Week.of(instant, BERLIN);
        assertEquals(name, week.toString());
        var window = week.window();
        assertEquals(Duration.ofHours(hours), Duration.between(window.from(), window.to()));
        assertEquals(window.to(), week.next().window().from());
    }

    @Test
    void a_shift_over_sundays_midnight_is_in_two_weeks_and_counts_in_each_for_its_part() {
        // Midnight is at 22:00Z in summer.
        var shift = shift("2026-06-21T20:00:00Z", "2026-06-22T01:00:00Z");
        var weeks = Week.of(shift);
        assertEquals(
                List.of("2026-W25", "2026-W26"),
                weeks.stream().map(Week::toString).toList());
        assertEquals(
                List.of(Duration.ofHours(2), Duration.ofHours(3)),
                weeks.stream().map(week -> week.worked(List.of(shift))).toList());
    }

    @Test
    void a_shift_that_ends_at_sundays_midnight_is_in_one_week() {
        var weeks = Week.of(shift("2026-06-21T14:00:00Z", "2026-06-21T22:00:00Z"));
        assertEquals(List.of("2026-W25"), weeks.stream().map(Week::toString).toList());
    }
}

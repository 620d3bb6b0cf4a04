package dev.rota.shifts.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftFields;
import dev.rota.shifts.roster.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work without a pause, over one shift or several that touch. */
class SpanOfWorkTest {

    /** A Monday, 0:00 in Berlin. */
    private static final Instant START = Instant.parse("2029-02-25T23:00:00Z");

    /** 13 hours at most; neither rest nor weeks matter here. */
    private final WorkingTime workingTime = new WorkingTime(new WorkingTimeConfig() {
        @Override
        public Duration minimumRest() {
            return Duration.ZERO;
        }

        @Override
        public Duration maximumSpan() {
            return Duration.ofHours(13);
        }

        @Override
        public Duration weeklyHours() {
            return Duration.ofDays(7);
        }
    });

    /** A shift of these minutes since the start, such as {@code 0-480}; with a reason if it ends in {@code !}. */
    private static Shift shift(String minutes) {
        var times = minutes.replace("!", "").split("-");
        var shift = new Shift(new ShiftFields(
                null,
                START.plus(Duration.ofMinutes(Long.parseLong(times[0]))),
                START.plus(Duration.ofMinutes(Long.parseLong(times[1]))),
                "Europe/Berlin",
                "x",
                null,
                null,
                minutes.endsWith("!") ? "Agreed." : null,
                null));
        shift.id = UUID.nameUUIDFromBytes(minutes.getBytes());
        return shift;
    }

    private static List<Shift> shifts(String all) {
        return Arrays.stream(all.split(" ")).map(SpanOfWorkTest::shift).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0-780,",
        "0-781, PT13H1M",
        "0-480 480-780,",
        "0-480 480-781, PT13H1M",
        "0-480 481-961,",
        "0-480 481-961 961-1262, PT13H1M",
        "0-1440 1440-2880 2880-4320, P3D",
    })
    void work_of_more_than_13_hours_without_a_pause_is_warned_of(String all, Duration actual) {
        var booked = shifts(all);
        var expected = actual == null
                ? List.of()
                : List.of(new Warning(Warning.Kind.LONG_SPAN, null, null, actual, Duration.ofHours(13), false));
        assertEquals(expected, workingTime.warnings(booked.get(booked.size() - 1), booked));
    }

    @Test
    void each_of_the_shifts_that_touch_is_warned_of_and_no_other_one() {
        var booked = shifts("0-400 400-800 800-1200 1300-1400");
        assertEquals(
                List.of(1, 1, 1, 0),
                booked.stream()
                        .map(shift -> workingTime.warnings(shift, booked).size())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "0-1440!, true",
        "0-480 480-960!, true",
        "0-480! 480-1440, false",
        "0-1440 1440-2880! 2880-4320, false",
        "0-700 700-1400! 1400-2100, true",
        "0-1440! 1440-2880! 2880-4320!, true",
    })
    void a_long_span_is_accepted_where_what_has_no_reason_is_short_enough(String all, boolean overridden) {
        var booked = shifts(all);
        assertEquals(
                List.of(overridden),
                workingTime.warnings(booked.get(0), booked).stream()
                        .map(Warning::overridden)
                        .toList());
    }

    @Test
    void what_decides_whether_a_span_is_too_long_is_looked_at_across_weeks_too() {
        var sunday = workingTime.around(List.of(shift("10079-10080")));
        assertTrue(sunday.overlaps(shift("10859-10861").window()));
        var monday = workingTime.around(List.of(shift("10080-10081")));
        assertTrue(monday.overlaps(shift("9299-9301").window()));
    }
}

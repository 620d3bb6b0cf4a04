package dev.rota.shifts.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftFields;
import dev.rota.shifts.roster.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingTimeLimitsTest {

    /** A Monday, 0:00 in Berlin. */
    private static final Instant MONDAY = Instant.parse("2029-02-25T23:00:00Z");

    private record Limits(Duration minimumRest, Duration maximumSpan, Duration weeklyHours)
            implements WorkingTimeConfig {}

    @ParameterizedTest
    @CsvSource({
        "PT9H, PT10H, PT40H, false, false, false",
        "PT9H1S, PT10H, PT40H, true, false, false",
        "PT9H, PT9H59M, PT40H, false, true, false",
        "PT9H, PT10H, PT39H59M, false, false, true",
        "PT0S, P7D, P7D, false, false, false"
    })
    void the_limits_are_what_they_are_configured_to_be(
            Duration rest, Duration span, Duration weekly, boolean shortRest, boolean longSpan, boolean longWeek) {
        var limits = new WorkingTime(new Limits(rest, span, weekly));
        var shifts = new ArrayList<Shift>();
        for (int i = 0; i < 4; i++) {
            var start = MONDAY.plus(Duration.ofHours(19 * i));
            var shift = new Shift(new ShiftFields(
                    null, start, start.plus(Duration.ofHours(10)), "Europe/Berlin", "x", null, null, null, null));
            shift.id = new UUID(0, i);
            shifts.add(shift);
        }
        var expected = new ArrayList<Warning.Kind>();
        if (shortRest) {
            expected.addAll(List.of(Warning.Kind.SHORT_REST, Warning.Kind.SHORT_REST));
        }
        if (longSpan) {
            expected.add(Warning.Kind.LONG_SPAN);
        }
        if (longWeek) {
            expected.add(Warning.Kind.LONG_WEEK);
        }
        assertEquals(
                expected,
                limits.warnings(shifts.get(1), shifts).stream()
                        .map(Warning::kind)
                        .toList());
    }
}

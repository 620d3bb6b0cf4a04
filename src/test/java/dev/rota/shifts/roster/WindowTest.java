package dev.rota.shifts.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rota.shared.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    /** @param from hours after noon */
    private static Window window(long from, long to) {
        return new Window(NOON.plus(Duration.ofHours(from)), NOON.plus(Duration.ofHours(to)));
    }

    @ParameterizedTest
    @CsvSource({"-3, -1, 0", "-2, 0, 0", "-2, 1, 1", "0, 1, 1", "1, 3, 2", "0, 4, 4", "-1, 5, 4", "3, 4, 1", "4, 6, 0"})
    void the_share_of_another_window_is_what_overlaps_and_touching_is_not_overlapping(long from, long to, long share) {
        var four = window(0, 4);
        var other = window(from, to);
        assertEquals(Duration.ofHours(share), four.share(other));
        assertEquals(Duration.ofHours(share), other.share(four));
        assertEquals(share > 0, four.overlaps(other));
        assertEquals(share > 0, other.overlaps(four));
    }

    @Test
    void a_hull_has_both_windows_and_what_is_between() {
        assertEquals(window(0, 9), window(0, 1).hull(window(8, 9)));
        assertEquals(window(0, 9), window(8, 9).hull(window(0, 1)));
        assertEquals(window(0, 9), window(0, 9).hull(window(3, 4)));
    }

    @Test
    void a_window_contains_itself_and_what_begins_and_ends_within() {
        assertEquals(true, window(0, 4).contains(window(0, 4)));
        assertEquals(true, window(0, 4).contains(window(1, 3)));
        assertEquals(false, window(0, 4).contains(window(-1, 4)));
        assertEquals(false, window(0, 4).contains(window(0, 5)));
    }

    @Test
    void a_moment_overlaps_what_begins_then_and_not_what_ends_then() {
        assertEquals(true, Window.at(NOON).overlaps(window(0, 1)));
        assertEquals(false, Window.at(NOON).overlaps(window(-1, 0)));
    }

    @Test
    void a_window_without_an_end_has_four_weeks() {
        assertEquals(NOON.plus(Duration.ofDays(28)), Window.of(NOON, null).to());
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "P92DT3H1S"})
    void an_empty_or_too_long_window_is_refused(Duration length) {
        var end = NOON.plus(length);
        assertEquals(
                400,
                assertThrows(ProblemException.class, () -> Window.of(NOON, end))
                        .getResponse()
                        .getStatus());
    }

    /** The last one is an hour longer. */
    @ParameterizedTest
    @CsvSource({
        "2026-06-01T12:00:00Z, 2026-09-01T12:00:00Z",
        "2026-07-01T00:00:00+02:00, 2026-10-01T00:00:00+02:00",
        "2026-10-01T00:00:00+02:00, 2027-01-01T00:00:00+01:00"
    })
    void ninety_two_days_by_any_clock_are_not_too_long(OffsetDateTime from, OffsetDateTime to) {
        assertEquals(new Window(from.toInstant(), to.toInstant()), Window.of(from.toInstant(), to.toInstant()));
    }

    @Test
    void no_clock_was_put_back_further_than_there_is_room_for() {
        var furthest = Duration.ZERO;
        var end = Instant.parse("2200-01-01T00:00:00Z");
        // Not those of ZoneId, to which a library of the tests adds some without rules.
        var zones = Arrays.stream(TimeZone.getAvailableIDs())
                .filter(id -> id.contains("/"))
                .toList();
        assertEquals(true, zones.contains("Antarctica/Casey"));
        for (String zone : zones) {
            var rules = ZoneId.of(zone).getRules();
            var change = rules.nextTransition(Instant.parse("2000-01-01T00:00:00Z"));
            while (change != null && change.getInstant().isBefore(end)) {
                var back = change.getDuration().negated();
                furthest = back.compareTo(furthest) > 0 ? back : furthest;
                change = rules.nextTransition(change.getInstant());
            }
        }
        assertEquals(Window.CLOCK_CHANGE, furthest);
    }
}

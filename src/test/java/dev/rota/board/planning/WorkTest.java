package dev.rota.board.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkTest {

    private static final UUID ADA = UUID.randomUUID();

    private static Work work(String start, String end) {
        return new Work(
                ADA,
                Instant.parse(start),
                Instant.parse(end),
                "Europe/Berlin",
                "Harbour café",
                "barista",
                null,
                "Agreed.");
    }

    /** Start and end after a move to this day. */
    private static Set<String> moved(Work work, String day) {
        var moved = work.moved(ADA, LocalDate.parse(day));
        return Set.of(moved.start().toString(), moved.end().toString());
    }

    @Test
    void a_move_keeps_the_times_of_the_clock_when_it_is_put_forward_between_the_days() {
        assertEquals(
                Set.of("2026-03-30T06:00:00Z", "2026-03-30T14:00:00Z"),
                moved(work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z"), "2026-03-30"));
    }

    @Test
    void a_move_into_the_night_when_the_clock_is_put_forward_is_an_hour_shorter() {
        assertEquals(
                Set.of("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"),
                moved(work("2026-03-26T21:00:00Z", "2026-03-27T05:00:00Z"), "2026-03-28"));
    }

    @Test
    void a_move_into_the_night_when_the_clock_is_put_back_is_an_hour_longer() {
        assertEquals(
                Set.of("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"),
                moved(work("2026-10-22T20:00:00Z", "2026-10-23T04:00:00Z"), "2026-10-24"));
    }

    @Test
    void a_time_that_does_not_exist_that_day_moves_by_what_is_missing() {
        assertEquals(
                Set.of("2026-03-29T01:30:00Z", "2026-03-29T08:00:00Z"),
                moved(work("2026-03-28T01:30:00Z", "2026-03-28T09:00:00Z"), "2026-03-29"));
    }

    @Test
    void a_move_to_the_same_day_moves_nothing() {
        var night = work("2026-10-25T01:30:00Z", "2026-10-25T09:00:00Z");
        assertEquals(night, night.moved(ADA, LocalDate.parse("2026-10-25")));
    }

    @Test
    void a_move_back_is_where_it_was() {
        var before = work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z");
        assertEquals(
                before,
                before.moved(UUID.randomUUID(), LocalDate.parse("2026-03-30"))
                        .moved(ADA, LocalDate.parse("2026-03-27")));
    }

    @Test
    void a_patch_has_what_differs() {
        var before = work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z");
        var patch = before.moved(null, LocalDate.parse("2026-03-27")).since(before);
        assertEquals(
                Set.of("assignee"),
                patch.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet()));
        assertTrue(patch.get("assignee").isNull());
        assertTrue(before.since(before).isEmpty());
    }
}

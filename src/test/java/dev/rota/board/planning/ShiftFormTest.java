package dev.rota.board.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShiftFormTest {

    private static Work work(String start, String end) {
        return new Work(
                null, Instant.parse(start), Instant.parse(end), "Europe/Berlin", "Harbour café", null, "a\nb", null);
    }

    private static ShiftForm with(ShiftForm form, String... fields) {
        var values = new TreeMap<>(form.values());
        for (int i = 0; i < fields.length; i += 2) {
            values.put(fields[i], fields[i + 1]);
        }
        return form.with(values, form.version());
    }

    @Test
    void what_is_not_typed_anew_stays_as_it_is() {
        for (var work : List.of(
                work("2026-03-27T07:00:00Z", "2026-03-27T15:00:30Z"),
                work("2026-03-27T21:00:00Z", "2026-03-28T05:00:00Z"),
                work("2026-03-27T07:00:00Z", "2026-03-28T07:00:00Z"),
                // The second half past two of the night when the clock is put back.
                work("2026-10-25T01:30:00Z", "2026-10-25T09:00:00Z"))) {
            assertEquals(work, ShiftForm.of(work, 3).work(work));
        }
    }

    @Test
    void lines_of_a_browser_are_those_of_the_shift() {
        var work = work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z");
        assertEquals(work, with(ShiftForm.of(work, 0), "notes", "a\r\nb").work(work));
    }

    @Test
    void an_end_that_is_not_after_the_start_is_of_the_next_day() {
        var work = work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z");
        var night =
                with(ShiftForm.of(work, 0), "start", "22:00", "end", "06:00").work(work);
        assertEquals(Instant.parse("2026-03-27T21:00:00Z"), night.start());
        assertEquals(Instant.parse("2026-03-28T05:00:00Z"), night.end());
    }

    @Test
    void an_end_that_is_typed_as_it_was_is_another_one_where_the_start_is_after_it() {
        var work = work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z");
        var late = with(ShiftForm.of(work, 0), "start", "20:00").work(work);
        assertEquals(Instant.parse("2026-03-28T15:00:00Z"), late.end());
    }

    @Test
    void fields_that_cannot_be_read_are_named() {
        var work = work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z");
        var form = with(
                ShiftForm.of(work, 0),
                "who",
                "Ada",
                "day",
                "tomorrow",
                "start",
                "8",
                "end",
                "",
                "zone",
                "Berlin",
                "place",
                " ");
        assertEquals(List.of("who", "day", "start", "end", "zone", "place"), form.faults());
    }

    @Test
    void a_merge_keeps_what_was_typed_and_takes_what_somebody_else_changed() {
        var before = ShiftForm.of(work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z"), 1);
        var typed = with(before, "end", "17:00", "notes", "mine");
        var now = with(before, "end", "15:00", "role", "cook");
        var merge = Merge.of(typed, before, now, 2);
        assertEquals(
                List.of(
                        new Merge.Difference("end", "17:00", "15:00", true),
                        new Merge.Difference("role", "", "cook", false)),
                merge.differences());
        assertEquals(2, merge.form().version());
        assertEquals(
                Map.of("end", "17:00", "role", "cook", "notes", "mine"),
                Map.of(
                        "end", merge.form().end(),
                        "role", merge.form().role(),
                        "notes", merge.form().notes()));
    }

    @Test
    void the_same_change_by_two_is_no_difference_to_decide_about() {
        var before = ShiftForm.of(work("2026-03-27T07:00:00Z", "2026-03-27T15:00:00Z"), 1);
        var both = with(before, "end", "17:00");
        assertEquals(
                List.of(new Merge.Difference("end", "17:00", "17:00", false)),
                Merge.of(both, before, both, 2).differences());
    }
}

package dev.rota.shifts.copies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rota.shifts.copies.CopyPlan.Made;
import dev.rota.shifts.copies.CopyPlan.Taken;
import dev.rota.shifts.copies.CopyResult.Reason;
import dev.rota.shifts.copies.CopyResult.Skipped;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftFields;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyPlanTest {

    private static final UUID ADA = UUID.randomUUID();
    private static final UUID GRACE = UUID.randomUUID();

    private static Shift shift(UUID assignee, String start, String end) {
        var shift = new Shift(new ShiftFields(
                assignee, instant(start), instant(end), "Europe/Berlin", "Harbour", null, null, null, null));
        shift.id = UUID.randomUUID();
        return shift;
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Shift monday(UUID assignee) {
        return shift(assignee, "2026-06-01T08:00:00+02:00", "2026-06-01T16:00:00+02:00");
    }

    private static CopyPlan plan(List<Shift> wanted) {
        return CopyPlan.of(wanted, Set.of(), List.of(), Set.of());
    }

    private static List<Reason> reasons(CopyPlan plan) {
        return plan.skipped().stream().map(Skipped::reason).toList();
    }

    @Test
    void a_copy_is_a_draft_at_the_same_time_of_day_that_knows_its_source() {
        var source = shift(ADA, "2026-03-28T08:00:00+01:00", "2026-03-28T16:00:00+01:00");
        var copy = plan(List.of(source.copy(1, false))).copies().get(0);
        assertEquals(instant("2026-04-04T08:00:00+02:00"), copy.startsAt);
        assertEquals(instant("2026-04-04T16:00:00+02:00"), copy.endsAt);
        assertEquals(source.id, copy.copiedFrom);
        assertEquals(1, copy.copiedWeeks);
        assertEquals(ADA, copy.assignee);
        assertNull(source.copy(1, true).assignee);
    }

    @Test
    void the_same_copy_is_not_made_twice() {
        var source = monday(ADA);
        var plan = CopyPlan.of(
                List.of(source.copy(1, false), source.copy(2, false)),
                Set.of(new Made(source.id, 1)),
                List.of(),
                Set.of());
        assertEquals(List.of(Reason.COPIED_BEFORE), reasons(plan));
        assertEquals(
                List.of(2), plan.copies().stream().map(copy -> copy.copiedWeeks).toList());
    }

    @Test
    void a_shift_or_an_absence_in_the_way_is_named() {
        var shift = shift(ADA, "2026-06-08T15:00:00+02:00", "2026-06-08T18:00:00+02:00");
        var absence = new Clash(
                UUID.randomUUID(), instant("2026-06-08T00:00:00+02:00"), instant("2026-06-09T00:00:00+02:00"));
        var plan = CopyPlan.of(
                List.of(monday(ADA).copy(1, false), monday(GRACE).copy(1, false)),
                Set.of(),
                List.of(new Taken(shift), new Taken(GRACE, Reason.ABSENT, absence)),
                Set.of());
        assertEquals(List.of(Reason.DOUBLE_BOOKING, Reason.ABSENT), reasons(plan));
        assertEquals(
                List.of(new Clash(shift), absence),
                plan.skipped().stream().map(Skipped::clash).toList());
    }

    @Test
    void what_touches_a_copy_or_is_somebody_elses_is_not_in_its_way() {
        var touching = shift(ADA, "2026-06-08T16:00:00+02:00", "2026-06-08T18:00:00+02:00");
        var others = shift(GRACE, "2026-06-08T08:00:00+02:00", "2026-06-08T16:00:00+02:00");
        var plan = CopyPlan.of(
                List.of(monday(ADA).copy(1, false)),
                Set.of(),
                List.of(new Taken(touching), new Taken(others)),
                Set.of());
        assertEquals(List.of(), reasons(plan));
    }

    @Test
    void of_two_copies_in_each_others_way_the_first_is_made_and_the_other_names_nothing() {
        // One week later the first one's end is in the missing hour, so it moves into the second one.
        var first = shift(ADA, "2026-03-22T01:00:00+01:00", "2026-03-22T02:45:00+01:00");
        var second = shift(ADA, "2026-03-22T03:00:00+01:00", "2026-03-22T04:00:00+01:00");
        var plan = plan(List.of(first.copy(1, false), second.copy(1, false)));
        assertEquals(
                List.of(first.id),
                plan.copies().stream().map(copy -> copy.copiedFrom).toList());
        assertEquals(List.of(Reason.DOUBLE_BOOKING), reasons(plan));
        assertNull(plan.skipped().get(0).clash());
    }

    @Test
    void daylight_saving_must_not_leave_a_copy_without_a_minute() {
        // Both ends move into the same moment after the missing hour.
        var source = shift(null, "2026-03-22T02:00:00+01:00", "2026-03-22T03:00:00+01:00");
        assertEquals(List.of(Reason.LENGTH), reasons(plan(List.of(source.copy(1, false)))));
    }

    @Test
    void who_is_inactive_gets_no_copy() {
        var plan = CopyPlan.of(
                List.of(monday(ADA).copy(1, false), monday(null).copy(1, false)), Set.of(), List.of(), Set.of(ADA));
        assertEquals(List.of(Reason.NOT_PLANNABLE), reasons(plan));
        assertEquals(1, plan.copies().size());
    }

    @Test
    void a_dry_run_has_no_ids() {
        var copy = monday(ADA).copy(1, false);
        var plan = plan(List.of(copy));
        copy.id = UUID.randomUUID();
        assertNull(plan.result(true).created().get(0).shift());
        assertEquals(copy.id, plan.result(false).created().get(0).shift());
    }
}

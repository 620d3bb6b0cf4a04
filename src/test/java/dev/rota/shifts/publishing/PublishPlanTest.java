package dev.rota.shifts.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PublishPlanTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final UUID ADA = UUID.randomUUID();
    private static final UUID GRACE = UUID.randomUUID();

    private static Shift draft(UUID assignee, int from, int to) {
        var shift = new Shift(
                new ShiftFields(assignee, hours(from), hours(to), "Europe/Berlin", "Harbour", null, null, null, null));
        shift.id = UUID.randomUUID();
        return shift;
    }

    private static PublishedShift published(UUID id, UUID assignee, int from, int to) {
        var shift = new PublishedShift();
        shift.id = id;
        shift.assignee = assignee;
        shift.startsAt = hours(from);
        shift.endsAt = hours(to);
        return shift;
    }

    private static Instant hours(int hours) {
        return NOON.plusSeconds(hours * 3600L);
    }

    /** The id of the shift in the way by the id of the draft. */
    private static Map<UUID, UUID> conflicts(List<Shift> drafts, List<PublishedShift> published) {
        return PublishPlan.conflicts(drafts, published).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().id));
    }

    @Test
    void a_draft_conflicts_with_a_published_shift_that_stays_as_it_is() {
        var draft = draft(ADA, 0, 4);
        var other = published(UUID.randomUUID(), ADA, 3, 5);
        assertEquals(Map.of(draft.id, other.id), conflicts(List.of(draft), List.of(other)));
    }

    @Test
    void touching_somebody_elses_open_and_cancelled_shifts_do_not_conflict() {
        var draft = draft(ADA, 0, 4);
        var open = draft(null, 0, 4);
        var cancelled = draft(GRACE, 0, 4);
        cancelled.cancel();
        var touching = published(UUID.randomUUID(), ADA, 4, 5);
        var hers = published(UUID.randomUUID(), GRACE, 0, 4);
        assertEquals(Map.of(), conflicts(List.of(draft, open, cancelled), List.of(touching, hers)));
    }

    @Test
    void two_people_who_exchanged_their_shifts_are_published_together() {
        var one = draft(ADA, 0, 4);
        var two = draft(GRACE, 0, 4);
        assertEquals(
                Map.of(),
                conflicts(List.of(one, two), List.of(published(one.id, GRACE, 0, 4), published(two.id, ADA, 0, 4))));
    }

    @Test
    void a_draft_that_stays_leaves_its_published_edition_in_the_way_of_others() {
        // Ada's first shift cannot move to where a third one is, so her second one cannot take its place.
        var moving = draft(ADA, 8, 12);
        var filling = draft(ADA, 0, 4);
        var third = published(UUID.randomUUID(), ADA, 10, 14);
        var before = published(moving.id, ADA, 0, 4);
        assertEquals(
                Map.of(moving.id, third.id, filling.id, moving.id),
                conflicts(List.of(filling, moving), List.of(third, before)));
    }
}

package dev.rota.board.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rota.board.api.Shift;
import dev.rota.board.page.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final UUID ADA = UUID.randomUUID();
    private static final UUID GRACE = UUID.randomUUID();
    private static final UUID ID = UUID.randomUUID();
    private static final Viewer VIEWER =
            new Viewer(UUID.randomUUID(), "Alan", Set.of(), ZoneId.of("Europe/Berlin"), Locale.UK);

    private static Shift shift(UUID who, int hour, String role, String status) {
        var start = Instant.parse("2029-03-05T00:00:00Z").plus(Duration.ofHours(hour));
        var end = start.plus(Duration.ofHours(8));
        return new Shift(
                ID,
                who,
                "Europe/Berlin",
                start.atOffset(ZoneOffset.ofHours(1)),
                end.atOffset(ZoneOffset.ofHours(1)),
                "Harbour café",
                role,
                null,
                null,
                false,
                status,
                0,
                null);
    }

    /** Such as {@code NEW}, for each person. */
    private static List<String> changes(Shift planned, Shift... published) {
        return Changes.of(List.of(planned), List.of(published), VIEWER).stream()
                .flatMap(group -> group.changes().stream()
                        .map(change ->
                                (ADA.equals(group.person()) ? "Ada " : group.person() == null ? "open " : "Grace ")
                                        + change.kind()))
                .toList();
    }

    @Test
    void what_nobody_has_seen_is_new() {
        assertEquals(List.of("Ada NEW"), changes(shift(ADA, 8, null, "DRAFT")));
        assertEquals(List.of("open NEW"), changes(shift(null, 8, null, "DRAFT")));
        assertEquals(List.of("Ada NEW"), changes(shift(ADA, 8, null, "DRAFT"), shift(ADA, 8, null, "CANCELLED")));
    }

    @Test
    void a_shift_that_changes_hands_is_a_change_for_both() {
        assertEquals(
                List.of("Ada GIVEN_AWAY", "Grace NEW"),
                changes(shift(GRACE, 8, null, "DRAFT"), shift(ADA, 8, null, "PUBLISHED")));
    }

    @Test
    void a_cancelled_shift_concerns_who_has_seen_it() {
        assertEquals(
                List.of("Ada CANCELLED"), changes(shift(ADA, 8, null, "CANCELLED"), shift(ADA, 8, null, "PUBLISHED")));
        assertEquals(
                List.of("Ada GIVEN_AWAY"),
                changes(shift(GRACE, 8, null, "CANCELLED"), shift(ADA, 8, null, "PUBLISHED")));
        assertEquals(List.of(), changes(shift(ADA, 8, null, "CANCELLED")));
    }

    @Test
    void a_change_says_when_it_was_and_what_else_is_different() {
        var later = Changes.of(
                        List.of(shift(ADA, 9, "cook", "DRAFT")), List.of(shift(ADA, 8, null, "PUBLISHED")), VIEWER)
                .get(0)
                .changes()
                .get(0);
        assertEquals("10:00", later.when().start());
        assertEquals("09:00", later.before().start());
        assertEquals(List.of("changed_role"), later.fields());
        var same = Changes.of(
                        List.of(shift(ADA, 8, "cook", "DRAFT")), List.of(shift(ADA, 8, null, "PUBLISHED")), VIEWER)
                .get(0)
                .changes()
                .get(0);
        assertNull(same.before());
    }
}

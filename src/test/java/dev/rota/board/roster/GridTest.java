package dev.rota.board.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.board.api.Absence;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Person;
import dev.rota.board.api.Shift;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridTest {

    private static final String BERLIN = "Europe/Berlin";
    private static final Person ADA = person("Ada", "barista");
    private static final Person GRACE = person("Grace", "service");

    private final List<Person> people = new ArrayList<>(List.of(ADA, GRACE));
    private final List<Shift> shifts = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private Filter filter = Filter.of(null, null);
    private ZoneId viewer = ZoneId.of(BERLIN);
    private Period.Span span = Period.Span.WEEK;
    private LocalDate monday = LocalDate.parse("2026-11-23");

    @Test
    void a_shift_stands_at_its_person_and_on_the_day_of_its_place() {
        shift(ADA, "2026-11-24T23:30", "2026-11-25T07:00", BERLIN);
        shift(GRACE, "2026-11-24T23:30", "2026-11-25T07:00", "Pacific/Auckland");
        assertEquals(List.of("23:30"), starts(row(ADA), 1));
        assertEquals(List.of("23:30"), starts(row(GRACE), 1));
        assertEquals(1, row(ADA).cells().get(1).chips().get(0).nights());
    }

    @Test
    void an_open_shift_stands_above_all_people() {
        shift(null, "2026-11-24T08:00", "2026-11-24T12:00", BERLIN);
        assertEquals(List.of("08:00"), starts(grid().open(), 1));
        assertTrue(row(ADA).isEmpty());
    }

    @Test
    void hours_are_real_elapsed_time_on_both_nights_of_the_clock_change() {
        monday = LocalDate.parse("2026-03-23");
        shift(ADA, "2026-03-28T22:00", "2026-03-29T06:00", BERLIN);
        assertEquals("7:00", row(ADA).hours());
        assertTrue(row(ADA).cells().get(5).chips().get(0).isClockChange());
        shifts.clear();
        monday = LocalDate.parse("2026-10-19");
        shift(ADA, "2026-10-24T22:00", "2026-10-25T06:00", BERLIN);
        assertEquals("9:00", row(ADA).hours());
        assertTrue(row(ADA).cells().get(5).chips().get(0).isClockChange());
        shifts.clear();
        shift(ADA, "2026-10-23T22:00", "2026-10-24T06:00", BERLIN);
        assertEquals("8:00", row(ADA).hours());
        assertFalse(row(ADA).cells().get(4).chips().get(0).isClockChange());
    }

    @Test
    void a_place_whose_clock_is_not_the_viewers_says_so() {
        shift(ADA, "2026-11-24T08:00", "2026-11-24T12:00", "America/New_York");
        shift(GRACE, "2026-11-24T08:00", "2026-11-24T12:00", "Europe/Paris");
        assertEquals("New York", row(ADA).cells().get(1).chips().get(0).elsewhere());
        assertNull(row(GRACE).cells().get(1).chips().get(0).elsewhere());
        viewer = null;
        assertNull(row(ADA).cells().get(1).chips().get(0).elsewhere());
    }

    @Test
    void filters_leave_hours_as_they_are() {
        shift(ADA, "2026-11-24T08:00", "2026-11-24T12:00", BERLIN);
        filter = Filter.of("elsewhere", null);
        assertTrue(row(ADA).isEmpty());
        assertEquals("4:00", row(ADA).hours());
        assertEquals(List.of("Café"), grid().places());
    }

    @Test
    void a_role_is_filtered_with_whoever_has_it() {
        shift(ADA, "2026-11-24T08:00", "2026-11-24T12:00", BERLIN);
        filter = Filter.of("", "service");
        assertEquals(List.of("Grace"), names());
    }

    @Test
    void somebody_who_left_is_shown_only_with_shifts() {
        var gone = new Person(UUID.randomUUID(), "Zoe", null, null, null, List.of(), "INACTIVE", 0);
        people.add(gone);
        assertEquals(List.of("Ada", "Grace"), names());
        shift(gone, "2026-11-24T08:00", "2026-11-24T12:00", BERLIN);
        assertEquals(List.of("Ada", "Grace", "Zoe"), names());
    }

    @Test
    void of_more_people_than_a_page_can_show_those_with_shifts_come_first() {
        people.clear();
        IntStream.range(0, 250).forEach(i -> people.add(person("Person %03d".formatted(i), "barista")));
        assertEquals(200, grid().rows().size());
        assertEquals(List.of(Grid.CUT), grid().notes());
        assertFalse(names().contains("Person 240"));
        shift(people.get(240), "2026-11-24T08:00", "2026-11-24T12:00", BERLIN);
        assertEquals(200, grid().rows().size());
        assertEquals("Person 240", names().get(199));
        assertEquals("Person 198", names().get(198));
    }

    @Test
    void as_many_people_as_a_page_can_show_are_all_shown() {
        people.clear();
        IntStream.range(0, 200).forEach(i -> people.add(person("Person " + i, "barista")));
        assertEquals(200, grid().rows().size());
        assertEquals(List.of(), grid().notes());
    }

    @Test
    void a_month_shows_fewer_people_than_a_week() {
        people.clear();
        IntStream.range(0, 200).forEach(i -> people.add(person("Person " + i, "barista")));
        span = Period.Span.MONTH;
        monday = LocalDate.parse("2026-10-01");
        assertEquals(67, grid().rows().size());
        assertEquals(List.of(Grid.CUT), grid().notes());
    }

    @Test
    void whoever_users_does_not_name_is_shown_without_a_name() {
        people.clear();
        shift(ADA, "2026-11-24T08:00", "2026-11-24T12:00", BERLIN);
        assertEquals("Unknown person", grid().rows().get(0).name());
    }

    @Test
    void what_was_cancelled_takes_nobodys_place() {
        shift(ADA, "2026-11-24T08:00", "2026-11-24T12:00", BERLIN, "CANCELLED");
        assertTrue(grid().isEmpty());
        assertEquals("0:00", row(ADA).hours());
    }

    @Test
    void conflicts_are_shown_until_a_reason_accepts_them() {
        var shift = shift(ADA, "2026-11-24T08:00", "2026-11-24T12:00", BERLIN);
        conflicts.add(conflict(shift, "LONG_WEEK", false));
        conflicts.add(conflict(shift, "NEWER_THAN_THIS_PROGRAM", false));
        assertEquals(
                List.of("conflict_LONG_WEEK", "conflict_other"),
                row(ADA).cells().get(1).chips().get(0).conflicts());
        assertTrue(row(ADA).isTooMuch());
        assertEquals(1, grid().conflicts());
        conflicts.replaceAll(each -> conflict(shift, each.kind(), true));
        assertEquals(List.of(), row(ADA).cells().get(1).chips().get(0).conflicts());
        assertFalse(row(ADA).isTooMuch());
        assertEquals(0, grid().conflicts());
    }

    @Test
    void time_off_covers_the_days_of_the_person_that_it_touches() {
        var zone = ZoneId.of(BERLIN);
        absences.add(new Absence(
                UUID.randomUUID(),
                ADA.id(),
                LocalDate.parse("2026-11-24").atStartOfDay(zone).toInstant(),
                LocalDate.parse("2026-11-26").atStartOfDay(zone).toInstant(),
                null,
                "APPROVED",
                0,
                Instant.EPOCH));
        absences.add(new Absence(
                UUID.randomUUID(),
                GRACE.id(),
                Instant.EPOCH,
                Instant.parse("2027-01-01T00:00:00Z"),
                null,
                "DECLINED",
                0,
                Instant.EPOCH));
        assertEquals(
                List.of(0, 1, 1, 0, 0, 0, 0),
                row(ADA).cells().stream().map(cell -> cell.absences().size()).toList());
        assertTrue(row(GRACE).cells().stream().allMatch(cell -> cell.absences().isEmpty()));
    }

    private Grid grid() {
        var looks = new Viewer(null, "Alan", Set.of("planner"), viewer, Locale.UK);
        return Grid.of(
                new Roster(people, shifts, absences, conflicts, List.of()),
                new Period(span, monday),
                filter,
                new Frame(looks, null, "/week", true),
                new Grid.Words("Open shifts", "Unknown person"),
                monday);
    }

    private List<String> names() {
        return grid().rows().stream().map(row -> row.person().name()).toList();
    }

    private Grid.Row row(Person person) {
        return grid().rows().stream()
                .filter(row -> row.person().id().equals(person.id()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> starts(Grid.Row row, int day) {
        return row.cells().get(day).chips().stream().map(Chip::start).toList();
    }

    private Shift shift(Person person, String start, String end, String zone) {
        return shift(person, start, end, zone, "PUBLISHED");
    }

    private Shift shift(Person person, String start, String end, String zone, String status) {
        var from = LocalDateTime.parse(start).atZone(ZoneId.of(zone));
        var to = LocalDateTime.parse(end).atZone(ZoneId.of(zone));
        var shift = new Shift(
                UUID.randomUUID(),
                person == null ? null : person.id(),
                zone,
                from.toOffsetDateTime(),
                to.toOffsetDateTime(),
                "Café",
                null,
                null,
                null,
                false,
                status,
                0,
                null);
        shifts.add(shift);
        return shift;
    }

    private static Conflict conflict(Shift shift, String kind, boolean overridden) {
        return new Conflict(
                kind,
                new Conflict.Span(shift.id(), shift.start(), shift.end()),
                shift.assignee(),
                shift.location(),
                null,
                null,
                null,
                overridden);
    }

    private static Person person(String name, String role) {
        return new Person(UUID.randomUUID(), name, null, null, BERLIN, List.of(role), "ACTIVE", 0);
    }
}

package dev.rota.board.roster;

import dev.rota.board.api.Absence;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Person;
import dev.rota.board.api.Shift;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Viewer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A roster as a table: a row of open shifts, and one for each person.
 *
 * @param open shifts without an assignee
 * @param places of all shifts of the period, as roles are of all shifts and people
 */
public record Grid(
        Period period,
        Filter filter,
        List<Day> days,
        Row open,
        List<Row> rows,
        List<String> places,
        List<String> roles,
        int drafts,
        int conflicts,
        List<String> notes) {

    /** The note that there is more than a page can show. */
    static final String CUT = "cut";

    static final int MOST_ROWS = 200;

    /** Of all rows: a month of as many people as a week has would take seconds to make, and to show. */
    private static final int MOST_CELLS = 2100;

    /**
     * Of a column. What its cells say of it is made once: most of the work of a page is in its cells.
     *
     * @param label such as Mon 23 Nov
     * @param name such as Monday, 23 November 2026
     * @param isToday by the clock of whoever looks
     */
    public record Day(LocalDate date, String label, String name, boolean isToday, boolean isWeekend) {

        static Day of(LocalDate date, Frame frame, LocalDate today) {
            return new Day(
                    date,
                    frame.weekday(date) + " " + frame.day(date),
                    frame.fullDay(date),
                    date.equals(today),
                    date.getDayOfWeek().getValue() > 5);
        }

        /** Of its cells. */
        public String css() {
            return (isToday ? "is-today " : "") + (isWeekend ? "is-weekend" : "");
        }
    }

    /** What rows are called whose people have no name. */
    record Words(String openShifts, String unknownPerson) {}

    /**
     * @param person {@code null} for open shifts
     * @param name in the language of whoever looks
     * @param hours of all their shifts of the period, whatever is filtered, in real elapsed time
     * @param isTooMuch whether a week in it is longer than permitted
     */
    public record Row(Person person, String name, List<Cell> cells, String hours, boolean isTooMuch) {

        public boolean isOpen() {
            return person == null;
        }

        public boolean isEmpty() {
            return cells.stream().allMatch(cell -> cell.chips().isEmpty());
        }
    }

    /**
     * One day of one person. It has all that its part of the page needs: what stands in a row or around it is looked for
     * in everything between.
     *
     * @param who the id of the person; empty for open shifts
     * @param name of the person and of the day
     * @param isPlannable whether whoever looks can plan a shift here
     */
    public record Cell(
            Day day, String who, String name, boolean isPlannable, List<Chip> chips, List<Absence> absences) {}

    public List<Period.Span> spans() {
        return List.of(Period.Span.values());
    }

    /** Open shifts, and everybody's. */
    public List<Row> all() {
        return Stream.concat(Stream.of(open), rows.stream()).toList();
    }

    /** Whether there is no shift at all. */
    public boolean isEmpty() {
        return open.isEmpty() && rows.stream().allMatch(Row::isEmpty);
    }

    /** @param today by the clock of whoever looks */
    static Grid of(Roster roster, Period period, Filter filter, Frame frame, Words words, LocalDate today) {
        return new Builder(roster, period, filter, frame, words, today).build();
    }

    private static final class Builder {

        private final Roster roster;
        private final Period period;
        private final Filter filter;
        private final Words words;
        private final Viewer viewer;
        private final List<Day> days;
        private final List<Shift> shifts;
        private final Map<UUID, List<Conflict>> conflicts;
        /** Of each person, what is not decided against. */
        private final Map<UUID, List<Absence>> absences;

        Builder(Roster roster, Period period, Filter filter, Frame frame, Words words, LocalDate today) {
            this.roster = roster;
            this.period = period;
            this.filter = filter;
            this.words = words;
            viewer = frame.viewer();
            days = period.days().stream().map(day -> Day.of(day, frame, today)).toList();
            shifts = roster.shifts().stream()
                    .filter(shift -> period.contains(shift.localStart().toLocalDate()))
                    // A draft that was cancelled is of no use to anybody; a published one that was is a change to
                    // publish.
                    .filter(shift -> !shift.isCancelled())
                    .toList();
            conflicts = roster.conflicts().stream()
                    .collect(Collectors.groupingBy(conflict -> conflict.shift().id()));
            absences = roster.absences().stream()
                    .filter(absence -> absence.isApproved() || absence.isRequested())
                    .collect(Collectors.groupingBy(Absence::user));
        }

        Grid build() {
            Map<UUID, List<Shift>> byPerson = new HashMap<>();
            shifts.forEach(shift -> byPerson.computeIfAbsent(shift.assignee(), id -> new ArrayList<>())
                    .add(shift));
            var people = people(byPerson);
            var shown = shown(people, byPerson);
            var notes = new TreeSet<>(roster.notes());
            if (shown.size() < people.size()) {
                notes.add(CUT);
            }
            var rows = shown.stream()
                    .map(person -> row(person, byPerson.getOrDefault(person.id(), List.of())))
                    .toList();
            return new Grid(
                    period,
                    filter,
                    days,
                    row(null, byPerson.getOrDefault(null, List.of())),
                    rows,
                    List.copyOf(
                            new TreeSet<>(shifts.stream().map(Shift::location).toList())),
                    List.copyOf(new TreeSet<>(Stream.concat(
                                    shifts.stream().map(Shift::role).filter(Objects::nonNull),
                                    roster.people().stream().flatMap(person -> person.roles().stream()))
                            .toList())),
                    (int) shifts.stream().filter(Shift::isDraft).count(),
                    (int) shifts.stream()
                            .filter(shift -> isOpenConflict(shift.id()))
                            .count(),
                    List.copyOf(notes));
        }

        /** Whoever is active or has a shift, by name; somebody whom users does not name is shown all the same. */
        private List<Person> people(Map<UUID, List<Shift>> byPerson) {
            var people = new LinkedHashMap<UUID, Person>();
            roster.people().stream()
                    .filter(person -> isShown(byPerson.get(person.id())) || person.isActive() && filter.shows(person))
                    .forEach(person -> people.put(person.id(), person));
            byPerson.keySet().stream()
                    .filter(Objects::nonNull)
                    .filter(id -> isShown(byPerson.get(id)))
                    .sorted(Comparator.naturalOrder())
                    .forEach(id -> people.computeIfAbsent(
                            id, unknown -> new Person(unknown, null, null, null, null, List.of(), null, 0)));
            return List.copyOf(people.values());
        }

        /** As many as a page can show, by name: those with shifts, and if there is room, others. */
        private List<Person> shown(List<Person> people, Map<UUID, List<Shift>> byPerson) {
            int most = Math.min(MOST_ROWS, MOST_CELLS / days.size());
            if (people.size() <= most) {
                return people;
            }
            Map<Boolean, List<Person>> byWork =
                    people.stream().collect(Collectors.partitioningBy(person -> isShown(byPerson.get(person.id()))));
            var chosen = Stream.concat(byWork.get(true).stream(), byWork.get(false).stream())
                    .limit(most)
                    .collect(Collectors.toSet());
            return people.stream().filter(chosen::contains).toList();
        }

        private boolean isShown(List<Shift> all) {
            return all != null && all.stream().anyMatch(filter::shows);
        }

        private Row row(Person person, List<Shift> all) {
            var worked = all.stream().map(Shift::duration).reduce(Duration.ZERO, Duration::plus);
            boolean tooMuch = all.stream()
                    .flatMap(shift -> conflicts.getOrDefault(shift.id(), List.of()).stream())
                    .anyMatch(conflict -> "LONG_WEEK".equals(conflict.kind()) && !conflict.overridden());
            String name =
                    person == null ? words.openShifts : person.name() == null ? words.unknownPerson : person.name();
            return new Row(
                    person,
                    name,
                    days.stream().map(day -> cell(person, name, day, all)).toList(),
                    Hours.text(worked),
                    tooMuch);
        }

        private Cell cell(Person person, String name, Day day, List<Shift> all) {
            return new Cell(
                    day,
                    person == null ? "" : person.id().toString(),
                    name + ", " + day.name(),
                    viewer.isPlanner(),
                    all.stream()
                            .filter(shift -> shift.localStart().toLocalDate().equals(day.date()))
                            .filter(filter::shows)
                            .map(this::chip)
                            .toList(),
                    person == null
                            ? List.of()
                            : absences.getOrDefault(person.id(), List.of()).stream()
                                    .filter(absence -> isAt(absence, day.date(), zone(person)))
                                    .toList());
        }

        private Chip chip(Shift shift) {
            var found = conflicts.getOrDefault(shift.id(), List.of());
            return Chip.of(
                    shift,
                    found.stream()
                            .filter(conflict -> !conflict.overridden())
                            .map(Conflict::message)
                            .distinct()
                            .toList(),
                    viewer);
        }

        private boolean isOpenConflict(UUID shift) {
            return conflicts.getOrDefault(shift, List.of()).stream().anyMatch(conflict -> !conflict.overridden());
        }

        private static boolean isAt(Absence absence, LocalDate day, ZoneId zone) {
            return absence.start().isBefore(day.plusDays(1).atStartOfDay(zone).toInstant())
                    && absence.end().isAfter(day.atStartOfDay(zone).toInstant());
        }

        /** Where the person lives, as far as whoever looks may know. */
        private ZoneId zone(Person person) {
            return person.zone() != null ? ZoneId.of(person.zone()) : viewer.clock();
        }
    }
}

package dev.rota.shifts.reports;

import dev.rota.shifts.absences.Absence;
import dev.rota.shifts.absences.AbsenceStatus;
import dev.rota.shifts.booking.Week;
import dev.rota.shifts.booking.WorkingTime;
import dev.rota.shifts.people.Person;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.ShiftEdition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the scheduling conflicts of shifts. */
final class ConflictFinder {

    private final Facts facts;
    private final Map<UUID, Person> people;
    private final WorkingTime workingTime;

    private ConflictFinder(Facts facts, Map<UUID, Person> people, WorkingTime workingTime) {
        this.facts = facts;
        this.people = people;
        this.workingTime = workingTime;
    }

    /**
     * The data from the database.
     *
     * @param shifts the shifts to check, by start
     * @param byPerson all shifts of their people around them in the same edition, by start
     * @param otherEdition their people's shifts at that time in the other edition
     * @param absences their people's approved and requested absences
     */
    record Facts(
            List<ShiftEdition> shifts,
            Map<UUID, List<ShiftEdition>> byPerson,
            Map<UUID, List<ShiftEdition>> otherEdition,
            Map<UUID, List<Absence>> absences) {}

    /**
     * The conflicts by the start of the shift.
     *
     * @param people everybody who has one of the shifts
     */
    static List<SchedulingConflict> find(Facts facts, Map<UUID, Person> people, WorkingTime workingTime) {
        return new ConflictFinder(facts, people, workingTime).find();
    }

    private List<SchedulingConflict> find() {
        var byAssignee = facts.shifts.stream().collect(Collectors.groupingBy(shift -> shift.assignee));
        return Stream.concat(
                        facts.shifts.stream().flatMap(this::about),
                        byAssignee.entrySet().stream()
                                .flatMap(one -> workingTime(
                                        one.getValue(), facts.byPerson.getOrDefault(one.getKey(), List.of()))))
                .sorted(Comparator.comparing((SchedulingConflict conflict) ->
                                conflict.shift().start())
                        .thenComparing(conflict -> conflict.shift().id())
                        .thenComparing(SchedulingConflict::kind))
                .toList();
    }

    /** The conflicts of one shift, except for working time. */
    private Stream<SchedulingConflict> about(ShiftEdition shift) {
        var person = people.get(shift.assignee);
        var conflicts = new ArrayList<SchedulingConflict>();
        for (Absence absence : facts.absences.getOrDefault(shift.assignee, List.of())) {
            if (absence.window().overlaps(shift.window())) {
                boolean off = absence.status == AbsenceStatus.APPROVED;
                conflicts.add(SchedulingConflict.of(
                        off ? SchedulingConflict.Kind.ABSENT : SchedulingConflict.Kind.ABSENCE_REQUESTED,
                        shift,
                        absence.clash()));
            }
        }
        for (ShiftEdition other : facts.otherEdition.getOrDefault(shift.assignee, List.of())) {
            if (!other.id.equals(shift.id) && other.window().overlaps(shift.window())) {
                conflicts.add(SchedulingConflict.of(SchedulingConflict.Kind.DOUBLE_BOOKING, shift, new Clash(other)));
            }
        }
        if (person.standing() == Person.Standing.UNKNOWN) {
            conflicts.add(SchedulingConflict.of(SchedulingConflict.Kind.UNKNOWN_PERSON, shift, null));
        } else if (person.standing() == Person.Standing.INACTIVE) {
            conflicts.add(SchedulingConflict.of(SchedulingConflict.Kind.INACTIVE, shift, null));
        } else if (!person.has(shift.role)) {
            conflicts.add(SchedulingConflict.of(SchedulingConflict.Kind.ROLE_MISSING, shift, null));
        }
        return conflicts.stream();
    }

    /**
     * The conflicts of one person's rest, reported for the later shift that is checked, and of their spans of work and
     * weeks, for the last one. Where the places of a week are in several zones, its limits are those of its last shift
     * that makes it too long.
     *
     * @param shifts the person's shifts that are checked, by start
     * @param booked all shifts around them, by start
     */
    private Stream<SchedulingConflict> workingTime(List<ShiftEdition> shifts, List<ShiftEdition> booked) {
        var conflicts = new ArrayList<SchedulingConflict>();
        var checked = shifts.stream().map(shift -> shift.id).collect(Collectors.toSet());
        for (int i = 1; i < booked.size(); i++) {
            boolean later = checked.contains(booked.get(i).id);
            if (later || checked.contains(booked.get(i - 1).id)) {
                var shift = booked.get(later ? i : i - 1);
                workingTime
                        .rest(shift, booked.get(later ? i - 1 : i))
                        .ifPresent(warning -> conflicts.add(SchedulingConflict.of(shift, warning)));
            }
        }
        for (var work : WorkingTime.spans(booked)) {
            work.stream()
                    .filter(shift -> checked.contains(shift.id))
                    .reduce((earlier, later) -> later)
                    .ifPresent(last -> workingTime
                            .span(work)
                            .ifPresent(warning -> conflicts.add(SchedulingConflict.of(last, warning))));
        }
        var lastOf = new LinkedHashMap<Week, ShiftEdition>();
        shifts.forEach(shift -> Week.of(shift).forEach(week -> lastOf.put(week, shift)));
        var longWeeks = new LinkedHashMap<LocalDate, SchedulingConflict>();
        lastOf.forEach((week, shift) -> workingTime
                .week(week, booked)
                .ifPresent(warning ->
                        longWeeks.merge(week.monday(), SchedulingConflict.of(shift, warning), ConflictFinder::later)));
        conflicts.addAll(longWeeks.values());
        return conflicts.stream();
    }

    private static SchedulingConflict later(SchedulingConflict one, SchedulingConflict other) {
        return one.shift().start().isAfter(other.shift().start()) ? one : other;
    }
}

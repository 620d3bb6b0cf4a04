package dev.rota.shifts.copies;

import dev.rota.shifts.copies.CopyResult.Copy;
import dev.rota.shifts.copies.CopyResult.Reason;
import dev.rota.shifts.copies.CopyResult.Skipped;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which copies can be made, and why the others are skipped.
 *
 * @param copies new drafts, of which no two clash
 */
record CopyPlan(List<Shift> copies, List<Skipped> skipped) {

    /** A shift or absence that a copy may clash with, and the reason for skipping it then. */
    record Taken(UUID person, Reason reason, Clash by) {

        Taken(ShiftEdition shift) {
            this(shift.assignee, Reason.DOUBLE_BOOKING, new Clash(shift));
        }
    }

    /** That a source has a copy some weeks later, made of it or of one of its other copies. */
    record Made(UUID source, int weeks) {

        private Made(Shift copy) {
            this(copy.copiedFrom, copy.copiedWeeks);
        }
    }

    /**
     * @param wanted the copies to make, earlier ones first
     * @param made the copies that exist already
     * @param taken the assignees' shifts and absences at that time
     * @param inactive the assignees who may not be planned
     */
    static CopyPlan of(List<Shift> wanted, Set<Made> made, Collection<Taken> taken, Set<UUID> inactive) {
        var takenOf = taken.stream().collect(Collectors.groupingBy(Taken::person));
        var plan = new CopyPlan(new ArrayList<>(), new ArrayList<>());
        for (Shift copy : wanted) {
            var times = copy.assignee == null
                    ? List.<Taken>of()
                    : takenOf.computeIfAbsent(copy.assignee, person -> new ArrayList<>());
            var inTheWay = inTheWay(copy, times);
            if (made.contains(new Made(copy))) {
                plan.skip(copy, Reason.COPIED_BEFORE, null);
            } else if (!ShiftEdition.isOfPossibleLength(copy.startsAt, copy.endsAt, copy.zone())) {
                plan.skip(copy, Reason.LENGTH, null);
            } else if (copy.assignee != null && inactive.contains(copy.assignee)) {
                plan.skip(copy, Reason.NOT_PLANNABLE, null);
            } else if (inTheWay.isPresent()) {
                var clash = inTheWay.get().by;
                // A clash with another copy of this request has no id yet.
                plan.skip(copy, inTheWay.get().reason, clash.id() == null ? null : clash);
            } else {
                plan.copies.add(copy);
                if (copy.assignee != null) {
                    times.add(new Taken(copy));
                }
            }
        }
        return plan;
    }

    private static Optional<Taken> inTheWay(Shift copy, List<Taken> times) {
        return times.stream()
                .filter(time -> time.by.window().overlaps(copy.window()))
                .findFirst();
    }

    private void skip(Shift copy, Reason reason, Clash clash) {
        skipped.add(new Skipped(copy.copiedFrom, copy.copiedWeeks, copy.startsAt, copy.endsAt, reason, clash));
    }

    /** @param dry whether it is a dry run, whose copies have no ids */
    CopyResult result(boolean dry) {
        return new CopyResult(
                copies.stream()
                        .map(copy -> new Copy(
                                copy.copiedFrom,
                                copy.copiedWeeks,
                                dry ? null : copy.id,
                                copy.assignee,
                                copy.startsAt,
                                copy.endsAt))
                        .toList(),
                skipped);
    }
}

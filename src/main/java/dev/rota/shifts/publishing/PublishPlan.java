package dev.rota.shifts.publishing;

import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftStatus;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What can be published of a plan without booking anybody twice. */
final class PublishPlan {

    private PublishPlan() {}

    /**
     * The drafts that cannot be published, each with a published shift in its way. A draft that cannot be published leaves its
     * published edition in the way of others, so this is repeated until nothing more is found.
     *
     * @param drafts the unpublished changes; the plan books nobody twice
     * @param published every published shift that overlaps one of them, of the same person
     */
    static Map<UUID, PublishedShift> conflicts(List<Shift> drafts, Collection<PublishedShift> published) {
        Set<UUID> changing = drafts.stream().map(draft -> draft.id).collect(Collectors.toCollection(HashSet::new));
        var publishedOf = published.stream().collect(Collectors.groupingBy(shift -> shift.assignee));
        var conflicts = new LinkedHashMap<UUID, PublishedShift>();
        int before;
        do {
            before = conflicts.size();
            for (Shift shift : drafts) {
                if (shift.assignee != null && shift.status != ShiftStatus.CANCELLED && changing.contains(shift.id)) {
                    publishedOf.getOrDefault(shift.assignee, List.of()).stream()
                            .filter(other -> !changing.contains(other.id)
                                    && other.window().overlaps(shift.window()))
                            .findFirst()
                            .ifPresent(other -> {
                                conflicts.put(shift.id, other);
                                changing.remove(shift.id);
                            });
                }
            }
        } while (conflicts.size() > before);
        return conflicts;
    }
}

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

/** Which unpublished changes can be published without a double booking. */
final class PublishPlan {

    private PublishPlan() {}

    /**
     * The drafts that cannot be published, each with a published shift that it clashes with. A draft that stays
     * unpublished leaves its published edition in the way of others, so this is repeated up to the fixed point.
     *
     * @param drafts the unpublished changes, without double bookings among them
     * @param published every published shift of the same people that overlaps one of them
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

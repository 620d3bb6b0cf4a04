package dev.rota.board.publishing;

import dev.rota.board.api.Shift;
import dev.rota.board.page.Viewer;
import dev.rota.board.roster.When;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What a publication changes for whom: of each shift, for the person who has it then and the one who had it before. */
public final class Changes {

    private Changes() {}

    /** Of one person; {@code null} for open shifts. */
    public record Group(UUID person, List<Change> changes) {}

    /** What becomes of a shift, for one person. */
    public enum Kind {
        NEW,
        CHANGED,
        CANCELLED,
        /** Somebody else has it now. */
        GIVEN_AWAY;

        /** The name of the message. */
        public String message() {
            return "change_" + name();
        }
    }

    /**
     * @param before when it was; {@code null} where that is the same, or it is new
     * @param fields names of messages of what else is not as it was
     */
    public record Change(Kind kind, Shift shift, When when, When before, List<String> fields) {}

    /**
     * @param planned what is to be published, by start
     * @param published what workers see until then; a shift that is not among them is taken for a new one
     */
    static List<Group> of(List<Shift> planned, List<Shift> published, Viewer viewer) {
        Map<UUID, Shift> seen = Shift.byId(published);
        Map<UUID, List<Change>> byPerson = new LinkedHashMap<>();
        for (Shift shift : planned) {
            var before = seen.get(shift.id());
            boolean isSeen = before != null && !before.isCancelled();
            if (isSeen && !Objects.equals(before.assignee(), shift.assignee())) {
                add(byPerson, before.assignee(), Kind.GIVEN_AWAY, before, null, viewer);
                if (!shift.isCancelled()) {
                    add(byPerson, shift.assignee(), Kind.NEW, shift, null, viewer);
                }
            } else if (shift.isCancelled()) {
                // Nobody has seen it: nothing changes for anybody.
                if (isSeen) {
                    add(byPerson, shift.assignee(), Kind.CANCELLED, shift, null, viewer);
                }
            } else {
                add(
                        byPerson,
                        shift.assignee(),
                        isSeen ? Kind.CHANGED : Kind.NEW,
                        shift,
                        isSeen ? before : null,
                        viewer);
            }
        }
        return byPerson.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static void add(
            Map<UUID, List<Change>> byPerson, UUID person, Kind kind, Shift shift, Shift before, Viewer viewer) {
        var when = When.of(shift, viewer.zone());
        var was = before == null ? null : When.of(before, viewer.zone());
        byPerson.computeIfAbsent(person, id -> new ArrayList<>())
                .add(new Change(
                        kind,
                        shift,
                        when,
                        when.equals(was) ? null : was,
                        before == null ? List.of() : fields(shift, before)));
    }

    private static List<String> fields(Shift now, Shift before) {
        var fields = new ArrayList<String>();
        if (!now.location().equals(before.location())) {
            fields.add("changed_place");
        }
        if (!Objects.equals(now.role(), before.role())) {
            fields.add("changed_role");
        }
        if (!Objects.equals(now.notes(), before.notes())) {
            fields.add("changed_notes");
        }
        return fields;
    }
}

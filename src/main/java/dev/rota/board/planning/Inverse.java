package dev.rota.board.planning;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.board.api.ShiftsApi.HistoryEntry;
import java.util.List;
import java.util.Set;

/**
 * What takes the last change of a shift back.
 *
 * @param fields of the request; {@code null} where there are none
 */
record Inverse(Kind kind, ObjectNode fields) {

    private static final Set<String> WRITTEN =
            Set.of("assignee", "start", "end", "zone", "location", "role", "notes", "overrideReason");

    enum Kind {
        /** Of planning it. */
        CANCEL,
        /** Of a cancellation, which is for good: another shift that is the same, as a draft. */
        CREATE,
        /** Of a change: the former values, as a merge patch. */
        CHANGE,
        /** Nothing but the edition was changed: what workers have seen is not taken back. */
        NONE
    }

    /** @param history of the shift, oldest first */
    static Inverse of(List<HistoryEntry> history) {
        var last = history.get(history.size() - 1);
        var work = Work.at(last.version(), history);
        return switch (last.kind()) {
            case "CREATED" -> new Inverse(Kind.CANCEL, null);
            case "CANCELLED" -> new Inverse(Kind.CREATE, work.fields());
            default -> change(last, work);
        };
    }

    private static Inverse change(HistoryEntry last, Work after) {
        var patch = JsonNodeFactory.instance.objectNode();
        boolean wasPublished = false;
        for (var field : last.fields()) {
            if (WRITTEN.contains(field.field())) {
                patch.set(field.field(), field.before());
            } else if (field.field().equals("status")) {
                wasPublished = "PUBLISHED".equals(field.before().asText());
            }
        }
        if (patch.isEmpty()) {
            return new Inverse(Kind.NONE, null);
        }
        // The same as workers see: then there is nothing to publish any more.
        if (wasPublished) {
            patch.put("status", "PUBLISHED");
        }
        // Without this field, a change of the others removes it.
        if (!patch.has("overrideReason")) {
            patch.put("overrideReason", after.overrideReason());
        }
        return new Inverse(Kind.CHANGE, patch);
    }
}

package dev.rota.board.planning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi.HistoryEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The fields of a shift that planners write. */
record Work(
        UUID assignee,
        Instant start,
        Instant end,
        String zone,
        String location,
        String role,
        String notes,
        String overrideReason) {

    static Work of(Shift shift) {
        return new Work(
                shift.assignee(),
                shift.start(),
                shift.end(),
                shift.zone(),
                shift.location(),
                shift.role(),
                shift.notes(),
                shift.overrideReason());
    }

    /** As it was at one version, by all changes until then; of a version before the first change, as that made it. */
    static Work at(int version, List<HistoryEntry> history) {
        Map<String, JsonNode> fields = new HashMap<>();
        int first = history.get(0).version();
        history.stream()
                .filter(entry -> entry.version() <= Math.max(first, version))
                .flatMap(entry -> entry.fields().stream())
                .forEach(field -> fields.put(field.field(), field.after()));
        String assignee = text(fields.get("assignee"));
        return new Work(
                assignee == null ? null : UUID.fromString(assignee),
                Instant.parse(text(fields.get("start"))),
                Instant.parse(text(fields.get("end"))),
                text(fields.get("zone")),
                text(fields.get("location")),
                text(fields.get("role")),
                text(fields.get("notes")),
                text(fields.get("overrideReason")));
    }

    /**
     * At the same times by the clock of its place, also where the clock is put forward or back between the two days. A time
     * that does not exist that day moves by what is missing, as it does in copies of weeks.
     */
    Work moved(UUID to, LocalDate day) {
        var from = start.atZone(ZoneId.of(zone));
        long days = from.toLocalDate().until(day, ChronoUnit.DAYS);
        return new Work(
                to,
                from.plusDays(days).toInstant(),
                end.atZone(ZoneId.of(zone)).plusDays(days).toInstant(),
                zone,
                location,
                role,
                notes,
                overrideReason);
    }

    /** The whole of it. */
    ObjectNode fields() {
        var fields = JsonNodeFactory.instance.objectNode();
        fields.put("assignee", assignee == null ? null : assignee.toString());
        fields.put("start", start.toString());
        fields.put("end", end.toString());
        fields.put("zone", zone);
        fields.put("location", location);
        fields.put("role", role);
        fields.put("notes", notes);
        fields.put("overrideReason", overrideReason);
        return fields;
    }

    /** What makes this of what was there before, as a merge patch; empty where nothing differs. */
    ObjectNode since(Work before) {
        var patch = fields();
        var old = before.fields();
        patch.properties().removeIf(field -> field.getValue().equals(old.get(field.getKey())));
        return patch;
    }

    private static String text(JsonNode value) {
        return value == null || value.isNull() ? null : value.asText();
    }
}

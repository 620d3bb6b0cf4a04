package dev.rota.board.planning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rota.board.api.ShiftsApi.HistoryEntry;
import dev.rota.board.page.Viewer;
import dev.rota.board.roster.Names;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A change of a shift in words.
 *
 * @param at by the clock of whoever looks
 * @param who {@code null} if unknown
 * @param changes none of a new shift, which is as the first change found it
 */
public record HistoryLine(String at, String who, String kind, List<Line> changes) {

    private static final Set<String> KINDS = Set.of("CREATED", "UPDATED", "PUBLISHED", "CANCELLED");
    private static final Set<String> INSTANTS = Set.of("start", "end");
    private static final String ASSIGNEE = "assignee";

    /**
     * One field.
     *
     * @param before {@code null} for nothing, as after is
     */
    public record Line(String field, String before, String after) {

        private static final Set<String> STATUSES = Set.of("DRAFT", "PUBLISHED", "CANCELLED");
        private static final Set<String> FIELDS = Set.of(
                ASSIGNEE, "start", "end", "zone", "location", "role", "notes", "overrideReason", "claimed", "status");

        public String message() {
            return "history_" + (FIELDS.contains(field) ? field : "other");
        }

        /** Whether both values have messages. */
        public boolean isStatus() {
            return field.equals("status");
        }

        public boolean isPerson() {
            return field.equals(ASSIGNEE);
        }

        /** Whether it is yes or no. */
        public boolean isFlag() {
            return field.equals("claimed");
        }

        public boolean isYes() {
            return "true".equals(after);
        }

        public String beforeMessage() {
            return status(before);
        }

        public String afterMessage() {
            return status(after);
        }

        /** The name of the message; {@code null} is a status that only a newer program knows. */
        static String status(String value) {
            return value != null && STATUSES.contains(value) ? "status_" + value : "status_null";
        }
    }

    /** @param zone of the place, by whose clock the shift is told */
    static HistoryLine of(HistoryEntry entry, ZoneId zone, Names names, Viewer viewer) {
        var format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(viewer.locale());
        return new HistoryLine(
                format.format(entry.at().atZone(viewer.clock())),
                actor(entry.actor(), names),
                "kind_" + (KINDS.contains(entry.kind()) ? entry.kind() : "UPDATED"),
                entry.kind().equals("CREATED")
                        ? List.of()
                        : entry.fields().stream()
                                .map(field -> new Line(
                                        field.field(),
                                        text(field.field(), field.before(), zone, names, format),
                                        text(field.field(), field.after(), zone, names, format)))
                                .toList());
    }

    /** Whose names tell of a change. */
    static Stream<UUID> people(HistoryEntry entry) {
        var assignees = entry.fields().stream()
                .filter(field -> field.field().equals(ASSIGNEE))
                .flatMap(field -> Stream.of(field.before(), field.after()))
                .filter(Objects::nonNull)
                .map(JsonNode::asText);
        return Stream.concat(Stream.ofNullable(entry.actor()), assignees)
                .map(Names::id)
                .filter(Objects::nonNull);
    }

    private static String text(String field, JsonNode value, ZoneId zone, Names names, DateTimeFormatter format) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (INSTANTS.contains(field)) {
            return format.format(Instant.parse(value.asText()).atZone(zone));
        }
        return field.equals(ASSIGNEE) ? actor(value.asText(), names) : value.asText();
    }

    /** Programs have a name instead of an id. */
    private static String actor(String actor, Names names) {
        var id = Names.id(actor);
        return id == null ? actor : names.of(id);
    }
}

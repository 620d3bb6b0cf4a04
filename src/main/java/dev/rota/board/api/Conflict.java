package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What a planner should look at.
 *
 * @param kind such as {@code SHORT_REST}
 * @param actual {@code null}, as limit is, where nothing is measured
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Conflict(
        String kind,
        Span shift,
        UUID person,
        String location,
        Span other,
        Duration actual,
        Duration limit,
        boolean overridden) {

    private static final Set<String> KINDS = Set.of(
            "ABSENT",
            "ABSENCE_REQUESTED",
            "DOUBLE_BOOKING",
            "INACTIVE",
            "UNKNOWN_PERSON",
            "ROLE_MISSING",
            "SHORT_REST",
            "LONG_SPAN",
            "LONG_WEEK");

    /** The name of the message that says it. */
    public String message() {
        return message(kind);
    }

    public static String message(String kind) {
        return "conflict_" + (kind != null && KINDS.contains(kind) ? kind : "other");
    }

    /** Of a shift or an absence. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Span(UUID id, Instant start, Instant end) {}
}

package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Copies of shifts that are made, or would be. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Copies(List<Copy> created, List<Skipped> skipped) {

    /**
     * @param source the copied shift
     * @param weeks how many weeks later
     * @param assignee {@code null}: the shift is open
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Copy(UUID source, int weeks, UUID assignee, Instant start, Instant end) {}

    /**
     * @param reason such as {@code COPIED_BEFORE}
     * @param clash what is in the way; {@code null} for nothing that can be named
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Skipped(UUID source, int weeks, Instant start, Instant end, String reason, Conflict.Span clash) {}
}

package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Some work at some place.
 *
 * @param assignee {@code null}: the shift is open
 * @param localStart by the clock of the place, as localEnd is; the answer says the same again as instants, which are not read,
 *     because reading times is much of the work of a page with many shifts
 * @param role {@code null} for any
 * @param status {@code DRAFT}, {@code PUBLISHED} or {@code CANCELLED}
 * @param warnings of the write that this is the answer to; {@code null} for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Shift(
        UUID id,
        UUID assignee,
        String zone,
        OffsetDateTime localStart,
        OffsetDateTime localEnd,
        String location,
        String role,
        String notes,
        String overrideReason,
        boolean claimed,
        String status,
        int version,
        List<Warning> warnings) {

    public static Map<UUID, Shift> byId(List<Shift> shifts) {
        return shifts.stream().collect(Collectors.toMap(Shift::id, Function.identity(), (one, same) -> one));
    }

    public Instant start() {
        return localStart.toInstant();
    }

    public Instant end() {
        return localEnd.toInstant();
    }

    /** Real elapsed time. */
    public Duration duration() {
        return Duration.between(localStart, localEnd);
    }

    public boolean isOpen() {
        return assignee == null;
    }

    public boolean isDraft() {
        return "DRAFT".equals(status);
    }

    public boolean isCancelled() {
        return "CANCELLED".equals(status);
    }
}

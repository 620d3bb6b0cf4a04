package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.UUID;

/**
 * Time off.
 *
 * @param status {@code REQUESTED}, {@code APPROVED}, {@code DECLINED} or {@code WITHDRAWN}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Absence(
        UUID id, UUID user, Instant start, Instant end, String reason, String status, int version, Instant updatedAt) {

    public boolean isApproved() {
        return "APPROVED".equals(status);
    }

    /** By a planner. */
    public boolean isDecided() {
        return isApproved() || "DECLINED".equals(status);
    }

    public boolean isRequested() {
        return "REQUESTED".equals(status);
    }
}

package dev.rota.shifts.absences;

import dev.rota.shared.database.EnumColumn;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An absence as clients see it. */
@Schema(name = "Absence")
record AbsenceResponse(
        @Schema(required = true, examples = "01980a60-0000-7000-8000-000000000001")
        UUID id,

        @Schema(required = true, examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00")
        UUID user,

        @Schema(required = true, examples = "2026-07-05T22:00:00Z")
        Instant start,

        @Schema(required = true, examples = "2026-07-19T22:00:00Z")
        Instant end,

        @Schema(nullable = true, examples = "Summer holiday")
        String reason,

        @Schema(required = true, nullable = true, description = EnumColumn.UNKNOWN)
        AbsenceStatus status,

        @Schema(required = true, examples = "0", description = "Also the ETag.")
        int version,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt) {

    AbsenceResponse(Absence absence) {
        this(
                absence.id,
                absence.person,
                absence.startsAt,
                absence.endsAt,
                absence.reason,
                absence.status,
                absence.version,
                absence.createdAt,
                absence.updatedAt);
    }
}

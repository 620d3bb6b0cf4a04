package dev.rota.shifts.calendars;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A calendar as clients see it. */
@Schema(name = "Calendar")
record CalendarResponse(
        @Schema(required = true, examples = "01980a61-0000-7000-8000-000000000001")
        UUID id,

        @Schema(required = true, examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00")
        UUID user,

        @Schema(nullable = true, examples = "Ada's phone") String name,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                examples = "/v1/feeds/q7Yx0k9c4mJ2vW8sT1bN5hR3fL6dZ0aPgKuEoXiVyCw.ics",
                description = "The secret address of the calendar feed. Only in the response to the POST, because"
                        + " it cannot be read again.")
        String path,

        @Schema(required = true, examples = "0", description = "Also the ETag.")
        int version,

        @Schema(required = true) Instant createdAt,

        @Schema(nullable = true, description = "When the calendar was revoked.")
        Instant revokedAt) {

    /** @param path {@code null} except in the response to the creation */
    CalendarResponse(Calendar calendar, String path) {
        this(
                calendar.id,
                calendar.person,
                calendar.name,
                path,
                calendar.version,
                calendar.createdAt,
                calendar.revokedAt);
    }

    CalendarResponse(Calendar calendar) {
        this(calendar, null);
    }
}

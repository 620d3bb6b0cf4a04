package dev.rota.shifts.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of one shift: who, when and which fields. */
@Schema(name = "ShiftHistoryEntry")
record HistoryEntry(
        @Schema(required = true, examples = "1", description = "The version that the shift had then.")
        int version,

        @Schema(
                required = true,
                examples = "UPDATED",
                enumeration = {"CREATED", "UPDATED", "PUBLISHED", "CANCELLED", "DELETED"},
                description = ShiftChange.KINDS)
        String kind,

        @Schema(required = true, examples = "2026-03-20T10:15:30.123456Z")
        Instant at,

        @Schema(
                nullable = true,
                examples = "ada@example.com",
                description = "Who did it, as `X-Forwarded-User` said; null where it said nothing.")
        String actor,

        @Schema(required = true, description = "The fields of the shift that are not as they were.")
        List<FieldChange> fields) {

    /** A field's values as the shift shows them. */
    @Schema(name = "FieldChange")
    record FieldChange(
            @Schema(required = true, examples = "role") String field,

            @Schema(
                    required = true,
                    nullable = true,
                    examples = "barista",
                    implementation = Object.class,
                    description = "As it was; null also where the shift was not there yet.")
            JsonNode before,

            @Schema(
                    required = true,
                    nullable = true,
                    examples = "service",
                    implementation = Object.class,
                    description = "As it became.")
            JsonNode after) {}
}

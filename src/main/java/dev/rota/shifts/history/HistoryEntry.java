package dev.rota.shifts.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of one shift: who, when and which fields. */
@Schema(name = "ShiftHistoryEntry")
record HistoryEntry(
        @Schema(required = true, examples = "1", description = "The shift's version after the change.")
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
                examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                description = "Who did it: the id of the person, or the name of the program; null if unknown.")
        String actor,

        @Schema(required = true, description = "The changed fields.")
        List<FieldChange> fields) {

    /** A field's values, as in {@link dev.rota.shifts.roster.ShiftResponse}. */
    @Schema(name = "FieldChange")
    record FieldChange(
            @Schema(required = true, examples = "role") String field,

            @Schema(
                    required = true,
                    nullable = true,
                    examples = "barista",
                    implementation = Object.class,
                    description = "The value before the change; null for the first change.")
            JsonNode before,

            @Schema(
                    required = true,
                    nullable = true,
                    examples = "service",
                    implementation = Object.class,
                    description = "The value after the change.")
            JsonNode after) {}
}

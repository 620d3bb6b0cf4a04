package dev.rota.shifts.copies;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shifts.roster.Clash;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The copies that were made, and those that were skipped. */
@Schema(name = "Copies")
record CopyResult(
        @Schema(required = true) List<Copy> created,
        @Schema(required = true) List<Skipped> skipped) {

    /** A new draft. */
    @Schema(name = "Copy")
    record Copy(
            @Schema(
                    required = true,
                    examples = "01980a5f-0000-7000-8000-000000000001",
                    description = "The id of the copied shift.")
            UUID source,

            @Schema(required = true, examples = "1", description = "How many weeks later.")
            int weeks,

            @Schema(
                    nullable = true,
                    examples = "01980a5f-0000-7000-8000-000000000003",
                    description = "The new shift; null in a dry run.")
            UUID shift,

            @Schema(
                    nullable = true,
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    description = "Null: the shift is open.")
            UUID assignee,

            @Schema(required = true, examples = "2026-03-30T06:00:00Z")
            Instant start,

            @Schema(required = true, examples = "2026-03-30T14:00:00Z")
            Instant end) {}

    @Schema(name = "SkipReason")
    enum Reason {
        /** The shift, a copy of it or its source was copied to that week before, and that copy is not cancelled. */
        COPIED_BEFORE,
        /** The person has another shift at that time, in either edition. */
        DOUBLE_BOOKING,
        /** The person is off at that time. */
        ABSENT,
        /** The person is not active any more. */
        NOT_PLANNABLE,
        /** A change of the clock would make the shift shorter than a minute, or longer than a day by the clock. */
        LENGTH
    }

    /** A copy that was not made. */
    @Schema(name = "SkippedCopy")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Skipped(
            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000001")
            UUID source,

            @Schema(required = true, examples = "1") int weeks,

            @Schema(required = true, examples = "2026-03-30T06:00:00Z")
            Instant start,

            @Schema(required = true, examples = "2026-03-30T14:00:00Z")
            Instant end,

            @Schema(
                    required = true,
                    description = "COPIED_BEFORE: that copy exists, cancel it to copy again; DOUBLE_BOOKING:"
                            + " `clash` is the person's other shift; ABSENT: `clash` is the absence;"
                            + " NOT_PLANNABLE: the person is not active; LENGTH: the change of the clock would"
                            + " make the copy shorter than a minute, or longer than 24 hours by that clock.")
            Reason reason,

            @Schema(description = "The clashing shift or absence; absent if it is another one of these copies.")
            Clash clash) {}
}

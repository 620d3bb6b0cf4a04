package dev.rota.shifts.publishing;

import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.ShiftResponse;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The published shifts, cancellations included, and the publishing conflicts. */
@Schema(name = "Published")
record PublishResult(
        @Schema(required = true, description = "The published shifts, by start; cancelled ones as CANCELLED.")
        List<ShiftResponse> published,

        @Schema(required = true, description = "Not published, because the person would be booked twice.")
        List<Conflict> conflicts) {

    /** A shift that stays unpublished, and the published shift that it clashes with. */
    @Schema(name = "PublishConflict")
    record Conflict(
            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000001")
            UUID shift,

            @Schema(
                    required = true,
                    description = "A published shift of the same person that is not replaced by this request.")
            Clash clash) {}
}

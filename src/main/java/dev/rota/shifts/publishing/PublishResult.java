package dev.rota.shifts.publishing;

import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.ShiftResponse;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shifts that were published, cancellations included, and those that could not be. */
@Schema(name = "Published")
record PublishResult(
        @Schema(required = true, description = "Now seen by workers, by start; cancelled shifts as CANCELLED.")
        List<ShiftResponse> published,

        @Schema(required = true, description = "Left as drafts, because workers would see the person booked twice.")
        List<Conflict> conflicts) {

    /** A shift that stays unpublished, and the published shift that is in its way. */
    @Schema(name = "PublishConflict")
    record Conflict(
            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000001")
            UUID shift,

            @Schema(
                    required = true,
                    description = "A published shift of the same person that is not published anew with this one.")
            Clash clash) {}
}

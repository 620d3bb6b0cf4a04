package dev.rota.shifts.roster;

import dev.rota.shared.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A shift or absence that takes a person's time: the 409's members {@code clash} and {@code absence}. */
@Schema(name = "Clash")
public record Clash(
        @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000002")
        UUID id,

        @Schema(required = true, examples = "2026-03-28T23:00:00Z")
        Instant start,

        @Schema(required = true, examples = "2026-03-29T06:00:00Z")
        Instant end) {

    /** The members of this module's 409s, which name what is in the way; for the OpenAPI document. */
    @Schema(name = "ConflictProblem", allOf = Problem.class)
    record Members(
            @Schema(description = "double-booking: the shift, unless it is another one of the same request.")
            Clash clash,

            @Schema(description = "absent: the absence.") Clash absence,

            @Schema(description = "shifts-in-the-way, shifts-not-over: the shifts that take the person's time.")
            List<Clash> shifts,

            @Schema(description = "swap-outdated: the id of the shift that was changed.")
            UUID shift) {}

    public Clash(ShiftEdition shift) {
        this(shift.id, shift.startsAt, shift.endsAt);
    }

    public Window window() {
        return new Window(start, end);
    }
}

package dev.rota.shifts.swaps;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Instants;
import dev.rota.shared.wire.Text;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The fields that a client writes. */
@Schema(name = "SwapFields", additionalProperties = Schema.False.class)
record SwapFields(
        @NotNull @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", description = "Who has the offered shift.")
        UUID offeredBy,

        @NotNull
        @Schema(
                examples = "01980a5f-0000-7000-8000-000000000001",
                description = "The shift to give away: published, not begun.")
        UUID offered,

        @NotNull
        @Schema(
                examples = "01980a5f-0000-7000-8000-000000000002",
                description = "The shift to get for it: published, not begun. Its assignee is asked.")
        UUID wanted,

        @Text(min = 0, max = 2000, lines = true, message = Text.OPTIONAL)
        @Schema(examples = "Dentist in the morning", maxLength = 2000, nullable = true)
        String reason,

        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(
                examples = "2026-03-28T12:00:00+01:00",
                nullable = true,
                description = "RFC 3339 with an offset, in whole seconds. At the latest, and if absent: when the"
                        + " first of the two shifts begins.")
        Instant expiresAt) {

    SwapFields {
        reason = Text.Form.composed(reason);
    }

    /**
     * Checks across fields.
     *
     * @throws ProblemException 400
     */
    SwapFields checked() {
        if (offered.equals(wanted)) {
            throw ProblemException.badField("wanted", "must be another shift than the offered one");
        }
        return this;
    }

    List<UUID> shifts() {
        return List.of(offered, wanted);
    }
}

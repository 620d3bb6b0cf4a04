package dev.rota.shifts.absences;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Instants;
import dev.rota.shared.wire.Text;
import dev.rota.shifts.roster.Window;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The fields that a client writes. */
@Schema(name = "AbsenceFields", additionalProperties = Schema.False.class)
record AbsenceFields(
        @NotNull @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", description = "The id of an active user.")
        UUID user,

        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(examples = "2026-07-06T00:00:00+02:00", description = "RFC 3339 with an offset, in whole seconds.")
        Instant start,

        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(examples = "2026-07-20T00:00:00+02:00", description = "Exclusive. 1 minute to 366 days after start.")
        Instant end,

        @Text(min = 0, max = 2000, lines = true, message = Text.OPTIONAL)
        @Schema(examples = "Summer holiday", maxLength = 2000, nullable = true)
        String reason) {

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(366);

    /** What that can be in real elapsed time: a year has the same end by the clock, summer or not. */
    static final Duration LONGEST_ELAPSED = LONGEST.plus(Window.CLOCK_CHANGE);

    AbsenceFields {
        reason = Text.Form.composed(reason);
    }

    /**
     * Checks across fields.
     *
     * @throws ProblemException 400
     */
    AbsenceFields checked() {
        var length = Duration.between(start, end);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST_ELAPSED) > 0) {
            throw ProblemException.badField("end", "must be 1 minute to 366 days after start");
        }
        return this;
    }
}

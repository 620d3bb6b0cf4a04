package dev.rota.shifts.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Code;
import dev.rota.shared.wire.Instants;
import dev.rota.shared.wire.Text;
import dev.rota.shared.wire.Zone;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The fields that a client writes. */
@Schema(name = "ShiftFields", additionalProperties = Schema.False.class)
public record ShiftFields(
        @Schema(
                examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                nullable = true,
                description = "The id of an active user. Absent: the shift is open.")
        UUID assignee,

        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(examples = "2026-03-29T00:00:00+01:00", description = "RFC 3339 with an offset, in whole seconds.")
        Instant start,

        @NotNull
        @JsonDeserialize(using = Instants.Deserializer.class)
        @Schema(
                examples = "2026-03-29T08:00:00+02:00",
                description =
                        "Exclusive. At least 1 minute after start in real elapsed time, and at most 24 hours by the"
                                + " clock of the place, also where that is put forward or back.")
        Instant end,

        @NotNull @Zone @Schema(examples = "Europe/Berlin", description = "The place's zone in the IANA database.")
        String zone,

        @NotNull @Text(max = 100) @Schema(examples = "Harbour café", minLength = 1, maxLength = 100)
        String location,

        @Pattern(regexp = Code.PATTERN, message = Code.MESSAGE)
        @Schema(examples = "barista", pattern = Code.PATTERN, nullable = true)
        String role,

        @Text(min = 0, max = 2000, lines = true, message = Text.OPTIONAL)
        @Schema(examples = "Bring the key.", maxLength = 2000, nullable = true)
        String notes,

        // Omitted if absent, so that a request's digest (Idempotency-Key) is the same in versions without this field.
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Text(max = 500, lines = true)
        @Schema(
                examples = "Stocktaking; agreed with Ada.",
                minLength = 1,
                maxLength = 500,
                nullable = true,
                description = "Why the planner accepts the warnings. A PATCH that changes assignee, start or end"
                        + " without naming this field removes it.")
        String overrideReason,

        @Schema(
                enumeration = {"DRAFT", "PUBLISHED"},
                description = "PUBLISHED: workers see it at once. Absent or DRAFT: the published edition stays as"
                        + " it is until the change is published.")
        ShiftStatus status) {

    public ShiftFields {
        location = Text.Form.of(location);
        role = Text.Form.of(role);
        notes = Text.Form.composed(notes);
        overrideReason = Text.Form.of(overrideReason);
    }

    /**
     * Checks across fields.
     *
     * @throws ProblemException 400
     */
    public ShiftFields checked() {
        if (!ShiftEdition.isOfPossibleLength(start, end, ZoneId.of(zone))) {
            throw impossibleLength();
        }
        if (status == ShiftStatus.CANCELLED) {
            throw ProblemException.badField("status", "must be DRAFT or PUBLISHED; DELETE cancels a shift");
        }
        return this;
    }

    /** 400, also where the database's time zones are of another edition than Java's and it refuses the length. */
    public static ProblemException impossibleLength() {
        return ProblemException.badField("end", "must be 1 minute to 24 hours after start by the clock of the place");
    }

    ShiftFields withoutStatus() {
        return new ShiftFields(assignee, start, end, zone, location, role, notes, overrideReason, null);
    }

    public ShiftFields withoutOverride() {
        return new ShiftFields(assignee, start, end, zone, location, role, notes, null, status);
    }

    /** Whether a change from {@code before} to this assigns work to somebody that they did not have at that time. */
    public boolean books(ShiftFields before) {
        return assignee != null && (before == null || !isSameWork(before));
    }

    /** Whether a change from {@code before} to this asks the assignee for a role that it did not ask for. */
    public boolean asksForAnotherRole(ShiftFields before) {
        return assignee != null && role != null && (before == null || !role.equals(before.role));
    }

    /** Whether assignee, start and end are the same. */
    public boolean isSameWork(ShiftFields other) {
        return Objects.equals(assignee, other.assignee)
                && Objects.equals(start, other.start)
                && Objects.equals(end, other.end);
    }
}

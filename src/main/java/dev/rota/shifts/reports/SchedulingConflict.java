package dev.rota.shifts.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.Warning;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A scheduling conflict: a rule that a shift breaks and a planner should look at. */
@Schema(name = "Conflict")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SchedulingConflict(
        @Schema(
                required = true,
                description = "ABSENT: the person has an approved absence, possible in the published edition"
                        + " only; ABSENCE_REQUESTED: the person has requested an absence; DOUBLE_BOOKING: the"
                        + " person has `other` at that time in the other edition; INACTIVE: the person is not"
                        + " active any more; UNKNOWN_PERSON: users does not know the person; ROLE_MISSING: the"
                        + " person does not have the shift's `role`; SHORT_REST: too little rest between the"
                        + " shift and `other`, reported for the later one if both are checked; LONG_SPAN: too"
                        + " long a span of work, of shifts that touch; LONG_WEEK: too much work in `week`; both"
                        + " reported once, for the last of the shifts that are checked.")
        Kind kind,

        @Schema(required = true) Clash shift,

        @Schema(required = true, examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00")
        UUID person,

        @Schema(required = true, examples = "Harbour café") String location,

        @Schema(description = "The absence, or the person's other shift.")
        Clash other,

        @Schema(examples = "barista", description = "ROLE_MISSING: the role that the shift asks for.")
        String role,

        @Schema(
                examples = "2026-W13",
                description = "LONG_WEEK: the week, ISO 8601, Monday to Sunday in the zone of the shift's place.")
        String week,

        @Schema(
                examples = "PT8H",
                format = "duration",
                description =
                        "SHORT_REST, LONG_SPAN, LONG_WEEK: the actual rest or working time, real elapsed time, ISO 8601.")
        Duration actual,

        @Schema(examples = "PT11H", format = "duration", description = "The minimum rest or the maximum working time.")
        Duration limit,

        @Schema(
                required = true,
                description = "Whether it is accepted; only SHORT_REST, LONG_SPAN and LONG_WEEK can be."
                        + " SHORT_REST: one of the two shifts has an `overrideReason`; LONG_SPAN, LONG_WEEK:"
                        + " without the shifts that have one, the work is within the limit.")
        boolean overridden) {

    @Schema(name = "ConflictKind")
    enum Kind {
        ABSENT,
        ABSENCE_REQUESTED,
        DOUBLE_BOOKING,
        INACTIVE,
        UNKNOWN_PERSON,
        ROLE_MISSING,
        SHORT_REST,
        LONG_SPAN,
        LONG_WEEK
    }

    static SchedulingConflict of(Kind kind, ShiftEdition shift, Clash other) {
        return new SchedulingConflict(
                kind,
                new Clash(shift),
                shift.assignee,
                shift.location,
                other,
                kind == Kind.ROLE_MISSING ? shift.role : null,
                null,
                null,
                null,
                false);
    }

    static SchedulingConflict of(ShiftEdition shift, Warning warning) {
        return new SchedulingConflict(
                Kind.valueOf(warning.kind().name()),
                new Clash(shift),
                shift.assignee,
                shift.location,
                warning.other(),
                warning.role(),
                warning.week(),
                warning.actual(),
                warning.limit(),
                warning.overridden());
    }
}

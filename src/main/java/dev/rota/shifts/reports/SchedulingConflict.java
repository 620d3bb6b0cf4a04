package dev.rota.shifts.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.Warning;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something about a shift that a planner should look at. */
@Schema(name = "Conflict")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SchedulingConflict(
        @Schema(
                required = true,
                description =
                        "ABSENT: the person is off, which only workers can still see a shift for; ABSENCE_REQUESTED: the"
                                + " person has asked to be off; DOUBLE_BOOKING: the other edition has `other` for the"
                                + " person at that time; INACTIVE: the person is not active any more;"
                                + " UNKNOWN_PERSON: users does not know the person; ROLE_MISSING: the person does"
                                + " not have the shift's `role`; SHORT_REST: too little rest between the shift and"
                                + " `other`, reported for the later one where both are checked; LONG_WEEK: too much"
                                + " work in `week`, reported once, for the last of its shifts that are checked.")
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
                description = "LONG_WEEK: the week, ISO 8601, from Monday to Sunday on the clock of the shift's place.")
        String week,

        @Schema(
                examples = "PT8H",
                format = "duration",
                description = "SHORT_REST, LONG_WEEK: how much rest or work it is, real elapsed time, ISO 8601.")
        Duration actual,

        @Schema(
                examples = "PT11H",
                format = "duration",
                description = "The least rest or the most work that it should be.")
        Duration limit,

        @Schema(
                required = true,
                description =
                        "Whether it is accepted, as only SHORT_REST and LONG_WEEK can be. SHORT_REST: one of the two"
                                + " shifts has an `overrideReason`; LONG_WEEK: it would not be too much without the"
                                + " shifts that have one.")
        boolean overridden) {

    enum Kind {
        ABSENT,
        ABSENCE_REQUESTED,
        DOUBLE_BOOKING,
        INACTIVE,
        UNKNOWN_PERSON,
        ROLE_MISSING,
        SHORT_REST,
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
                null,
                warning.week(),
                warning.actual(),
                warning.limit(),
                warning.overridden());
    }
}

package dev.rota.shifts.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shared.database.EnumColumn;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A warning: too little rest around a shift, too long a span of work with it, too much work in its week, or a role that
 * its assignee lacks.
 */
@Schema(name = "Warning")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Warning(
        @JsonInclude
        @Schema(
                required = true,
                nullable = true,
                description =
                        "SHORT_REST: too little rest between the shift and `other`; LONG_SPAN: too long a span of work,"
                                + " of this shift and those that it touches; LONG_WEEK: too much work in `week`;"
                                + " ROLE_MISSING: the person does not have the shift's `role`, which is told only by a"
                                + " write that assigns the shift or asks for another role. "
                                + EnumColumn.UNKNOWN)
        Kind kind,

        @Schema(description = "SHORT_REST: the person's shift before or after this one.")
        Clash other,

        @Schema(
                examples = "2026-W13",
                description = "LONG_WEEK: the week, ISO 8601, Monday to Sunday in the zone of the shift's place.")
        String week,

        @Schema(examples = "barista", description = "ROLE_MISSING: the role that the shift asks for.")
        String role,

        @Schema(
                examples = "PT8H",
                format = "duration",
                description =
                        "The actual rest or working time, real elapsed time, ISO 8601. LONG_SPAN: of a span that goes"
                                + " on for days before or after, at least 3 days of each.")
        Duration actual,

        @Schema(examples = "PT11H", format = "duration", description = "The minimum rest or the maximum working time.")
        Duration limit,

        @Schema(
                required = true,
                description = "Whether it is accepted; ROLE_MISSING never is. SHORT_REST: one of the two shifts has an"
                        + " `overrideReason`; LONG_SPAN, LONG_WEEK: without the shifts that have one, the work is within"
                        + " the limit.")
        boolean overridden) {

    @Schema(name = "WarningKind")
    public enum Kind {
        SHORT_REST,
        LONG_SPAN,
        LONG_WEEK,
        ROLE_MISSING
    }

    /** A warning about working time. */
    public Warning(Kind kind, Clash other, String week, Duration actual, Duration limit, boolean overridden) {
        this(kind, other, week, null, actual, limit, overridden);
    }

    public static Warning roleMissing(String role) {
        return new Warning(Kind.ROLE_MISSING, null, null, role, null, null, false);
    }
}

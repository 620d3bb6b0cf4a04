package dev.rota.shifts.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A warning about working time: too little rest around a shift, or too much work in its week. */
@Schema(name = "Warning")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Warning(
        @Schema(
                required = true,
                description =
                        "SHORT_REST: too little rest between the shift and `other`; LONG_WEEK: too much work in `week`.")
        Kind kind,

        @Schema(description = "SHORT_REST: the person's shift before or after this one.")
        Clash other,

        @Schema(
                examples = "2026-W13",
                description = "LONG_WEEK: the week, ISO 8601, Monday to Sunday in the zone of the shift's place.")
        String week,

        @Schema(
                required = true,
                examples = "PT8H",
                format = "duration",
                description = "The actual rest or working time, real elapsed time, ISO 8601.")
        Duration actual,

        @Schema(
                required = true,
                examples = "PT11H",
                format = "duration",
                description = "The minimum rest or the maximum working time.")
        Duration limit,

        @Schema(
                required = true,
                description = "Whether it is accepted. SHORT_REST: one of the two shifts has an `overrideReason`;"
                        + " LONG_WEEK: without the shifts that have one, the week is within the limit.")
        boolean overridden) {

    public enum Kind {
        SHORT_REST,
        LONG_WEEK
    }
}

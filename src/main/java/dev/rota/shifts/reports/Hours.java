package dev.rota.shifts.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much one person works, week by week. */
@Schema(name = "Hours")
record Hours(
        @Schema(required = true, examples = "Europe/Berlin", description = "The zone of the weeks.")
        String zone,

        @Schema(
                required = true,
                examples = "PT48H",
                format = "duration",
                description = "The maximum working time of a week without a warning.")
        Duration limit,

        @Schema(required = true) List<WeekOfHours> weeks) {

    @Schema(name = "WeekOfHours")
    record WeekOfHours(
            @Schema(required = true, examples = "2026-W13", description = "ISO 8601.")
            String week,

            @Schema(required = true, examples = "2026-03-22T23:00:00Z", description = "Monday, 0:00 in `zone`.")
            Instant start,

            @Schema(required = true, examples = "2026-03-29T22:00:00Z", description = "The next Monday, 0:00.")
            Instant end,

            @Schema(
                    required = true,
                    examples = "PT38H30M",
                    format = "duration",
                    description = "The working time in the week: real elapsed time, ISO 8601. A shift over"
                            + " Sunday's midnight is split between two weeks.")
            Duration hours) {}
}

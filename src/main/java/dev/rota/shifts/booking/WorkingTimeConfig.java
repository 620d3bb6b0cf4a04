package dev.rota.shifts.booking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of {@link WorkingTime}; defaults from Directive 2003/88/EC. */
@ConfigMapping(prefix = "rota.working-time")
interface WorkingTimeConfig {

    /** The minimum rest between two shifts without a warning. */
    @WithDefault("PT11H")
    Duration minimumRest();

    /** The maximum length of work without any rest, over shifts that touch, without a warning. */
    @WithDefault("PT13H")
    Duration maximumSpan();

    /** The maximum working time of a week without a warning. */
    @WithDefault("PT48H")
    Duration weeklyHours();
}

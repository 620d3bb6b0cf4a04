package dev.rota.shifts.booking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of {@link WorkingTime}, both of which Directive 2003/88/EC has. */
@ConfigMapping(prefix = "rota.working-time")
interface WorkingTimeConfig {

    /** The shortest rest between two shifts that is not warned of. */
    @WithDefault("PT11H")
    Duration minimumRest();

    /** The most work in a week that is not warned of. */
    @WithDefault("PT48H")
    Duration weeklyHours();
}

package dev.rota.shifts.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingTimeConfigTest {

    @Test
    void the_limits_are_those_of_the_directive() {
        var config = Settings.of(WorkingTimeConfig.class, "shifts", Map.of());
        assertEquals(Duration.ofHours(11), config.minimumRest());
        assertEquals(Duration.ofHours(13), config.maximumSpan());
        assertEquals(Duration.ofHours(48), config.weeklyHours());
    }

    @Test
    void a_deployment_sets_other_limits() {
        var config = Settings.of(
                WorkingTimeConfig.class,
                "shifts",
                Map.of("MINIMUM_REST", "PT9H", "MAXIMUM_SPAN", "PT10H", "WEEKLY_HOURS", "PT40H"));
        assertEquals(Duration.ofHours(9), config.minimumRest());
        assertEquals(Duration.ofHours(10), config.maximumSpan());
        assertEquals(Duration.ofHours(40), config.weeklyHours());
    }
}

package dev.rota.shared.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Settings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpConfigTest {

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void a_program_rehearses_24_times_and_then_on_all_8_connections(String module) {
        var config = Settings.of(WarmUpConfig.class, module, Map.of());
        assertEquals(24, config.rounds());
        assertEquals(8, config.clients());
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void a_deployment_sets_the_rounds_and_the_size_of_the_pool(String module) {
        var config = Settings.of(WarmUpConfig.class, module, Map.of("WARM_UP_ROUNDS", "3", "DB_POOL_SIZE", "5"));
        assertEquals(3, config.rounds());
        assertEquals(5, config.clients());
    }
}

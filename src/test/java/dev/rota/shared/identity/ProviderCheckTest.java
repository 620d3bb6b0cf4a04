package dev.rota.shared.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.com/realms/rota",
                "http://localhost:8180/rota",
                "http://127.0.0.1/rota",
                "http://[::1]:8180/rota"
            })
    void a_provider_over_tls_or_on_this_machine_is_trusted(String issuer) {
        assertDoesNotThrow(() -> check(issuer, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example.com", "http://10.0.0.1/rota", "ftp://localhost.example.com", "rota"})
    void any_other_is_refused_unless_a_setting_says_so(String issuer) {
        assertThrows(ConfigurationException.class, () -> check(issuer, false));
        assertDoesNotThrow(() -> check(issuer, true));
    }

    private static void check(String issuer, boolean insecure) {
        new ProviderCheck(Optional.of(URI.create(issuer)), insecure).check(null);
    }
}

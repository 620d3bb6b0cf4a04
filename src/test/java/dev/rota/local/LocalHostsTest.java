package dev.rota.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostsTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LocalHost:9000", "127.0.0.1:8080", "[::1]", "[::1]:8080"})
    void this_machine_is_local(String host) {
        assertTrue(LocalHosts.isLocal(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "example.com:8080",
                "localhost.example.com",
                "example.com#localhost",
                "localhost@example.com",
                "127.0.0.1.example.com",
                "192.168.0.1:8080",
                "0.0.0.0:8080",
                "[::2]:8080",
                "localhost:8080,example.com"
            })
    void every_other_host_is_not(String host) {
        assertFalse(LocalHosts.isLocal(host));
    }
}

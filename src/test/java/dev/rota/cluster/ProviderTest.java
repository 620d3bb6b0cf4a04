package dev.rota.cluster;

import static dev.rota.cluster.Cluster.pause;
import static dev.rota.cluster.Provider.administer;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens at the OpenID provider costs no request, and what it decides holds. */
@Tag("drill")
class ProviderTest {

    private static Environment environment;
    private static LoadPod load;

    @BeforeAll
    static void deploy() {
        environment = new Environment().deploy();
        Provider.awaitReady();
        load = new LoadPod(environment);
    }

    @AfterAll
    static void remove() {
        load.close();
        environment.close();
    }

    /** A token of before is shown for 20 seconds after each of these. */
    @Test
    void a_provider_that_restarts_and_one_that_changes_its_keys_cost_no_request() {
        load.assertNothingIsLost("the provider restarts, and rotates its keys", 15, Load.Mix.ALL, () -> {
            int restarts = Provider.restarts();
            Provider.restart();
            Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> Provider.restarts() > restarts);
            Provider.awaitReady();
            String keys = Provider.keys();
            administer(
                    "create",
                    "components",
                    "-s name=next -s providerId=rsa-generated -s providerType=org.keycloak.keys.KeyProvider",
                    "-s 'config.priority=[\"1000\"]'");
            assertTrue(Provider.keys().length() > keys.length(), keys);
            pause(50);
        });
    }

    @Test
    void an_account_that_is_disabled_gets_no_other_token() {
        assertTrue(Provider.signIn("ada"));
        String id = administer("get", "users", "-q username=ada --fields id --format csv --noquotes")
                .strip();
        administer("update", "users/" + id, "-s enabled=false");
        assertFalse(Provider.signIn("ada"));
        administer("update", "users/" + id, "-s enabled=true");
        assertTrue(Provider.signIn("ada"));
    }
}

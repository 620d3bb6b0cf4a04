package dev.rota.shared.identity;

import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Follower.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.OwnProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A program that starts while the provider is away. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(
        value = OwnProvider.class,
        initArgs = @ResourceArg(name = OwnProvider.LATE, value = ""),
        restrictToAnnotatedClass = true)
class LateProviderTest {

    private static final String TOKEN = "Authorization";

    OwnProvider provider;

    @Test
    void it_says_that_it_cannot_verify_a_token_until_the_provider_comes() {
        String token = provider.token(provider.newest());
        refused(get(USERS, TOKEN, token), 503, "urn:rota:provider-unavailable");
        refused(get(SHIFTS, TOKEN, token), 503, "urn:rota:provider-unavailable");
        refused(get("/week", TOKEN, ""), 503, "urn:rota:provider-unavailable");
        provider.come();
        var statuses = together(
                20,
                thread -> patiently(() -> get(thread % 2 == 0 ? USERS : SHIFTS, TOKEN, token))
                        .statusCode());
        assertEquals(Collections.nCopies(20, 200), statuses);
    }
}

package dev.rota.shared.identity;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Follower.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.rota.support.Api;
import dev.rota.support.Databases;
import dev.rota.support.OwnProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The provider's signing keys come and go, and so does the provider. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
@QuarkusTestResource(value = OwnProvider.class, restrictToAnnotatedClass = true)
class KeyRotationTest {

    private static final String TOKEN = "Authorization";

    OwnProvider provider;

    @AfterEach
    void at_once_again() {
        provider.delay(Duration.ZERO);
    }

    private int status(String path, RSAKey key) {
        String token = provider.token(key);
        return patiently(() -> get(path, TOKEN, token)).statusCode();
    }

    private static RSAKey unpublished() {
        try {
            return new RSAKeyGenerator(2048).keyID(Api.unique()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_first_token_of_a_new_key_is_taken_and_those_of_the_old_one_while_it_is_published() {
        var old = provider.newest();
        assertEquals(200, status(USERS, old));
        var next = provider.rotate();
        assertEquals(200, status(USERS, old));
        assertEquals(200, status(USERS, next));
        assertEquals(200, status(SHIFTS, next));
        assertEquals(200, status(SHIFTS, old));
        // Two new keys within a second.
        var last = provider.rotate();
        assertEquals(200, status(SHIFTS, last));
        assertEquals(200, status(USERS, old));

        provider.retire();
        assertEquals(200, status(USERS, provider.rotate()));
        assertEquals(
                401, status(USERS, old), "with the next new key, those that are not published any more are forgotten");
    }

    @Test
    void of_many_requests_with_a_new_key_at_once_none_is_refused() {
        provider.delay(Duration.ofMillis(100));
        var next = provider.rotate();
        var statuses = together(16, thread -> status(thread % 2 == 0 ? USERS : SHIFTS, next));
        assertEquals(Collections.nCopies(16, 200), statuses);
    }

    @Test
    void forged_keys_neither_keep_a_new_one_out_nor_let_the_provider_be_asked_for_each_of_them() {
        var forged = unpublished();
        int before = provider.asked();
        long begin = System.nanoTime();
        var statuses = together(20, thread -> status(USERS, forged));
        assertEquals(Collections.nCopies(20, 401), statuses);
        refused(patiently(() -> get(USERS, TOKEN, provider.token(forged))), 401, NO_TYPE);
        assertEquals(200, status(USERS, provider.rotate()));
        long halves = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 500;
        int asked = provider.asked() - before;
        assertTrue(asked <= halves + 1, asked + " times in " + halves + " half seconds");
    }

    @Test
    void while_the_provider_is_away_tokens_of_known_keys_are_taken_and_of_a_new_one_once_it_is_back() {
        var known = provider.newest();
        assertEquals(200, status(USERS, known));
        provider.leave();
        var next = provider.rotate();
        try {
            assertEquals(Set.of(200), requests(known));
            together(
                    4,
                    thread -> refused(get(USERS, TOKEN, provider.token(next)), 503, "urn:rota:provider-unavailable"));
            assertEquals(Set.of(200), requests(known));
        } finally {
            provider.come();
        }
        assertEquals(200, status(USERS, next));
        assertEquals(Set.of(200), requests(known));
    }

    @Test
    void while_the_provider_is_silent_tokens_of_known_keys_are_taken_and_of_others_not_for_long() {
        var known = provider.newest();
        assertEquals(200, status(USERS, known));
        provider.delay(Duration.ofSeconds(3));
        var next = provider.rotate();
        together(
                4,
                thread -> thread % 2 == 0
                        ? refused(get(USERS, TOKEN, provider.token(next)), 503, "urn:rota:provider-unavailable")
                        : get(USERS, TOKEN, provider.token(known)).then().statusCode(200));
    }

    private Set<Integer> requests(RSAKey key) {
        return together(4, thread -> List.of(status(USERS, key), status(SHIFTS, key), status(USERS, key))).stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }
}

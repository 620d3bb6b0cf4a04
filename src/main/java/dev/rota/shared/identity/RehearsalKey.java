package dev.rota.shared.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * Lets in the requests that a program sends to itself before it is ready, for which no provider gives it a token: by a
 * random key that only this process knows, and that is worth nothing once the program is ready.
 */
@ApplicationScoped
public class RehearsalKey implements HttpAuthenticationMechanism {

    private static final Caller CALLER = new Caller(null, Set.of(Role.PLANNER, Role.ADMINISTRATOR), "rehearsal");
    private static final String ATTRIBUTE = "rota.rehearsal";

    private volatile byte[] header;

    /** From now on; the value of the header {@code Authorization}. */
    public String begin() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        String value = "Rehearsal " + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        header = value.getBytes(US_ASCII);
        return value;
    }

    public void end() {
        header = null;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        var expected = header;
        String sent = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (expected == null || sent == null || !MessageDigest.isEqual(expected, sent.getBytes(US_ASCII))) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(IdentifiedCaller.withoutToken(CALLER.actor(), CALLER))
                        .addAttribute(ATTRIBUTE, true)
                        .build());
    }

    /** Whether it is the program itself that asks. */
    public static boolean isRehearsal(SecurityIdentity identity) {
        return identity.getAttribute(ATTRIBUTE) != null;
    }

    /** That of tokens is for everybody. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}

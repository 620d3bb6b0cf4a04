package dev.rota.shared.identity;

import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.common.runtime.OidcEndpointAccessException;
import io.quarkus.oidc.runtime.OidcIdentityProvider;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Loses no request while the provider's keys rotate. A token of an unknown key makes Quarkus ask the provider for its
 * keys, and then not again for a while (forced-jwk-refresh-interval), so that forged tokens do not flood the provider.
 * Quarkus refuses all other tokens of unknown keys meanwhile, even before there is an answer: here, they are verified
 * again until somebody has been able to ask.
 */
@ApplicationScoped
class KeyRotation implements IdentityProvider<TokenAuthenticationRequest> {

    /** Before each further attempt, in milliseconds: together much longer than Quarkus does not ask. */
    private static final long[] PAUSES = {50, 100, 200, 400, 400, 400, 400};

    /** Quarkus itself sets no limit to how long the provider answers. */
    private static final Duration LIMIT = Duration.ofMillis(1_500);

    private final OidcIdentityProvider verifier;
    private final VerifiedTokens verified;
    private final Vertx vertx;
    /** When somebody asked in vain. */
    private volatile Instant unanswered = Instant.EPOCH;

    KeyRotation(OidcIdentityProvider verifier, VerifiedTokens verified, Vertx vertx) {
        this.verifier = verifier;
        this.verified = verified;
        this.vertx = vertx;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    /** In front of the one of Quarkus. */
    @Override
    public int priority() {
        return verifier.priority() + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return attempt(request, context, 0)
                .invoke(identity -> verified.keep(HttpSecurityUtils.getRoutingContextAttribute(request), identity));
    }

    private Uni<SecurityIdentity> attempt(
            TokenAuthenticationRequest request, AuthenticationRequestContext context, int number) {
        return verifier.authenticate(request, context)
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure(KeyRotation::isNoAnswer)
                .transform(this::unanswered)
                .onFailure(KeyRotation::isUnknownKey)
                .recoverWithUni(failure -> number < PAUSES.length
                        ? pause(PAUSES[number]).chain(() -> attempt(request, context, number + 1))
                        : Uni.createFrom().failure(refusal(failure)));
    }

    /** On the request's own context, which a retry of Mutiny's would leave. */
    private Uni<Void> pause(long millis) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, timer -> emitter.complete(null)));
    }

    private Throwable unanswered(Throwable failure) {
        unanswered = Instant.now();
        return new OIDCException("its keys cannot be asked for", failure);
    }

    /** Whether the key is unknown to the provider too can only be told if it has answered whoever asked. */
    private Throwable refusal(Throwable failure) {
        return unanswered.isAfter(Instant.now().minus(LIMIT))
                ? new OIDCException("somebody has asked for its keys without an answer", failure)
                : failure;
    }

    private static boolean isUnknownKey(Throwable failure) {
        return isCausedBy(failure, UnresolvableKeyException.class::isInstance);
    }

    private static boolean isNoAnswer(Throwable failure) {
        return isCausedBy(
                failure,
                cause -> cause instanceof IOException
                        || cause instanceof TimeoutException
                        || cause instanceof VertxException
                        || cause instanceof OidcEndpointAccessException);
    }

    private static boolean isCausedBy(Throwable failure, Predicate<Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(kind);
    }
}

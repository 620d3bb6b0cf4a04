package dev.rota.shared.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Keeps verified tokens for a minute, so that a token is read and verified once a minute and not for each request: that
 * takes about as long as the rest of a small request. Whose token it is, and whether they are still active, is not kept
 * here.
 */
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism, IdentityProvider<VerifiedTokens.Known> {

    /** What Quarkus adds of the request. */
    private static final Set<String> OF_ONE_REQUEST =
            Set.of(RoutingContext.class.getName(), AuthenticationRequestContext.class.getName());

    /** By the whole header. */
    private final Cache<String, SecurityIdentity> verified = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** A request whose token is kept. */
    static final class Known extends BaseAuthenticationRequest {

        private final SecurityIdentity identity;

        private Known(SecurityIdentity identity) {
            this.identity = identity;
        }
    }

    /** @param request with a token that has just been verified as this identity */
    void keep(RoutingContext request, SecurityIdentity identity) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        // Not that of a session, which comes in cookies.
        if (header != null) {
            verified.put(header, withoutRequest(identity));
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        var identity = header == null ? null : verified.getIfPresent(header);
        return identity == null || isOver(identity)
                ? Uni.createFrom().nullItem()
                : providers.authenticate(HttpSecurityUtils.setRoutingContextAttribute(new Known(identity), request));
    }

    /** As Quarkus compares: in whole seconds, without any grace. */
    private static boolean isOver(SecurityIdentity identity) {
        long end = ((JsonWebToken) identity.getPrincipal()).getExpirationTime();
        return System.currentTimeMillis() / 1_000 >= end;
    }

    private static SecurityIdentity withoutRequest(SecurityIdentity identity) {
        var attributes = new HashMap<>(identity.getAttributes());
        attributes.keySet().removeAll(OF_ONE_REQUEST);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addCredentials(identity.getCredentials())
                .addAttributes(attributes)
                .build();
    }

    /** Gives Quarkus, which goes on with the roles of the identity, what is kept. */
    @Override
    public Uni<SecurityIdentity> authenticate(Known request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(request.identity);
    }

    @Override
    public Class<Known> getRequestType() {
        return Known.class;
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Known.class);
    }

    /** That of tokens is for everybody. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    /** Before Quarkus looks at tokens, and before {@link EmptyToken}, too: what is kept has been looked at. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 200;
    }
}

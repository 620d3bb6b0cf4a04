package dev.rota.shared.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Verifies a token once a minute and not for each request. Pods have no optimising compiler (application.properties),
 * without which a signature takes about as long as the rest of a request. Whose token it is, and whether they are still
 * active, is not kept here.
 */
@ApplicationScoped
class VerifiedTokens implements IdentityProvider<TokenAuthenticationRequest> {

    /** What Quarkus adds of the request. */
    private static final Set<String> OF_ONE_REQUEST =
            Set.of(RoutingContext.class.getName(), AuthenticationRequestContext.class.getName());

    private final KeyRotation verifier;
    private final Cache<Key, SecurityIdentity> verified = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    VerifiedTokens(KeyRotation verifier) {
        this.verifier = verifier;
    }

    /** @param tenant whose keys, issuer and audience count */
    private record Key(String tenant, String token) {}

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
        String tenant = HttpSecurityUtils.getRoutingContextAttribute(request).get(OidcUtils.TENANT_ID_ATTRIBUTE);
        var key = new Key(tenant, request.getToken().getToken());
        var before = verified.getIfPresent(key);
        return before != null && !isOver(before)
                ? Uni.createFrom().item(before)
                : verifier.verify(request, context)
                        .map(VerifiedTokens::withoutRequest)
                        .invoke(identity -> verified.put(key, identity));
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
}

package dev.rota.users.identities;

import dev.rota.shared.identity.Role;
import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Lets shifts ask by a token of its Kubernetes ServiceAccount, which the cluster itself issues and verifies. The settings
 * of the tenant say which one ServiceAccount that is.
 */
@ApplicationScoped
class ClusterTokens implements TenantResolver, SecurityIdentityAugmentor {

    static final String TENANT = "cluster";

    private static final String BEARER = "Bearer ";
    /** Kubernetes: "Managing Service Accounts", the name of a ServiceAccount as a user. */
    private static final String SUBJECT = "system:serviceaccount:";

    /** Reads, and believes nothing of what it reads. */
    private static final JwtConsumer UNVERIFIED = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setSkipSignatureVerification()
            .setDisableRequireSignature()
            .build();

    /** By whom a token has to be verified. */
    @Override
    public String resolve(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean cluster = header != null
                && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && isOfCluster(header.substring(BEARER.length()));
        return cluster ? TENANT : OidcUtils.DEFAULT_TENANT_ID;
    }

    private static boolean isOfCluster(String token) {
        try {
            String subject = UNVERIFIED.processToClaims(token).getSubject();
            return subject != null && subject.startsWith(SUBJECT);
        } catch (InvalidJwtException | MalformedClaimException e) {
            return false;
        }
    }

    /** The service, and nothing else that a token might say. */
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!TENANT.equals(identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE))) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes())
                        .addRole(Role.SERVICE)
                        .build());
    }

    /** Before the roles are looked at. */
    @Override
    public int priority() {
        return 1;
    }
}

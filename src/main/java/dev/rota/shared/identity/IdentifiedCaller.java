package dev.rota.shared.identity;

import dev.rota.shared.problem.ProblemException;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Gives a verified token's identity its roles in Rota, and makes it the request's {@link Caller}. */
@ApplicationScoped
class IdentifiedCaller implements SecurityIdentityAugmentor {

    /** The attribute of an identity that holds its {@link Standing}. */
    static final String STANDING = "rota.standing";

    /** What users says of a token's owner; programs are {@link #UNKNOWN}. */
    enum Standing {
        ACTIVE,
        INACTIVE,
        UNKNOWN
    }

    private static final Logger LOG = Logger.getLogger(IdentifiedCaller.class);

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final List<Directory> directories;
    private final boolean enabled;
    private final RateLimit limit;

    /**
     * @param enabled whether there is a provider; if not, everybody may do everything
     * @param requests of one person, or program, within ten seconds
     */
    IdentifiedCaller(
            @All List<Directory> directories,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled,
            @ConfigProperty(name = "rota.rate-limit.person") int requests) {
        this.directories = directories;
        this.enabled = enabled;
        limit = new RateLimit(requests, PERIOD);
    }

    void warn(@Observes StartupEvent start) {
        if (!enabled) {
            LOG.warn("OIDC_ENABLED is false: whoever reaches this program may do everything");
        }
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!enabled && identity.isAnonymous()) {
            return Uni.createFrom().item(withoutToken("everybody", Caller.EVERYBODY));
        }
        return Token.of(identity)
                .map(token -> identify(identity, token, request(attributes)))
                .orElseGet(() -> Uni.createFrom().item(identity));
    }

    private Uni<SecurityIdentity> identify(SecurityIdentity identity, Token token, HttpServerRequest request) {
        if (!token.isNamed()) {
            return Uni.createFrom().failure(new AuthenticationFailedException("the token names nobody"));
        }
        var roles = new HashSet<>(identity.getRoles());
        roles.retainAll(Role.IN_TOKENS);
        // Of the service's token, users asks nobody: it comes with every question about people.
        if (roles.contains(Role.SERVICE)) {
            return Uni.createFrom().item(known(identity, token, roles, null));
        }
        try {
            // Whoever has a session asks the services with its token, which are those that count.
            if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
                limit.require(token.issuer() + ' ' + token.subject());
            }
        } catch (ProblemException tooMany) {
            return Uni.createFrom().failure(tooMany);
        }
        return directory(request.path())
                .find(token, READING.contains(request.method()))
                .map(member -> known(identity, token, roles, member));
    }

    /** The identity of a caller without a token, who is no person of users. */
    static SecurityIdentity withoutToken(String name, Caller caller) {
        caller.remember();
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(new HashSet<>(caller.roles()))
                .addAttribute(STANDING, Standing.UNKNOWN)
                .build();
    }

    private static SecurityIdentity known(
            SecurityIdentity identity, Token token, HashSet<String> roles, Directory.Member member) {
        var known = QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .addAttributes(identity.getAttributes());
        var standing = member == null ? Standing.UNKNOWN : member.id() == null ? Standing.INACTIVE : Standing.ACTIVE;
        switch (standing) {
            case ACTIVE -> roles.add(Role.WORKER);
            case INACTIVE -> roles.clear();
            case UNKNOWN -> {}
        }
        known.addAttribute(STANDING, standing);
        var person = member == null ? null : member.id();
        new Caller(person, roles, actor(token, person)).remember();
        return known.addRoles(roles).build();
    }

    private static String actor(Token token, UUID person) {
        return person != null ? person.toString() : token.client() != null ? token.client() : token.subject();
    }

    private Directory directory(String path) {
        return directories.stream()
                .filter(directory -> directory.serves(path))
                .findFirst()
                .orElseThrow();
    }

    private static HttpServerRequest request(Map<String, Object> attributes) {
        return HttpSecurityUtils.getRoutingContextAttribute(attributes).request();
    }
}

package dev.rota.shifts.people;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/** Puts the service's own token on a call of users that does not pass on a client's. */
@Singleton
class ServiceToken implements ResteasyReactiveClientRequestFilter {

    private final OidcClient provider;
    /** Keeps a token of the provider until it expires. */
    private final TokensHelper tokens = new TokensHelper();

    private final boolean providerEnabled;
    private final Optional<String> file;
    private final Vertx vertx;

    /**
     * @param file where Kubernetes renews a token of the service's account; it takes precedence over the provider's, and
     *     without either, users asks for none
     */
    ServiceToken(
            OidcClient provider,
            @ConfigProperty(name = "quarkus.oidc-client.client-enabled") boolean providerEnabled,
            @ConfigProperty(name = "rota.users.token-file") Optional<String> file,
            Vertx vertx) {
        this.provider = provider;
        this.providerEnabled = providerEnabled;
        this.file = file;
        this.vertx = vertx;
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        if (request.getHeaders().containsKey(HttpHeaders.AUTHORIZATION) || file.isEmpty() && !providerEnabled) {
            return;
        }
        request.suspend();
        token().subscribe()
                .with(
                        token -> {
                            request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token);
                            request.resume();
                        },
                        request::resume);
    }

    private Uni<String> token() {
        return file.map(path -> vertx.fileSystem()
                        .readFile(path)
                        .map(content -> content.toString(US_ASCII.name()).strip()))
                .orElseGet(() -> tokens.getTokens(provider).map(Tokens::getAccessToken));
    }
}

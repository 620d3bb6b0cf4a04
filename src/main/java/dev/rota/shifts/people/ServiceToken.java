package dev.rota.shifts.people;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/** Puts the service's own token on a call of users that does not pass on a client's. */
@Singleton
class ServiceToken implements ResteasyReactiveClientRequestFilter {

    private final OidcClient provider;
    /** Otherwise users asks for no token. */
    private final boolean enabled;
    /** Keeps a token until it expires. */
    private final TokensHelper tokens = new TokensHelper();

    ServiceToken(OidcClient provider, @ConfigProperty(name = "quarkus.oidc-client.client-enabled") boolean enabled) {
        this.provider = provider;
        this.enabled = enabled;
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        if (!enabled || request.getHeaders().containsKey(HttpHeaders.AUTHORIZATION)) {
            return;
        }
        request.suspend();
        tokens.getTokens(provider)
                .subscribe()
                .with(
                        answer -> {
                            request.getHeaders()
                                    .putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + answer.getAccessToken());
                            request.resume();
                        },
                        request::resume);
    }
}

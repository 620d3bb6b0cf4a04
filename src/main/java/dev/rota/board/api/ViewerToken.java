package dev.rota.board.api;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Passes on the access token of whoever looks, so that users and shifts decide what they may see and do. */
@Singleton
class ViewerToken implements ClientRequestFilter {

    private final SecurityIdentity viewer;

    ViewerToken(SecurityIdentity viewer) {
        this.viewer = viewer;
    }

    @Override
    public void filter(ClientRequestContext request) {
        // Before it is known who looks, the token is given as a parameter.
        if (request.getHeaders().containsKey(HttpHeaders.AUTHORIZATION)) {
            return;
        }
        var token = viewer.getCredential(AccessTokenCredential.class);
        if (token != null) {
            request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.getToken());
        }
    }
}

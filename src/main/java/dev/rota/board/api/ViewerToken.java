package dev.rota.board.api;

import dev.rota.shared.identity.RehearsalKey;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Passes on the access token of whoever looks, so that users and shifts decide what they may see and do. A rehearsal has none,
 * and is for when users and shifts do not answer yet, too: it gets {@link MadeUp} answers.
 */
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
        if (RehearsalKey.isRehearsal(viewer)) {
            request.abortWith(Response.ok(MadeUp.answer(request.getUri().getPath()), MediaType.APPLICATION_JSON_TYPE)
                    .build());
            return;
        }
        var token = viewer.getCredential(AccessTokenCredential.class);
        if (token != null) {
            request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.getToken());
        }
    }
}

package dev.rota.board.page;

import dev.rota.board.session.Board;
import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.Tenant;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** Ends the session of the board only, for a provider whose own cannot be ended. Of any other, Quarkus answers here by itself. */
@Path("/sign-out")
@Tenant(Board.TENANT)
@Authenticated
class SignOutResource {

    private final OidcSession session;

    SignOutResource(OidcSession session) {
        this.session = session;
    }

    @GET
    public Uni<RestResponse<Void>> leave() {
        return session.logout().map(left -> RestResponse.seeOther(URI.create("/signed-out")));
    }
}

package dev.rota.board.page;

import dev.rota.board.session.Board;
import io.quarkus.oidc.Tenant;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Where one begins, by role. Quarkus itself answers where the provider sends people back to, and leads them on to the page
 * that they wanted.
 */
@Path("/{step: home|signed-in}")
@Tenant(Board.TENANT)
@Authenticated
class HomeResource {

    private final Pages pages;

    HomeResource(Pages pages) {
        this.pages = pages;
    }

    @GET
    public RestResponse<Void> lead() {
        var viewer = pages.viewer();
        String first = viewer.isPlanner()
                ? "/week"
                : viewer.isAdministrator() ? "/people" : viewer.isWorker() ? "/my" : "/week";
        return RestResponse.seeOther(URI.create(first));
    }
}

package dev.rota.board.page;

import dev.rota.board.session.Board;
import io.quarkus.oidc.Tenant;
import io.quarkus.security.Authenticated;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Where one begins, by role. Quarkus itself answers where the provider sends people back to, and leads them on to the page
 * that they wanted; and it signs out.
 */
@Singleton
@Path("/{step: home|signed-in|sign-out}")
@Tenant(Board.TENANT)
@Authenticated
class HomeResource {

    private final Pages pages;

    HomeResource(Pages pages) {
        this.pages = pages;
    }

    /** Not by a resource: one at the root would be asked for every address that there is not. */
    void root(@Observes Router router) {
        router.get("/").handler(request -> request.redirect("/home"));
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

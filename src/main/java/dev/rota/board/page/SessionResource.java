package dev.rota.board.page;

import dev.rota.shared.identity.Role;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** The way in and out. */
@Path("/")
@Tenant(Board.TENANT)
@Produces(MediaType.TEXT_HTML)
class SessionResource {

    private final Pages pages;

    SessionResource(Pages pages) {
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record SignedOut(Frame frame) implements TemplateInstance {}

    /** Where one begins. */
    @GET
    @Authenticated
    public RestResponse<Void> home() {
        var viewer = pages.viewer();
        String first = viewer.isPlanner() || !viewer.isWorker() ? "/week" : "/my";
        return RestResponse.seeOther(
                URI.create(viewer.roles().contains(Role.ADMINISTRATOR) && !viewer.isPlanner() ? "/people" : first));
    }

    /** Where the provider sends people back to; Quarkus leads on to the page that they wanted. */
    @GET
    @Path("signed-in")
    @Authenticated
    public RestResponse<Void> signedIn() {
        return RestResponse.seeOther(URI.create("/"));
    }

    /** Quarkus answers it: by the provider's own way to sign out. */
    @GET
    @Path("sign-out")
    @Authenticated
    public RestResponse<Void> signOut() {
        return RestResponse.seeOther(URI.create("/signed-out"));
    }

    @GET
    @Path("signed-out")
    @PermitAll
    public TemplateInstance signedOut() {
        return new SignedOut(pages.ofAnybody());
    }
}

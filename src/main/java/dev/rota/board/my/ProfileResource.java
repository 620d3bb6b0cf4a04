package dev.rota.board.my;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.UsersApi;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Typed;
import dev.rota.board.reason.Reason;
import dev.rota.board.session.Board;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.ETags;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What people change of themselves. */
@Path("/my/profile")
@Tenant(Board.TENANT)
@RolesAllowed(Role.WORKER)
@Produces(MediaType.TEXT_HTML)
class ProfileResource {

    private final Pages pages;
    private final UsersApi users;

    ProfileResource(Pages pages, @RestClient UsersApi users) {
        this.pages = pages;
        this.users = users;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Profile(Frame frame, String phone, String zone, String version, Reason reason) implements TemplateInstance {}

    @GET
    public Uni<Response> show() {
        var frame = pages.frame();
        return users.get(frame.viewer().id())
                .chain(me -> Pages.page(
                        frame, 200, new Profile(frame, me.phone(), me.zone(), ETags.quoted(me.version()), null)));
    }

    @POST
    public Uni<Response> save(
            @FormParam("phone") String phone, @FormParam("zone") String zone, @FormParam("version") String version) {
        var frame = pages.frame();
        var fields = JsonNodeFactory.instance
                .objectNode()
                .put("phone", Typed.stripped(phone))
                .put("zone", Typed.stripped(zone));
        return ApiProblem.orRefused(
                users.change(frame.viewer().id(), version, fields).map(me -> pages.done("/my/profile")),
                refusal -> Pages.page(
                        frame, refusal.status(), new Profile(frame, phone, zone, version, Reason.of(refusal))));
    }
}

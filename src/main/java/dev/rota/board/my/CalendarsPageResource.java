package dev.rota.board.my;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Listed;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.RequestsApi.Calendar;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.reason.Reason;
import dev.rota.board.session.Board;
import dev.rota.shared.identity.Role;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The secret addresses by which calendar programs read a worker's shifts. */
@Path("/my/calendars")
@Tenant(Board.TENANT)
@RolesAllowed(Role.WORKER)
@Produces(MediaType.TEXT_HTML)
class CalendarsPageResource {

    private final Pages pages;
    private final RequestsApi api;

    CalendarsPageResource(Pages pages, @RestClient RequestsApi api) {
        this.pages = pages;
        this.api = api;
    }

    /** @param address of one that was just made, to copy; {@code null} otherwise */
    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Calendars(Frame frame, List<Calendar> calendars, String name, URI address, Reason reason)
            implements TemplateInstance {}

    @GET
    public Uni<Response> show() {
        return show(200, "", null, null);
    }

    /** No redirection: the address cannot be read again. */
    @POST
    public Uni<Response> subscribe(@FormParam("name") String name, @Context UriInfo uri) {
        var fields = JsonNodeFactory.instance
                .objectNode()
                .put("user", pages.viewer().id().toString());
        if (name != null && !name.isBlank()) {
            fields.put("name", name);
        }
        return ApiProblem.orRefused(
                api.subscribe(fields)
                        .chain(calendar -> show(200, "", uri.getBaseUri().resolve(calendar.path()), null)),
                refusal -> show(refusal.status(), name, null, Reason.of(refusal)));
    }

    @POST
    @Path("{id}/revoke")
    public Uni<Response> revoke(@PathParam("id") UUID id) {
        return ApiProblem.orRefused(
                api.revoke(id, RequestsApi.ANY_VERSION).map(calendar -> pages.done("/my/calendars")),
                refusal -> show(refusal.status(), "", null, Reason.of(refusal)));
    }

    private Uni<Response> show(int status, String name, URI address, Reason reason) {
        var frame = pages.frame();
        return api.calendars(frame.viewer().id(), Listed.MOST)
                .map(listed -> new Calendars(
                        frame,
                        listed.items().stream()
                                .filter(calendar -> calendar.revokedAt() == null)
                                .toList(),
                        name,
                        address,
                        reason))
                .chain(page -> Pages.page(frame, status, page));
    }
}

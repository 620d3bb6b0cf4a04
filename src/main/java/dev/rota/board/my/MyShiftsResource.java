package dev.rota.board.my;

import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Listed;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.Shift;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Where a worker begins: the next shifts, and the open ones to take. */
@Path("/my")
@Tenant(Board.TENANT)
@RolesAllowed(Role.WORKER)
@Produces(MediaType.TEXT_HTML)
class MyShiftsResource {

    private static final Duration AHEAD = Duration.ofDays(56);
    private static final Duration CLAIMS_AHEAD = Duration.ofDays(28);

    private final Pages pages;
    private final RequestsApi api;

    MyShiftsResource(Pages pages, @RestClient RequestsApi api) {
        this.pages = pages;
        this.api = api;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record MyShifts(Frame frame, List<Day> days, List<Day> open, Reason reason) implements TemplateInstance {}

    @GET
    public Uni<Response> show() {
        return show(200, null);
    }

    @POST
    @Path("shifts/{id}/claim")
    public Uni<Response> claim(@PathParam("id") UUID id) {
        return done(api.claim(id, new RequestsApi.Whose(pages.viewer().id())));
    }

    @POST
    @Path("shifts/{id}/release")
    public Uni<Response> release(@PathParam("id") UUID id) {
        return done(api.release(id, RequestsApi.ANY_VERSION));
    }

    private Uni<Response> done(Uni<Shift> change) {
        return ApiProblem.orRefused(
                change.map(shift -> pages.done("/my")), refusal -> show(refusal.status(), Reason.of(refusal)));
    }

    private Uni<Response> show(int status, Reason reason) {
        var frame = pages.frame();
        var viewer = frame.viewer();
        var now = Instant.now();
        var mine = api.shiftsOf(viewer.id(), now, now.plus(AHEAD), "published", Listed.MOST);
        var open = api.claimable(viewer.id(), now, now.plus(CLAIMS_AHEAD), Listed.MOST);
        return Uni.combine()
                .all()
                .unis(mine, open)
                .with((shifts, claimable) ->
                        new MyShifts(frame, Day.of(shifts.items(), viewer), Day.of(claimable.items(), viewer), reason))
                .chain(page -> Pages.page(frame, status, page));
    }
}

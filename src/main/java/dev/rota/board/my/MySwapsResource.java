package dev.rota.board.my;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Listed;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.RequestsApi.Swap;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Typed;
import dev.rota.board.reason.Reason;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.PeopleReader;
import dev.rota.board.roster.RosterReader;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A worker's swaps. */
@Path("/my/swaps")
@Tenant(Board.TENANT)
@RolesAllowed(Role.WORKER)
@Produces(MediaType.TEXT_HTML)
class MySwapsResource {

    /** Later ones would be too many to choose from. */
    private static final Duration AHEAD = Duration.ofDays(28);

    private static final Offer NOTHING = new Offer("", "", "");

    private final Pages pages;
    private final RequestsApi api;
    private final RosterReader roster;
    private final PeopleReader people;

    MySwapsResource(Pages pages, @RestClient RequestsApi api, RosterReader roster, PeopleReader people) {
        this.pages = pages;
        this.api = api;
        this.roster = roster;
        this.people = people;
    }

    /** As it is typed. */
    record Offer(String offered, String wanted, String reason) {

        public boolean isOffered(UUID shift) {
            return shift.toString().equals(offered);
        }

        public boolean isWanted(UUID shift) {
            return shift.toString().equals(wanted);
        }
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record MySwaps(Frame frame, Swaps swaps, Names names, Offer offer, Reason reason) implements TemplateInstance {}

    @GET
    public Uni<Response> show() {
        return show(200, NOTHING, null);
    }

    @POST
    public Uni<Response> offer(
            @FormParam("offered") String offered,
            @FormParam("wanted") String wanted,
            @FormParam("reason") String reason) {
        var fields = JsonNodeFactory.instance
                .objectNode()
                .put("offeredBy", pages.viewer().id().toString())
                .put("offered", offered)
                .put("wanted", wanted);
        if (reason != null && !reason.isBlank()) {
            fields.put("reason", Typed.lines(reason));
        }
        return done(api.offer(fields), new Offer(offered, wanted, reason));
    }

    @POST
    @Path("{id}/accept")
    public Uni<Response> accept(@PathParam("id") UUID id) {
        return done(api.acceptSwap(id, new RequestsApi.Whose(pages.viewer().id())), NOTHING);
    }

    @POST
    @Path("{id}/decline")
    public Uni<Response> decline(@PathParam("id") UUID id) {
        return done(api.declineSwap(id), NOTHING);
    }

    @POST
    @Path("{id}/withdraw")
    public Uni<Response> withdraw(@PathParam("id") UUID id) {
        return done(api.withdrawSwap(id), NOTHING);
    }

    private Uni<Response> done(Uni<Swap> change, Offer offer) {
        return ApiProblem.orRefused(
                change.map(swap -> pages.done("/my/swaps")),
                refusal -> show(refusal.status(), offer, Reason.of(refusal)));
    }

    private Uni<Response> show(int status, Offer offer, Reason reason) {
        var frame = pages.frame();
        var viewer = frame.viewer();
        var now = Instant.now();
        return Uni.combine()
                .all()
                .unis(
                        roster.swaps(viewer.id(), null, "published"),
                        api.shiftsOf(viewer.id(), now, now.plus(AHEAD), "published", Listed.MOST),
                        roster.first(now, now.plus(AHEAD), "published"))
                .asTuple()
                .chain(found -> {
                    var offered = found.getItem1();
                    var mine = found.getItem2().items();
                    var all = found.getItem3();
                    return people.names(Swaps.people(offered, all))
                            .map(names -> new MySwaps(
                                    frame, Swaps.of(offered, mine, all, names, viewer), names, offer, reason));
                })
                .chain(page -> Pages.page(frame, status, page));
    }
}

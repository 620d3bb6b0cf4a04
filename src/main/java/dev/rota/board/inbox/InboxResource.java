package dev.rota.board.inbox;

import dev.rota.board.api.Absence;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Listed;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.RequestsApi.Swap;
import dev.rota.board.api.Shift;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.reason.Reason;
import dev.rota.board.roster.Chip;
import dev.rota.board.roster.Names;
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
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The planner's inbox: time off that is asked for, and swaps that both have agreed on. */
@Path("/inbox")
@Tenant(Board.TENANT)
@RolesAllowed(Role.PLANNER)
@Produces(MediaType.TEXT_HTML)
class InboxResource {

    /** In which swaps are shown with their shifts. */
    private static final Duration SHIFTS_AHEAD = Duration.ofDays(28);

    /** Since when decisions are shown. */
    private static final Duration DECIDED_AGO = Duration.ofDays(30);

    private final Pages pages;
    private final RequestsApi api;
    private final RosterReader roster;

    InboxResource(Pages pages, @RestClient RequestsApi api, RosterReader roster) {
        this.pages = pages;
        this.api = api;
        this.roster = roster;
    }

    /**
     * @param decided newest decision first
     * @param zone of the planner's own clock
     * @param refused of what a decision failed; {@code null} if none did
     * @param inTheWay shifts because of which it was refused
     */
    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Inbox(
            Frame frame,
            List<Asked.TimeOff> absences,
            List<Asked.TimeOff> decided,
            List<Asked.Exchange> swaps,
            Names names,
            String zone,
            UUID refused,
            List<Asked.Obstacle> inTheWay,
            Reason reason)
            implements TemplateInstance {}

    @GET
    public Uni<Response> show() {
        return show(200, null, List.of(), null);
    }

    @POST
    @Path("absences/{id}/approve")
    public Uni<Response> approve(@PathParam("id") UUID id, @FormParam("openShifts") Boolean openShifts) {
        return done(id, api.approve(id, openShifts));
    }

    @POST
    @Path("absences/{id}/decline")
    public Uni<Response> decline(@PathParam("id") UUID id) {
        return done(id, api.decline(id));
    }

    @POST
    @Path("swaps/{id}/approve")
    public Uni<Response> approveSwap(@PathParam("id") UUID id) {
        return done(id, api.approveSwap(id));
    }

    @POST
    @Path("swaps/{id}/decline")
    public Uni<Response> declineSwap(@PathParam("id") UUID id) {
        return done(id, api.declineSwap(id));
    }

    private Uni<Response> done(UUID id, Uni<?> decision) {
        return ApiProblem.orRefused(decision.map(decided -> pages.done("/inbox")), refusal -> refused(id, refusal));
    }

    private Uni<Response> refused(UUID id, ApiProblem problem) {
        var frame = pages.frame();
        var inTheWay = StreamSupport.stream(problem.member("shifts").spliterator(), false)
                .map(shift -> new Asked.Obstacle(
                        shift.path("id").asText(),
                        frame.moment(Instant.parse(shift.path("start").asText())),
                        frame.moment(Instant.parse(shift.path("end").asText()))))
                .toList();
        return show(problem.status(), id, inTheWay, Reason.of(problem));
    }

    private Uni<Response> show(int status, UUID refused, List<Asked.Obstacle> inTheWay, Reason reason) {
        var frame = pages.frame();
        var now = Instant.now();
        return Uni.combine()
                .all()
                .unis(
                        roster.absences(null),
                        api.swaps(null, "ACCEPTED", Listed.MOST),
                        roster.shifts(now, now.plus(SHIFTS_AHEAD), "planned"),
                        roster.names())
                .with((asked, agreed, shifts, names) -> new Inbox(
                        frame,
                        absences(asked.stream().filter(Absence::isRequested), names, frame),
                        absences(decided(asked, now), names, frame),
                        swaps(agreed.items(), shifts, names, frame),
                        names,
                        frame.viewer().clock().getId(),
                        refused,
                        inTheWay,
                        reason))
                .chain(page -> Pages.page(frame, status, page));
    }

    /** Of late, newest first. */
    private static Stream<Absence> decided(List<Absence> asked, Instant now) {
        return asked.stream()
                .filter(Absence::isDecided)
                .filter(absence -> absence.updatedAt().isAfter(now.minus(DECIDED_AGO)))
                .sorted(Comparator.comparing(Absence::updatedAt).reversed());
    }

    private static List<Asked.TimeOff> absences(Stream<Absence> asked, Names names, Frame frame) {
        return asked.map(absence -> new Asked.TimeOff(
                        absence,
                        names.of(absence.user()),
                        frame.moment(absence.start()),
                        frame.moment(absence.end()),
                        frame.moment(absence.updatedAt())))
                .toList();
    }

    private static List<Asked.Exchange> swaps(List<Swap> agreed, List<Shift> shifts, Names names, Frame frame) {
        var chips = Chip.byShift(shifts, frame.viewer());
        return agreed.stream()
                .map(swap -> new Asked.Exchange(
                        swap,
                        names.of(swap.offeredBy()),
                        chips.get(swap.offered()),
                        names.of(swap.wantedFrom()),
                        chips.get(swap.wanted())))
                .toList();
    }
}

package dev.rota.board.inbox;

import dev.rota.board.api.Absence;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.RequestsApi.Swap;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.reason.Reason;
import dev.rota.board.roster.Chip;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.PeopleReader;
import dev.rota.board.roster.RosterReader;
import dev.rota.board.roster.RosterReader.Swapped;
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
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The planner's inbox: time off that is asked for, and swaps that both have agreed on. */
@Path("/inbox")
@Tenant(Board.TENANT)
@RolesAllowed(Role.PLANNER)
@Produces(MediaType.TEXT_HTML)
class InboxResource {

    /** Since when decisions are shown. */
    private static final Duration DECIDED_AGO = Duration.ofDays(30);

    private final Pages pages;
    private final RequestsApi api;
    private final RosterReader roster;
    private final PeopleReader people;

    InboxResource(Pages pages, @RestClient RequestsApi api, RosterReader roster, PeopleReader people) {
        this.pages = pages;
        this.api = api;
        this.roster = roster;
        this.people = people;
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
                .unis(roster.absences(null), roster.swaps(null, "ACCEPTED", "planned"))
                .asTuple()
                .chain(found -> {
                    var asked = found.getItem1().stream()
                            .filter(Absence::isRequested)
                            .toList();
                    var decided = decided(found.getItem1(), now);
                    var agreed = found.getItem2();
                    return people.names(people(asked, decided, agreed.swaps()))
                            .map(names -> new Inbox(
                                    frame,
                                    absences(asked, names, frame),
                                    absences(decided, names, frame),
                                    swaps(agreed, names, frame),
                                    names,
                                    frame.viewer().clock().getId(),
                                    refused,
                                    inTheWay,
                                    reason));
                })
                .chain(page -> Pages.page(frame, status, page));
    }

    /** Of late, newest first. */
    private static List<Absence> decided(List<Absence> all, Instant now) {
        return all.stream()
                .filter(Absence::isDecided)
                .filter(absence -> absence.updatedAt().isAfter(now.minus(DECIDED_AGO)))
                .sorted(Comparator.comparing(Absence::updatedAt).reversed())
                .toList();
    }

    /** Whose names are shown. */
    private static List<UUID> people(List<Absence> asked, List<Absence> decided, List<Swap> agreed) {
        return Stream.of(
                        asked.stream().map(Absence::user),
                        decided.stream().map(Absence::user),
                        Swap.people(agreed).stream())
                .flatMap(Function.identity())
                .toList();
    }

    private static List<Asked.TimeOff> absences(List<Absence> some, Names names, Frame frame) {
        return some.stream()
                .map(absence -> new Asked.TimeOff(
                        absence,
                        names.of(absence.user()),
                        frame.moment(absence.start()),
                        frame.moment(absence.end()),
                        frame.moment(absence.updatedAt())))
                .toList();
    }

    private static List<Asked.Exchange> swaps(Swapped agreed, Names names, Frame frame) {
        var chips = Chip.byShift(agreed.shifts(), frame.viewer());
        return agreed.swaps().stream()
                .map(swap -> new Asked.Exchange(
                        swap,
                        names.of(swap.offeredBy()),
                        chips.get(swap.offered()),
                        names.of(swap.wantedFrom()),
                        chips.get(swap.wanted())))
                .toList();
    }
}

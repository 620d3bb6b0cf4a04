package dev.rota.board.publishing;

import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Listed;
import dev.rota.board.api.Publication;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Viewer;
import dev.rota.board.reason.Reason;
import dev.rota.board.roster.Names;
import dev.rota.board.roster.PeopleReader;
import dev.rota.board.roster.RosterReader;
import dev.rota.board.roster.Said;
import dev.rota.board.roster.When;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestForm;

/** Shows what a publication would change for whom, and publishes. */
@Path("/publish")
@Tenant(Board.TENANT)
@RolesAllowed(Role.PLANNER)
@Produces(MediaType.TEXT_HTML)
class PublishResource {

    /** How far from where it is planned the published edition of a shift is looked for; shifts gives at most 92 days. */
    private static final Duration AROUND = Duration.ofDays(28);

    private final Pages pages;
    private final ShiftsApi shifts;
    private final RosterReader roster;
    private final PeopleReader people;

    PublishResource(Pages pages, @RestClient ShiftsApi shifts, RosterReader roster, PeopleReader people) {
        this.pages = pages;
        this.shifts = shifts;
        this.roster = roster;
        this.people = people;
    }

    /**
     * What would happen.
     *
     * @param blocked what stays unpublished
     * @param conflicts of shifts that would be published
     * @param key by which pressing twice is publishing once; {@code null} where it is not known what would happen
     */
    public record Plan(
            Days days,
            int count,
            List<Blocked> blocked,
            List<Conflicts.Line> conflicts,
            List<Changes.Group> groups,
            Names names,
            String key) {

        /** Where it is not known what would happen. */
        static Plan unknown(Days days) {
            return new Plan(days, 0, List.of(), List.of(), List.of(), new Names(List.of()), null);
        }

        public boolean isKnown() {
            return key != null;
        }
    }

    /**
     * A shift that stays unpublished.
     *
     * @param shift {@code null} for one that is planned for another time
     * @param when of the published shift in its way
     */
    public record Blocked(UUID id, Shift shift, UUID clash, When when) {}

    /** @param reason why nothing was published, or would be; {@code null} for none */
    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Publish(Frame frame, Plan plan, Reason reason) implements TemplateInstance {}

    @GET
    public Uni<Response> show(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("place") String place,
            @QueryParam("role") String role) {
        return show(Days.of(from, to, place, role, pages.viewer()), null);
    }

    /** @param refused what was refused before; {@code null} for nothing */
    private Uni<Response> show(Days days, ApiProblem refused) {
        return ApiProblem.orRefused(
                read(days).chain(plan -> page(plan, refused)),
                // Such as that there are too many shifts: then that is all that there is to show.
                refusal -> page(Plan.unknown(days), refused == null ? refusal : refused));
    }

    private Uni<Response> page(Plan plan, ApiProblem refused) {
        var frame = pages.frame();
        return Pages.page(
                frame,
                refused == null ? 200 : refused.status(),
                new Publish(frame, plan, refused == null ? null : Reason.of(refused)));
    }

    private Uni<Plan> read(Days days) {
        var viewer = pages.viewer();
        var around = Duration.ofDays(Days.MOST)
                .minus(Duration.between(days.from(), days.to()))
                .dividedBy(2);
        var margin = around.compareTo(AROUND) < 0 ? around : AROUND;
        return Uni.combine()
                .all()
                .unis(
                        shifts.publish(null, days.selection(true)),
                        roster.shifts(days.from(), days.to(), "planned"),
                        roster.shifts(days.from().minus(margin), days.to().plus(margin), "published"),
                        shifts.conflicts(days.from(), days.to())
                                .map(Listed::items)
                                // Of too many shifts there is no report; publishing says so by itself.
                                .onFailure(ApiProblem.class)
                                .recoverWithItem(List.<Conflict>of()))
                .asTuple()
                .chain(found -> people.names(people(found.getItem1(), found.getItem2(), found.getItem3()))
                        .map(names -> plan(
                                days,
                                found.getItem1(),
                                found.getItem2(),
                                found.getItem3(),
                                found.getItem4(),
                                names,
                                viewer)));
    }

    /** Of whom a publication may tell something. */
    private static List<UUID> people(Publication publication, List<Shift> planned, List<Shift> published) {
        Set<UUID> concerned = Stream.concat(
                        publication.published().stream().map(Shift::id),
                        publication.conflicts().stream().map(Publication.Blocked::shift))
                .collect(Collectors.toSet());
        return Stream.of(publication.published(), planned, published)
                .flatMap(List::stream)
                .filter(shift -> concerned.contains(shift.id()))
                .map(Shift::assignee)
                .toList();
    }

    private static Plan plan(
            Days days,
            Publication publication,
            List<Shift> planned,
            List<Shift> published,
            List<Conflict> conflicts,
            Names names,
            Viewer viewer) {
        Map<UUID, Shift> byId = Shift.byId(planned);
        Set<UUID> concerned = publication.published().stream().map(Shift::id).collect(Collectors.toSet());
        return new Plan(
                days,
                publication.published().size(),
                publication.conflicts().stream()
                        .map(blocked -> blocked(blocked, byId.get(blocked.shift()), days, viewer))
                        .toList(),
                Conflicts.of(
                        conflicts.stream()
                                .filter(conflict ->
                                        concerned.contains(conflict.shift().id()))
                                .toList(),
                        planned,
                        viewer),
                Changes.of(publication.published(), published, viewer),
                names,
                UUID.randomUUID().toString());
    }

    private static Blocked blocked(Publication.Blocked blocked, Shift shift, Days days, Viewer viewer) {
        var clash = blocked.clash();
        var zone = shift == null ? days.zone() : ZoneId.of(shift.zone());
        return new Blocked(
                blocked.shift(), shift, clash.id(), When.of(clash.start(), clash.end(), zone, viewer.zone()));
    }

    @POST
    public Uni<Response> publish(
            @RestForm String from,
            @RestForm String to,
            @RestForm String place,
            @RestForm String role,
            @RestForm String key) {
        var days = Days.of(from, to, place, role, pages.viewer());
        return ApiProblem.orRefused(
                shifts.publish(key, days.selection(false))
                        .map(publication -> pages.done(
                                Said.of("published", publication.published().size())
                                        .path(days.first()))),
                refusal -> show(days, refusal));
    }
}

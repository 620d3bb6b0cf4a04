package dev.rota.board.publishing;

import dev.rota.board.api.Conflict;
import dev.rota.board.api.Listed;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The conflicts of some days as a list, each of which leads to its cell. */
@Path("/conflicts")
@Tenant(Board.TENANT)
@RolesAllowed(Role.PLANNER)
@Produces(MediaType.TEXT_HTML)
class ConflictsResource {

    private final Pages pages;
    private final ShiftsApi shifts;
    private final RosterReader roster;
    private final PeopleReader people;

    ConflictsResource(Pages pages, @RestClient ShiftsApi shifts, RosterReader roster, PeopleReader people) {
        this.pages = pages;
        this.shifts = shifts;
        this.roster = roster;
        this.people = people;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ConflictList(Frame frame, Days days, List<Conflicts.Line> lines, Names names) implements TemplateInstance {}

    /**
     * @param at the first of the days
     * @param to the last one; of the week, if absent
     */
    @GET
    public Uni<TemplateInstance> show(
            @QueryParam("at") String at,
            @QueryParam("to") String to,
            @QueryParam("place") String place,
            @QueryParam("role") String role) {
        var frame = pages.frame();
        var viewer = frame.viewer();
        var days = Days.of(at, to, place, role, viewer);
        return Uni.combine()
                .all()
                .unis(
                        shifts.conflicts(days.from(), days.to()).map(Listed::items),
                        roster.shifts(days.from(), days.to(), "planned"))
                .asTuple()
                .chain(found -> {
                    var conflicts = found.getItem1().stream()
                            .filter(conflict ->
                                    days.place().isEmpty() || days.place().equals(conflict.location()))
                            .toList();
                    return people.names(conflicts.stream().map(Conflict::person).toList())
                            .map(names -> new ConflictList(
                                    frame, days, Conflicts.of(conflicts, found.getItem2(), viewer), names));
                })
                .map(found -> found.setLocale(viewer.locale()));
    }
}

package dev.rota.board.my;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rota.board.api.Absence;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.page.Frame;
import dev.rota.board.page.Pages;
import dev.rota.board.page.Typed;
import dev.rota.board.reason.Reason;
import dev.rota.board.roster.RosterReader;
import dev.rota.board.session.Board;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import io.quarkus.oidc.Tenant;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A worker asks for time off. */
@Path("/my/time-off")
@Tenant(Board.TENANT)
@RolesAllowed(Role.WORKER)
@Produces(MediaType.TEXT_HTML)
class TimeOffResource {

    private static final Asked NOTHING = new Asked("", "", "", "", "");

    private final Pages pages;
    private final RequestsApi api;
    private final RosterReader roster;

    TimeOffResource(Pages pages, @RestClient RequestsApi api, RosterReader roster) {
        this.pages = pages;
        this.api = api;
        this.roster = roster;
    }

    /** As it is typed: days and times of the viewer's own clock. */
    record Asked(
            @FormParam("from") String from,
            @FormParam("fromTime") String fromTime,
            @FormParam("to") String to,
            @FormParam("toTime") String toTime,
            @FormParam("reason") String reason) {}

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record TimeOff(Frame frame, List<Off> absences, Asked asked, String zone, Reason reason)
            implements TemplateInstance {}

    @GET
    public Uni<Response> show() {
        return show(200, NOTHING, null);
    }

    @POST
    public Uni<Response> ask(@BeanParam Asked asked) {
        var viewer = pages.viewer();
        var zone = viewer.clock();
        Instant start = instant("from", asked.from, asked.fromTime, zone, 0);
        Instant end = instant("to", asked.to, asked.toTime, zone, 1);
        var fields = JsonNodeFactory.instance
                .objectNode()
                .put("user", viewer.id().toString())
                .put("start", start.toString())
                .put("end", end.toString());
        if (!blank(asked.reason)) {
            fields.put("reason", Typed.lines(asked.reason));
        }
        return done(api.ask(fields), asked);
    }

    @POST
    @Path("{id}/withdraw")
    public Uni<Response> withdraw(@PathParam("id") UUID id) {
        return done(api.withdraw(id), NOTHING);
    }

    private Uni<Response> done(Uni<Absence> change, Asked asked) {
        return ApiProblem.orRefused(
                change.map(absence -> pages.done("/my/time-off")),
                refusal -> show(refusal.status(), asked, Reason.of(refusal)));
    }

    private Uni<Response> show(int status, Asked asked, Reason reason) {
        var frame = pages.frame();
        var viewer = frame.viewer();
        return roster.absences(viewer.id())
                .map(absences ->
                        absences.stream().map(absence -> Off.of(absence, frame)).toList())
                .chain(absences -> Pages.page(
                        frame,
                        status,
                        new TimeOff(frame, absences, asked, viewer.clock().getId(), reason)));
    }

    /** @param more days that a whole day adds */
    private static Instant instant(String field, String day, String time, ZoneId zone, int more) {
        try {
            var date = LocalDate.parse(day == null ? "" : day);
            return blank(time)
                    ? date.plusDays(more).atStartOfDay(zone).toInstant()
                    : date.atTime(LocalTime.parse(time)).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.badField(field, "must be a day, and a time if it is not the whole day");
        }
    }

    private static boolean blank(String text) {
        return Stream.ofNullable(text).allMatch(String::isBlank);
    }
}

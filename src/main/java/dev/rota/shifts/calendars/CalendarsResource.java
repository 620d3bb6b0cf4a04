package dev.rota.shifts.calendars;

import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.ETags;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.people.People;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Creates and revokes the secret addresses of calendar feeds, see {@link CalendarFeedResource}. */
@Path("/v1/calendars")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "calendars", description = "Calendar feeds of one person's published shifts")
@RolesAllowed({Role.WORKER, Role.PLANNER})
class CalendarsResource {

    private final ShiftsDatabase database;
    private final CalendarRepository calendars;
    private final People people;

    CalendarsResource(ShiftsDatabase database, CalendarRepository calendars, People people) {
        this.database = database;
        this.calendars = calendars;
        this.people = people;
    }

    /** Only for oneself: whoever has the address sees that person's shifts for good, without a token. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createCalendar",
            summary = "Create a calendar for yourself",
            description = "A calendar is a secret address at which a calendar feed shows a person's published"
                    + " shifts. Only this response has it, in `path`, because only a digest of its token is"
                    + " stored. A person may have several calendars, for example one for each device. Takes no"
                    + " `Idempotency-Key`, because a stored response would contain the token; if a response"
                    + " was lost, revoke the calendar and create another.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CalendarResponse.class)))
    @APIResponse(responseCode = "422", description = "The person is unknown or not active")
    public Uni<RestResponse<CalendarResponse>> create(
            @RequestBody(required = true) @NotNull(message = "is required") @Valid CalendarFields body) {
        Caller.required().require(body.user());
        String token = Calendar.newToken();
        return people.plannable(body.user(), "user")
                .chain(() -> database.write(() -> calendars.persistAndFlush(new Calendar(body, token))))
                .map(calendar -> new CalendarResponse(calendar, Calendar.feedPath(token)))
                .map(response -> ETags.created(response, "/v1/calendars/" + response.id(), response.version()));
    }

    @GET
    @Operation(
            operationId = "listCalendars",
            summary = "List calendars, including revoked ones, oldest first",
            description = "Workers: their own.")
    public Uni<RestResponse<Page<CalendarResponse>>> list(
            @Parameter(description = "Only calendars of this person") @QueryParam("user") UUID user,
            @BeanParam @Valid PageParameters page,
            @Context UriInfo uri) {
        var after = page.after();
        var whose = Caller.required().whose(user, Role.PLANNER);
        return database.read(calendars.search(whose, after, page.rows()))
                .map(rows -> page.page(rows, CalendarResponse::new, row -> new Cursor("", row.id))
                        .response(uri));
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getCalendar",
            summary = "Get a calendar",
            description = "Workers: their own, and 404 for any other.")
    public Uni<RestResponse<CalendarResponse>> get(
            @PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return database.one(calendars.byId(id), calendars::unknown)
                .invoke(this::requireVisible)
                .map(CalendarResponse::new)
                .map(response -> ETags.response(response, response.version(), ifNoneMatch));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "revokeCalendar",
            summary = "Revoke a calendar",
            description =
                    "Workers: their own, and 404 for any other. Its calendar feed answers 404 from then on. Idempotent.")
    @APIResponse(responseCode = "200", description = "Revoked")
    public Uni<RestResponse<CalendarResponse>> revoke(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return database.write(() -> calendars
                        .byIdForUpdate(id)
                        .invoke(this::requireVisible)
                        .invoke(calendar -> ETags.check(ifMatch, calendar.version))
                        .invoke(Calendar::revoke)
                        .chain(calendars::persistAndFlush))
                .map(CalendarResponse::new)
                .map(response -> ETags.response(response, response.version()));
    }

    /** @throws ProblemException 404 for somebody else's, unless the request's caller plans: that it is there is private */
    private void requireVisible(Calendar calendar) {
        if (!Caller.required().isPersonOr(calendar.person, Role.PLANNER)) {
            throw calendars.unknown();
        }
    }
}

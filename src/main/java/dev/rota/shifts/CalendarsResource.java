package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Page;
import dev.rota.shared.Versions;
import dev.rota.shifts.Calendar.Fields;
import dev.rota.shifts.Calendar.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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

/** Hands out the addresses that {@link FeedsResource} serves, and takes them back. */
@Path("/v1/calendars")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "calendars", description = "One person's published shifts, to subscribe to")
class CalendarsResource {

    private final Calendars calendars;
    private final Bookings bookings;

    CalendarsResource(Calendars calendars, Bookings bookings) {
        this.calendars = calendars;
        this.bookings = bookings;
    }

    @POST
    @Operation(
            operationId = "createCalendar",
            summary = "Make a feed of a person's published shifts",
            description =
                    "The answer tells the feed's address, in `path`, once: only a digest of its token is kept. A person may"
                            + " have several, one for each device, each revoked by itself. Takes no `Idempotency-Key`,"
                            + " because to answer again the token would have to be kept; when an answer was lost, revoke"
                            + " the calendar and make another.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "422", description = "The person is unknown or not active")
    public Uni<RestResponse<View>> create(
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Fields body) {
        String token = Calendar.newToken();
        return bookings.plannable(body.user(), "user")
                .chain(() ->
                        Database.write(ShiftsResource.UNIT, () -> calendars.persistAndFlush(new Calendar(body, token))))
                .map(calendar -> new View(calendar, FeedsResource.path(token)))
                .map(view -> Versions.created(view, "/v1/calendars/" + view.id(), view.version()))
                .invoke(response -> response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store"));
    }

    @GET
    @Operation(operationId = "listCalendars", summary = "Every calendar, revoked ones too, the oldest first")
    public Uni<RestResponse<Page<View>>> list(
            @Parameter(description = "Only calendars of this person") @QueryParam("user") UUID user,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        return Database.read(ShiftsResource.UNIT, () -> calendars.search(user, after, limit + 1))
                .map(rows -> Page.of(rows, limit, View::new, row -> new Cursor("", row.id))
                        .response(uri));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getCalendar", summary = "One calendar")
    public Uni<RestResponse<View>> get(@PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return Database.read(ShiftsResource.UNIT, () -> calendars.byId(id))
                .map(View::new)
                .map(view -> Versions.response(view, view.version(), ifNoneMatch));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "revokeCalendar",
            summary = "Revoke a calendar",
            description = "From then on there is no feed at its address. Doing it twice changes nothing.")
    @APIResponse(responseCode = "200", description = "Revoked")
    public Uni<RestResponse<View>> revoke(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return Database.write(
                        ShiftsResource.UNIT,
                        () -> calendars
                                .byIdForUpdate(id)
                                .invoke(calendar -> Versions.check(ifMatch, calendar.version))
                                .invoke(Calendar::revoke)
                                .chain(calendars::persistAndFlush))
                .map(View::new)
                .map(view -> Versions.response(view, view.version()));
    }
}

package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Page;
import dev.rota.shifts.Shift.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A class of its own because JAX-RS chooses the class before the method, and /v1/users is the users module's. */
@Path("/v1/users/{id}/shifts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class UserShiftsResource {

    private final Shifts shifts;
    private final ShiftsResource resource;
    private final Bookings bookings;

    UserShiftsResource(Shifts shifts, ShiftsResource resource, Bookings bookings) {
        this.shifts = shifts;
        this.resource = resource;
        this.bookings = bookings;
    }

    @GET
    @Operation(
            operationId = "listShiftsOfUser",
            summary = "One person's shifts that overlap a window of time, by start",
            description =
                    "Served by the shifts service, not by users. It does not ask users: somebody unknown simply has"
                            + " no shifts.")
    public Uni<RestResponse<Page<View>>> list(
            @PathParam("id") UUID id,
            @Parameter(description = "Start of the window, RFC 3339 with an offset. Absent: now") @QueryParam("from")
                    Instant from,
            @Parameter(description = "End of the window, at most 92 days later. Absent: 28 days after `from`")
                    @QueryParam("to")
                    Instant to,
            @BeanParam @Valid ShiftFilter filter,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        return resource.list(from, to, filter.ofUser(id), cursor, limit, uri);
    }

    @GET
    @Path("claimable")
    @Operation(
            operationId = "listClaimableShifts",
            summary = "The open shifts that a person may claim, by start",
            description =
                    "Published shifts that have not begun, for a role that the person has or for none, at a time when the"
                            + " person is free, in the plan and as it is published.")
    @APIResponse(responseCode = "200", description = "Claimable")
    @APIResponse(responseCode = "422", description = "The person is unknown or not active")
    public Uni<RestResponse<Page<View>>> claimable(
            @PathParam("id") UUID id,
            @Parameter(description = "Start of the window, RFC 3339 with an offset. Absent: now") @QueryParam("from")
                    Instant from,
            @Parameter(description = "End of the window, at most 92 days later. Absent: 28 days after `from`")
                    @QueryParam("to")
                    Instant to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var window = Window.of(from, to);
        var after = cursor == null ? null : Cursor.parse(cursor);
        return bookings.plannable(id, "user")
                .chain(person -> Database.read(
                        ShiftsResource.UNIT, () -> shifts.claimable(id, person.roles(), window, after, limit + 1)))
                .map(rows -> Page.of(rows, limit, View::new, Shifts::cursor).response(uri));
    }
}

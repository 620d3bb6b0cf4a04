package dev.rota.shifts;

import dev.rota.shared.Database;
import dev.rota.shared.Idempotency;
import dev.rota.shared.Versions;
import dev.rota.shifts.Bookings.Booking;
import dev.rota.shifts.Shift.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Open shifts go to whoever claims them first. */
@Path("/v1/shifts/{id}/claim")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class ClaimsResource {

    private final Shifts shifts;
    private final Bookings bookings;
    private final Idempotency idempotency;

    ClaimsResource(Shifts shifts, Bookings bookings, Idempotency idempotency) {
        this.shifts = shifts;
        this.bookings = bookings;
        this.idempotency = idempotency;
    }

    @Schema(name = "Claim", additionalProperties = Schema.False.class)
    record Claim(
            @NotNull
            @Schema(
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    description = "The id of an active user who has the role that the shift asks for.")
            UUID user) {}

    @POST
    @Operation(
            operationId = "claimShift",
            summary = "Claim an open shift for a person",
            description =
                    "The first one gets it, and everybody sees it at once. Claiming what one has already changes nothing.")
    @APIResponse(responseCode = "200", description = "Claimed")
    @APIResponse(
            responseCode = "409",
            description =
                    "Somebody else has it, the person is already booked at that time, or the shift is not published, is"
                            + " being changed, is cancelled or has begun")
    @APIResponse(
            responseCode = "422",
            description =
                    "The person is unknown, not active or without the role, or: the `Idempotency-Key` was used for"
                            + " another request")
    public Uni<RestResponse<View>> claim(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Claim claim) {
        var request = idempotency.request(key, "claimShift " + id, claim);
        return Database.read(ShiftsResource.UNIT, () -> idempotency.earlier(shifts.getSession(), request, View.class))
                .onItem()
                .ifNull()
                .switchTo(() -> Database.read(ShiftsResource.UNIT, () -> shifts.byId(id))
                        .chain(shift -> bookings.plannable(claim.user(), "user")
                                .invoke(person -> Bookings.requireRole(person, shift.role, "user"))
                                .chain(() -> Database.write(
                                        ShiftsResource.UNIT,
                                        () -> idempotency.once(
                                                shifts.getSession(), request, View.class, () -> claim(id, claim))))
                                .onFailure(Bookings::doubleBooked)
                                .recoverWithUni(() -> bookings.clash(
                                        List.of(new Booking(claim.user(), shift.startsAt, shift.endsAt)),
                                        List.of(id)))))
                .map(view -> Versions.response(view, view.version()));
    }

    @DELETE
    @Operation(
            operationId = "releaseShift",
            summary = "Release a claim",
            description = "The shift is open again, and everybody sees it at once.")
    @APIResponse(responseCode = "200", description = "Released")
    @APIResponse(
            responseCode = "409",
            description = "Nobody has claimed it, or the shift is being changed, is cancelled or has begun")
    public Uni<RestResponse<View>> release(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return Database.write(
                        ShiftsResource.UNIT,
                        () -> shifts.byIdForUpdate(id)
                                .invoke(shift -> Versions.check(ifMatch, shift.version))
                                .invoke(Shift::release)
                                .chain(shifts::persistAndFlush))
                .map(View::new)
                .map(view -> Versions.response(view, view.version()));
    }

    private Uni<View> claim(UUID id, Claim claim) {
        return shifts.byIdForUpdate(id)
                .invoke(shift -> shift.claim(claim.user()))
                .chain(shifts::persistAndFlush)
                .chain(bookings::withWarnings);
    }
}

package dev.rota.shifts.claims;

import dev.rota.shared.database.ListQuery;
import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.ETags;
import dev.rota.shifts.booking.Bookings;
import dev.rota.shifts.booking.Bookings.Booking;
import dev.rota.shifts.people.People;
import dev.rota.shifts.people.Person;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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

/** People claim open shifts, first come, first served. */
@Path("/v1/shifts/{id}/claim")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
@RolesAllowed({Role.WORKER, Role.PLANNER})
class ClaimsResource {

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;
    private final People people;
    private final Bookings bookings;

    ClaimsResource(ShiftsDatabase database, ShiftRepository shifts, People people, Bookings bookings) {
        this.database = database;
        this.shifts = shifts;
        this.people = people;
        this.bookings = bookings;
    }

    @Schema(name = "Claim", additionalProperties = Schema.False.class)
    record Claim(
            @NotNull
            @Schema(
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    description = "The id of an active user who has the role that the shift asks for.")
            UUID user) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "claimShift",
            summary = "Claim an open shift for a person",
            description =
                    "Workers: for themselves, and what is published. First come, first served; in both editions at once. Idempotent.")
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
    public Uni<RestResponse<ShiftResponse>> claim(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Claim claim) {
        Caller.required().require(claim.user(), Role.PLANNER);
        return database.once(
                        key,
                        "claimShift " + id,
                        claim,
                        ShiftResponse.class,
                        () -> requireAble(id, claim),
                        able -> claim(id, claim))
                .onFailure(Bookings::isDoubleBooking)
                .recoverWithUni(() -> clash(id, claim))
                .map(ShiftResponse::forCaller)
                .map(shift -> ETags.response(shift, shift.version()));
    }

    @DELETE
    @Operation(
            operationId = "releaseShift",
            summary = "Release a claimed shift",
            description = "Workers: their own. The shift becomes open, in both editions at once.")
    @APIResponse(responseCode = "200", description = "Released")
    @APIResponse(
            responseCode = "409",
            description = "Nobody has claimed it, or the shift is being changed, is cancelled or has begun")
    public Uni<RestResponse<ShiftResponse>> release(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return database.write(() -> shifts.byIdForUpdate(id)
                        .call(() -> database.load(visible(id)).invoke(this::requireOwn))
                        .invoke(shift -> ETags.check(ifMatch, shift.version))
                        .invoke(Shift::release)
                        .chain(shifts::persistAndFlush))
                .map(ShiftResponse.visible())
                .map(response -> ETags.response(response, response.version()));
    }

    private void requireOwn(List<? extends ShiftEdition> visible) {
        var shift = visible.stream().findFirst().orElseThrow(shifts::unknown);
        Caller.required().require(shift.assignee, Role.PLANNER);
    }

    private Uni<Person> requireAble(UUID id, Claim claim) {
        return database.one(visible(id), shifts::unknown)
                .chain(shift -> people.plannable(claim.user(), "user")
                        .invoke(person -> person.requireRole(shift.role, "user")));
    }

    /** None for a shift that was never published, unless the request's caller plans. */
    private ListQuery<? extends ShiftEdition> visible(UUID id) {
        return shifts.byId(Edition.visible(null, Edition.PLANNED), id);
    }

    private Uni<ShiftResponse> claim(UUID id, Claim claim) {
        return shifts.byIdForUpdate(id)
                .invoke(shift -> shift.claim(claim.user()))
                .chain(shifts::persistAndFlush)
                .chain(bookings::withWarnings);
    }

    private Uni<ShiftResponse> clash(UUID id, Claim claim) {
        return database.one(shifts.byId(id), shifts::unknown)
                .chain(shift -> bookings.clash(List.of(new Booking(claim.user(), shift.window())), List.of(id)));
    }
}

package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Idempotency;
import dev.rota.shared.Page;
import dev.rota.shared.Versions;
import dev.rota.shifts.Bookings.Booking;
import dev.rota.shifts.Swap.Fields;
import dev.rota.shifts.Swap.Handover;
import dev.rota.shifts.Swap.Status;
import dev.rota.shifts.Swap.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
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
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Two people exchange a shift each. */
@Path("/v1/swaps")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "swaps", description = "Who takes whose shift")
class SwapsResource {

    private final Swaps swaps;
    private final Shifts shifts;
    private final Bookings bookings;
    private final Idempotency idempotency;

    SwapsResource(Swaps swaps, Shifts shifts, Bookings bookings, Idempotency idempotency) {
        this.swaps = swaps;
        this.shifts = shifts;
        this.bookings = bookings;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(
            operationId = "offerSwap",
            summary = "Offer somebody a shift for one of theirs",
            description =
                    "Both shifts have to be published as they are planned and yet to begin. Nothing changes hands, and"
                            + " nobody's time is taken, until the swap is accepted and approved.")
    @APIResponse(
            responseCode = "201",
            description = "Offered",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "One of the shifts is not published, is being changed, is cancelled or has begun, or is not that"
                            + " person's")
    @APIResponse(
            responseCode = "422",
            description =
                    "There is no such shift, or one of the two people is unknown, not active or without the role that the"
                            + " other's shift asks for, or: the `Idempotency-Key` was used for another request")
    public Uni<RestResponse<View>> offer(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Fields body) {
        body.checked();
        var request = idempotency.request(key, "offerSwap", body);
        return Database.read(ShiftsResource.UNIT, () -> idempotency.earlier(swaps.getSession(), request, View.class))
                .onItem()
                .ifNull()
                .switchTo(() -> Database.read(ShiftsResource.UNIT, () -> shifts.asPlanned(body.shifts()))
                        .chain(both -> {
                            var swap = new Swap(body, both);
                            return able(swap.handovers(both))
                                    .chain(() -> Database.write(
                                            ShiftsResource.UNIT,
                                            () -> idempotency.once(
                                                    swaps.getSession(),
                                                    request,
                                                    View.class,
                                                    () -> unchanged(swap).chain(() -> save(swap)))));
                        }))
                .map(view -> Versions.created(view, "/v1/swaps/" + view.id(), view.version()));
    }

    @GET
    @Operation(operationId = "listSwaps", summary = "Swaps, by the time when they expire")
    public Uni<RestResponse<Page<View>>> list(
            @Parameter(description = "Only swaps in which this person is one of the two") @QueryParam("user") UUID user,
            @Parameter(description = "Only swaps of this status") @QueryParam("status") Status status,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        return Database.read(ShiftsResource.UNIT, () -> swaps.search(user, status, after, limit + 1))
                .map(rows -> Page.of(rows, limit, View::new, row -> new Cursor(row.expiresAt.toString(), row.id))
                        .response(uri));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getSwap", summary = "One swap")
    public Uni<RestResponse<View>> get(@PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return Database.read(ShiftsResource.UNIT, () -> swaps.byId(id))
                .map(View::new)
                .map(view -> Versions.response(view, view.version(), ifNoneMatch));
    }

    /** Who says yes. */
    @Schema(name = "Acceptance", additionalProperties = Schema.False.class)
    record Acceptance(
            @NotNull
            @Schema(
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f01",
                    description = "The swap's `wantedFrom`: only whoever has the wanted shift can accept.")
            UUID user) {}

    @POST
    @Path("{id}/accept")
    @Operation(
            operationId = "acceptSwap",
            summary = "Accept a swap, as the one who is asked",
            description = "It still has to be approved. Accepting twice changes nothing.")
    @APIResponse(responseCode = "200", description = "Accepted")
    @APIResponse(
            responseCode = "409",
            description = "The swap was decided or has expired, or one of the shifts was changed since")
    @APIResponse(responseCode = "422", description = "The swap asks somebody else")
    public Uni<RestResponse<View>> accept(
            @PathParam("id") UUID id,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Acceptance body) {
        return Database.write(
                        ShiftsResource.UNIT,
                        () -> decide(
                                swaps.byIdForUpdate(id).invoke(swap -> swap.requireAsked(body.user())),
                                Status.ACCEPTED,
                                this::unchanged))
                .map(view -> Versions.response(view, view.version()));
    }

    /** The swap, and its shifts as they are now. */
    @Schema(name = "SwapApproval")
    record Approval(
            @Schema(required = true) View swap,

            @Schema(
                    required = true,
                    description = "Both shifts, by start, with what there is to warn of for whoever has them now.")
            List<Shift.View> shifts) {}

    @POST
    @Path("{id}/approve")
    @Operation(
            operationId = "approveSwap",
            summary = "Approve a swap that is accepted",
            description =
                    "Each of the two has the other's shift then, in both views at once; nobody has both or none of them in"
                            + " between. An `overrideReason` was about the person before, and goes. Approving twice changes"
                            + " nothing.")
    @APIResponse(responseCode = "200", description = "Approved")
    @APIResponse(
            responseCode = "409",
            description =
                    "The swap is not accepted yet, was decided otherwise or has expired, one of the shifts was changed"
                            + " since, or one of the two people is booked otherwise, as `clash` says, or off, as"
                            + " `absence` says")
    @APIResponse(
            responseCode = "422",
            description =
                    "One of the two people is unknown, not active or without the role that the other's shift asks for")
    public Uni<RestResponse<Approval>> approve(@PathParam("id") UUID id) {
        return Database.read(
                        ShiftsResource.UNIT,
                        () -> swaps.byId(id)
                                .chain(swap -> swap.awaits(Status.APPROVED)
                                        ? shifts.asPlanned(swap.shifts()).map(swap::handovers)
                                        : Uni.createFrom().item(List.<Handover>of())))
                .call(this::able)
                .chain(handovers -> Database.write(
                                ShiftsResource.UNIT,
                                () -> decide(swaps.byIdForUpdate(id), Status.APPROVED, this::exchange)
                                        .chain(this::withShifts))
                        .onFailure(Bookings::doubleBooked)
                        .recoverWithUni(() -> clash(handovers)))
                .map(approval -> Versions.response(approval, approval.swap.version()));
    }

    @POST
    @Path("{id}/decline")
    @Operation(
            operationId = "declineSwap",
            summary = "Decline a swap, as the one who is asked or instead of approving it",
            description = "Declining twice changes nothing.")
    @APIResponse(responseCode = "200", description = "Declined")
    @APIResponse(responseCode = "409", description = "The swap was decided otherwise or has expired")
    public Uni<RestResponse<View>> decline(@PathParam("id") UUID id) {
        return end(id, Status.DECLINED);
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            operationId = "withdrawSwap",
            summary = "Withdraw a swap, as the one who offered it",
            description = "Withdrawing twice changes nothing.")
    @APIResponse(responseCode = "200", description = "Withdrawn")
    @APIResponse(responseCode = "409", description = "The swap was decided otherwise or has expired")
    public Uni<RestResponse<View>> withdraw(@PathParam("id") UUID id) {
        return end(id, Status.WITHDRAWN);
    }

    private Uni<RestResponse<View>> end(UUID id, Status decision) {
        return Database.write(
                        ShiftsResource.UNIT,
                        () -> decide(
                                swaps.byIdForUpdate(id),
                                decision,
                                swap -> Uni.createFrom().voidItem()))
                .map(view -> Versions.response(view, view.version()));
    }

    /** @param before what has to be done, or to hold, before the decision is taken */
    private Uni<View> decide(Uni<Swap> locked, Status decision, Function<Swap, Uni<?>> before) {
        return locked.chain(swap -> swap.awaits(decision)
                ? before.apply(swap).invoke(() -> swap.become(decision)).chain(() -> save(swap))
                : Uni.createFrom().item(new View(swap)));
    }

    private Uni<Approval> withShifts(View swap) {
        return shifts.asPlanned(List.of(swap.offered(), swap.wanted()))
                .chain(both -> bookings.withWarnings(both.get(0))
                        .chain(first -> bookings.withWarnings(both.get(1))
                                .map(second -> new Approval(swap, List.of(first, second)))));
    }

    /** From here on to the end of the transaction, both shifts are what they were when the swap was offered. */
    private Uni<List<Shift>> unchanged(Swap swap) {
        return shifts.lock(swap.shifts()).invoke(swap::handovers);
    }

    private Uni<Void> exchange(Swap swap) {
        return unchanged(swap).call(() -> shifts.takeTurns(swap.people())).chain(shifts::exchange);
    }

    /**
     * Whether each of the people may be given that shift, asked of the users service; both at once, because the client
     * waits no longer for two answers than for one.
     *
     * @throws dev.rota.shared.ProblemException 422 where users says no, 503 where it cannot be asked
     */
    private Uni<Void> able(List<Handover> handovers) {
        if (handovers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(handovers.stream()
                        .map(handover -> bookings.plannable(handover.person(), handover.field())
                                .invoke(person ->
                                        Bookings.requireRole(person, handover.shift().role, handover.field())))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    private Uni<Approval> clash(List<Handover> handovers) {
        return bookings.clash(
                handovers.stream()
                        .map(handover ->
                                new Booking(handover.person(), handover.shift().startsAt, handover.shift().endsAt))
                        .toList(),
                handovers.stream().map(handover -> handover.shift().id).toList());
    }

    private Uni<View> save(Swap swap) {
        return swaps.persistAndFlush(swap).map(View::new);
    }
}

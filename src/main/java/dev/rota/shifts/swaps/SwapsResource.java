package dev.rota.shifts.swaps;

import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.ETags;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.booking.Bookings;
import dev.rota.shifts.booking.Bookings.Booking;
import dev.rota.shifts.people.People;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.swaps.Swap.Handover;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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

@Path("/v1/swaps")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "swaps", description = "Swaps of two shifts between two people")
@RolesAllowed({Role.WORKER, Role.PLANNER})
class SwapsResource {

    private final ShiftsDatabase database;
    private final SwapRepository swaps;
    private final ShiftRepository shifts;
    private final People people;
    private final Bookings bookings;

    SwapsResource(
            ShiftsDatabase database, SwapRepository swaps, ShiftRepository shifts, People people, Bookings bookings) {
        this.database = database;
        this.swaps = swaps;
        this.shifts = shifts;
        this.people = people;
        this.bookings = bookings;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "offerSwap",
            summary = "Offer a swap",
            description =
                    "Workers: a shift of their own. Both shifts have to be published as planned and not begun. Assignees change only when"
                            + " the swap is accepted and approved.")
    @APIResponse(
            responseCode = "201",
            description = "Offered",
            content = @Content(schema = @Schema(implementation = SwapResponse.class)))
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
    public Uni<RestResponse<SwapResponse>> offer(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid SwapFields body) {
        body.checked();
        Caller.required().require(body.offeredBy(), Role.PLANNER);
        return database.once(
                        key,
                        "offerSwap",
                        body,
                        SwapResponse.class,
                        () -> prepare(body),
                        swap -> requireUnchanged(swap).chain(() -> save(swap)))
                .map(response -> ETags.created(response, "/v1/swaps/" + response.id(), response.version()));
    }

    @GET
    @Operation(
            operationId = "listSwaps",
            summary = "List swaps, by expiry",
            description = "Workers: those in which they are one of the two.")
    public Uni<RestResponse<Page<SwapResponse>>> list(
            @Parameter(description = "Only swaps in which this person is one of the two") @QueryParam("user") UUID user,
            @Parameter(description = "Only swaps of this status") @QueryParam("status") SwapStatus status,
            @BeanParam @Valid PageParameters page,
            @Context UriInfo uri) {
        var after = page.after();
        var whose = Caller.required().whose(user, Role.PLANNER);
        return swaps.search(whose, status, after, page.rows())
                .map(rows -> page.page(rows, SwapResponse::new, row -> new Cursor(row.expiresAt.toString(), row.id))
                        .response(uri));
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getSwap",
            summary = "Get a swap",
            description = "Workers: those in which they are one of the two, and 404 for any other.")
    public Uni<RestResponse<SwapResponse>> get(
            @PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return database.one(swaps.byId(id), swaps::unknown)
                .invoke(this::requireVisible)
                .map(SwapResponse::new)
                .map(response -> ETags.response(response, response.version(), ifNoneMatch));
    }

    @Schema(name = "Acceptance", additionalProperties = Schema.False.class)
    record Acceptance(
            @NotNull
            @Schema(
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f01",
                    description = "The swap's `wantedFrom`: only whoever has the wanted shift can accept.")
            UUID user) {}

    @POST
    @Path("{id}/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "acceptSwap",
            summary = "Accept a swap",
            description = "By the person who is asked, or a planner for them; a planner still has to approve it."
                    + " Idempotent.")
    @APIResponse(responseCode = "200", description = "Accepted")
    @APIResponse(
            responseCode = "409",
            description = "The swap was decided or has expired, or one of the shifts was changed since")
    @APIResponse(responseCode = "422", description = "The swap asks somebody else")
    public Uni<RestResponse<SwapResponse>> accept(
            @PathParam("id") UUID id,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Acceptance body) {
        Caller.required().require(body.user(), Role.PLANNER);
        return database.write(() -> decide(
                        visibleForUpdate(id).invoke(swap -> swap.requireAsked(body.user())),
                        SwapStatus.ACCEPTED,
                        this::requireUnchanged))
                .map(response -> ETags.response(response, response.version()));
    }

    @Schema(name = "SwapApproval")
    record Approval(
            @Schema(required = true) SwapResponse swap,

            @Schema(
                    required = true,
                    description = "Both shifts, by start, with the warnings about their new assignees.")
            List<ShiftResponse> shifts) {}

    @POST
    @Path("{id}/approve")
    @RolesAllowed(Role.PLANNER)
    @Operation(
            operationId = "approveSwap",
            summary = "Approve an accepted swap",
            description = "The two exchange their shifts atomically, in both editions at once. An"
                    + " `overrideReason` is removed, because it was given for the previous assignee."
                    + " Idempotent.")
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
        return database.one(swaps.byId(id), swaps::unknown)
                .chain(swap -> swap.awaits(SwapStatus.APPROVED)
                        ? database.read(shifts.planned(swap.shifts())).map(both -> toAsk(swap, both))
                        : Uni.createFrom().item(List.<Handover>of()))
                .call(this::requireAble)
                .chain(handovers -> database.write(
                                () -> decide(swaps.byIdForUpdate(id), SwapStatus.APPROVED, this::exchange)
                                        .chain(this::withShifts))
                        .onFailure(Bookings::isDoubleBooking)
                        .recoverWithUni(() -> clash(handovers)))
                .map(approval -> ETags.response(approval, approval.swap.version()));
    }

    @POST
    @Path("{id}/decline")
    @Operation(
            operationId = "declineSwap",
            summary = "Decline a swap",
            description = "By the person who is asked, or by a planner instead of approving it. Idempotent.")
    @APIResponse(responseCode = "200", description = "Declined")
    @APIResponse(responseCode = "409", description = "The swap was decided otherwise or has expired")
    public Uni<RestResponse<SwapResponse>> decline(@PathParam("id") UUID id) {
        return end(id, SwapStatus.DECLINED, swap -> swap.wantedFrom);
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            operationId = "withdrawSwap",
            summary = "Withdraw a swap",
            description = "By the person who offered it, or a planner. Idempotent.")
    @APIResponse(responseCode = "200", description = "Withdrawn")
    @APIResponse(responseCode = "409", description = "The swap was decided otherwise or has expired")
    public Uni<RestResponse<SwapResponse>> withdraw(@PathParam("id") UUID id) {
        return end(id, SwapStatus.WITHDRAWN, swap -> swap.offeredBy);
    }

    /** Nobody where a shift was changed: by the same approval at the same moment, or else the transaction refuses the swap. */
    private static List<Handover> toAsk(Swap swap, List<Shift> both) {
        return swap.isUnchanged(both) ? swap.handovers(both) : List.of();
    }

    private Uni<Swap> prepare(SwapFields body) {
        return database.read(
                        Edition.isPlanVisible()
                                ? shifts.planned(body.shifts())
                                : shifts.plannedIfPublished(body.shifts()))
                .chain(both -> {
                    var swap = Swap.offer(body, both);
                    return requireAble(swap.handovers(both)).map(able -> swap);
                });
    }

    /** @param decider whose decision it is, if no planner takes it */
    private Uni<RestResponse<SwapResponse>> end(UUID id, SwapStatus decision, Function<Swap, UUID> decider) {
        return database.write(() -> decide(
                        visibleForUpdate(id)
                                .invoke(swap -> Caller.required().require(decider.apply(swap), Role.PLANNER)),
                        decision,
                        swap -> Uni.createFrom().voidItem()))
                .map(response -> ETags.response(response, response.version()));
    }

    private Uni<Swap> visibleForUpdate(UUID id) {
        return swaps.byIdForUpdate(id).invoke(this::requireVisible);
    }

    /** @throws ProblemException 404 for one of others, unless the request's caller plans: that it is there is private */
    private void requireVisible(Swap swap) {
        var caller = Caller.required();
        if (!caller.is(Role.PLANNER) && swap.people().stream().noneMatch(caller::isPerson)) {
            throw swaps.unknown();
        }
    }

    /** @param before checks and writes that precede the decision */
    private Uni<SwapResponse> decide(Uni<Swap> locked, SwapStatus decision, Function<Swap, Uni<?>> before) {
        return locked.chain(swap -> swap.awaits(decision)
                ? before.apply(swap).invoke(() -> swap.become(decision)).chain(() -> save(swap))
                : Uni.createFrom().item(new SwapResponse(swap)));
    }

    private Uni<Approval> withShifts(SwapResponse swap) {
        return database.load(shifts.planned(List.of(swap.offered(), swap.wanted())))
                .chain(both -> bookings.withWarnings(both.get(0))
                        .chain(first -> bookings.withWarnings(both.get(1))
                                .map(second -> new Approval(swap, List.of(first, second)))));
    }

    /** Locks both shifts. They must be unchanged since the offer. */
    private Uni<List<Shift>> requireUnchanged(Swap swap) {
        return database.load(shifts.lock(swap.shifts())).invoke(swap::requireUnchanged);
    }

    private Uni<Void> exchange(Swap swap) {
        return requireUnchanged(swap)
                .call(() -> shifts.takeTurns(swap.people()))
                .chain(swaps::exchange);
    }

    /**
     * Asks users whether each of the two may be given the other's shift.
     *
     * @throws ProblemException 422 if one may not, 503 if users is unavailable
     */
    private Uni<Void> requireAble(List<Handover> handovers) {
        return people.people(handovers.stream().map(Handover::person).toList())
                .invoke(known -> handovers.forEach(handover -> known.get(handover.person())
                        .requirePlannable(handover.field())
                        .requireRole(handover.shift().role, handover.field())))
                .replaceWithVoid();
    }

    private Uni<Approval> clash(List<Handover> handovers) {
        return bookings.clash(
                handovers.stream()
                        .map(handover ->
                                new Booking(handover.person(), handover.shift().window()))
                        .toList(),
                handovers.stream().map(handover -> handover.shift().id).toList());
    }

    private Uni<SwapResponse> save(Swap swap) {
        return swaps.persistAndFlush(swap).map(SwapResponse::new);
    }
}

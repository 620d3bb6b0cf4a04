package dev.rota.shifts.absences;

import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.ETags;
import dev.rota.shared.wire.Page;
import dev.rota.shared.wire.PageParameters;
import dev.rota.shifts.people.People;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/absences")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "absences", description = "People's time off")
@RolesAllowed(Role.PLANNER)
class AbsencesResource {

    private final ShiftsDatabase database;
    private final AbsenceRepository absences;
    private final ShiftRepository shifts;
    private final People people;

    AbsencesResource(ShiftsDatabase database, AbsenceRepository absences, ShiftRepository shifts, People people) {
        this.database = database;
        this.absences = absences;
        this.shifts = shifts;
        this.people = people;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.WORKER, Role.PLANNER})
    @Operation(operationId = "requestAbsence", summary = "Request an absence", description = "Workers: for themselves.")
    @APIResponse(
            responseCode = "201",
            description = "Requested",
            content = @Content(schema = @Schema(implementation = AbsenceResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "The person is unknown or not active, or: the `Idempotency-Key` was used for another request")
    public Uni<RestResponse<AbsenceResponse>> request(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid AbsenceFields body) {
        body.checked();
        Caller.required().require(body.user(), Role.PLANNER);
        return database.once(
                        key,
                        "requestAbsence",
                        body,
                        AbsenceResponse.class,
                        () -> people.plannable(body.user(), "user"),
                        person -> save(new Absence(body)))
                .map(response -> ETags.created(response, "/v1/absences/" + response.id(), response.version()));
    }

    @GET
    @RolesAllowed({Role.WORKER, Role.PLANNER})
    @Operation(
            operationId = "listAbsences",
            summary = "List absences that overlap a window, by start",
            description = "Workers: their own.")
    public Uni<RestResponse<Page<AbsenceResponse>>> list(
            @BeanParam Window.Parameters window,
            @Parameter(description = "Only absences of this person") @QueryParam("user") UUID user,
            @Parameter(description = "Only absences of this status") @QueryParam("status") AbsenceStatus status,
            @BeanParam @Valid PageParameters page,
            @Context UriInfo uri) {
        var span = window.window();
        var after = page.after();
        var whose = Caller.required().whose(user, Role.PLANNER);
        return database.read(absences.search(span, whose, status, after, page.rows()))
                .map(rows -> page.page(rows, AbsenceResponse::new, row -> new Cursor(row.startsAt.toString(), row.id))
                        .response(uri));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.WORKER, Role.PLANNER})
    @Operation(
            operationId = "getAbsence",
            summary = "Get an absence",
            description = "Workers: their own, and 404 for any other.")
    public Uni<RestResponse<AbsenceResponse>> get(
            @PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return database.one(absences.byId(id), absences::unknown)
                .invoke(this::requireVisible)
                .map(AbsenceResponse::new)
                .map(response -> ETags.response(response, response.version(), ifNoneMatch));
    }

    /** The absence, and the shifts that had to be opened for it. */
    @Schema(name = "Approval")
    record Approval(
            @Schema(required = true) AbsenceResponse absence,

            @Schema(
                    required = true,
                    description = "The person's shifts at that time, now open; published ones at once.")
            List<ShiftResponse> opened) {}

    @POST
    @Path("{id}/approve")
    @Operation(
            operationId = "approveAbsence",
            summary = "Approve an absence",
            description = "Shifts for the person at that time are refused from then on. Shifts planned already"
                    + " prevent the approval, unless `openShifts` is true; so does an approved absence of the person"
                    + " that contains this one. Idempotent.")
    @APIResponse(responseCode = "200", description = "Approved")
    @APIResponse(
            responseCode = "409",
            description = "The absence was declined or withdrawn, or the person has shifts at that time, as `shifts`"
                    + " says, or is off already, as `absence` says")
    public Uni<RestResponse<Approval>> approve(
            @PathParam("id") UUID id,
            @Parameter(description = "true: the person's shifts at that time become open")
                    @QueryParam("openShifts")
                    @DefaultValue("false")
                    Boolean openShifts) {
        return database.write(() -> absences.byIdForUpdate(id).chain(absence -> approve(absence, openShifts)))
                .map(approval -> ETags.response(approval, approval.absence.version()));
    }

    @POST
    @Path("{id}/decline")
    @Operation(operationId = "declineAbsence", summary = "Decline an absence", description = "Idempotent.")
    @APIResponse(responseCode = "200", description = "Declined")
    @APIResponse(responseCode = "409", description = "The absence was approved or withdrawn")
    public Uni<RestResponse<AbsenceResponse>> decline(@PathParam("id") UUID id) {
        return decide(id, Absence::decline);
    }

    @POST
    @Path("{id}/withdraw")
    @RolesAllowed({Role.WORKER, Role.PLANNER})
    @Operation(
            operationId = "withdrawAbsence",
            summary = "Withdraw an absence",
            description = "Workers: their own, and 404 for any other. The person can be planned at that time"
                    + " again. Idempotent.")
    @APIResponse(responseCode = "200", description = "Withdrawn")
    @APIResponse(responseCode = "409", description = "The absence was declined, or was approved and is over")
    public Uni<RestResponse<AbsenceResponse>> withdraw(@PathParam("id") UUID id) {
        return decide(id, absence -> {
            requireVisible(absence);
            absence.withdraw();
        });
    }

    /** @throws ProblemException 404 for somebody else's, unless the request's caller plans: that it is there is private */
    private void requireVisible(Absence absence) {
        if (!Caller.required().isPersonOr(absence.person, Role.PLANNER)) {
            throw absences.unknown();
        }
    }

    private Uni<RestResponse<AbsenceResponse>> decide(UUID id, Consumer<Absence> decision) {
        return database.write(() -> absences.byIdForUpdate(id).invoke(decision).chain(this::save))
                .map(response -> ETags.response(response, response.version()));
    }

    private Uni<Approval> approve(Absence absence, boolean openShifts) {
        absence.requireUndecidedBut(AbsenceStatus.APPROVED);
        // Shifts before people: the lock order, see the package dev.rota.shifts.
        return database.load(shifts.lockBooked(absence.person, absence.window()))
                .chain(() -> shifts.takeTurns(List.of(absence.person)))
                .chain(() -> requireNotOffAlready(absence))
                .chain(() -> database.load(shifts.booked(Shift.MAPPING, List.of(absence.person), absence.window())))
                .invoke(touched -> {
                    if (!touched.isEmpty() && !openShifts) {
                        throw inTheWay(touched);
                    }
                    touched.forEach(Shift::open);
                })
                // Before the absence: its constraint refuses it while the person has shifts.
                .call(shifts::flush)
                .chain(opened -> {
                    absence.approve();
                    return save(absence)
                            .map(response -> new Approval(
                                    response,
                                    opened.stream().map(ShiftResponse::new).toList()));
                });
    }

    /**
     * Of two equal requests, one is approved: the other would give nothing, and withdrawing one of them would not give
     * the time back. The person is locked.
     *
     * @throws ProblemException 409 if an approved absence of the person contains this one
     */
    private Uni<Void> requireNotOffAlready(Absence absence) {
        if (absence.status == AbsenceStatus.APPROVED) {
            return Uni.createFrom().voidItem();
        }
        return database.load(absences.approved(List.of(absence.person), absence.window()))
                .invoke(approved -> approved.stream()
                        .filter(other -> other.window().contains(absence.window()))
                        .findFirst()
                        .ifPresent(other -> {
                            throw ProblemException.conflict(
                                    "absent",
                                    "The person is off at that time already.",
                                    Map.of("absence", other.clash()));
                        }))
                .replaceWithVoid();
    }

    private static ProblemException inTheWay(List<Shift> touched) {
        return ProblemException.conflict(
                "shifts-in-the-way",
                "The person has shifts at that time.",
                Map.of("shifts", touched.stream().map(Clash::new).toList()));
    }

    private Uni<AbsenceResponse> save(Absence absence) {
        return absences.persistAndFlush(absence).map(AbsenceResponse::new);
    }
}

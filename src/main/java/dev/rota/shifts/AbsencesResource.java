package dev.rota.shifts;

import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Idempotency;
import dev.rota.shared.Page;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Versions;
import dev.rota.shifts.Absence.Fields;
import dev.rota.shifts.Absence.View;
import dev.rota.shifts.Bookings.Clash;
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
import java.time.Instant;
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
@Tag(name = "absences", description = "Who is away when")
class AbsencesResource {

    private final Absences absences;
    private final Shifts shifts;
    private final Bookings bookings;
    private final Idempotency idempotency;

    AbsencesResource(Absences absences, Shifts shifts, Bookings bookings, Idempotency idempotency) {
        this.absences = absences;
        this.shifts = shifts;
        this.bookings = bookings;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(operationId = "requestAbsence", summary = "Ask for time off")
    @APIResponse(
            responseCode = "201",
            description = "Asked for",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(
            responseCode = "422",
            description = "The person is unknown or not active, or: the `Idempotency-Key` was used for another request")
    public Uni<RestResponse<View>> request(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Fields body) {
        body.checked();
        var request = idempotency.request(key, "requestAbsence", body);
        return Database.read(ShiftsResource.UNIT, () -> idempotency.earlier(absences.getSession(), request, View.class))
                .onItem()
                .ifNull()
                .switchTo(() -> bookings.plannable(body.user(), "user")
                        .chain(() -> Database.write(
                                ShiftsResource.UNIT,
                                () -> idempotency.once(
                                        absences.getSession(), request, View.class, () -> save(new Absence(body))))))
                .map(view -> Versions.created(view, "/v1/absences/" + view.id(), view.version()));
    }

    @GET
    @Operation(operationId = "listAbsences", summary = "Every absence that overlaps a window of time, by start")
    public Uni<RestResponse<Page<View>>> list(
            @Parameter(description = "Start of the window, RFC 3339 with an offset. Absent: now") @QueryParam("from")
                    Instant from,
            @Parameter(description = "End of the window, at most 92 days later. Absent: 28 days after `from`")
                    @QueryParam("to")
                    Instant to,
            @Parameter(description = "Only absences of this person") @QueryParam("user") UUID user,
            @Parameter(description = "Only absences of this status") @QueryParam("status") Absence.Status status,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var window = Window.of(from, to);
        var after = cursor == null ? null : Cursor.parse(cursor);
        return Database.read(ShiftsResource.UNIT, () -> absences.search(window, user, status, after, limit + 1))
                .map(rows -> Page.of(rows, limit, View::new, row -> new Cursor(row.startsAt.toString(), row.id))
                        .response(uri));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getAbsence", summary = "One absence")
    public Uni<RestResponse<View>> get(@PathParam("id") UUID id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return Database.read(ShiftsResource.UNIT, () -> absences.byId(id))
                .map(View::new)
                .map(view -> Versions.response(view, view.version(), ifNoneMatch));
    }

    /** The absence, and the shifts that had to be opened for it. */
    @Schema(name = "Approval")
    record Approval(
            @Schema(required = true) View absence,

            @Schema(
                    required = true,
                    description = "The person's shifts of that time, open now; published ones at once.")
            List<Shift.View> opened) {}

    @POST
    @Path("{id}/approve")
    @Operation(
            operationId = "approveAbsence",
            summary = "Approve an absence",
            description =
                    "From then on nobody plans a shift for the person at that time. Shifts that are planned already are in"
                            + " the way, unless they are to be opened. Approving twice changes nothing.")
    @APIResponse(responseCode = "200", description = "Approved")
    @APIResponse(
            responseCode = "409",
            description = "The absence was declined or withdrawn, or `shifts` names those that are in the way")
    public Uni<RestResponse<Approval>> approve(
            @PathParam("id") UUID id,
            @Parameter(description = "true: the person's shifts of that time become open")
                    @QueryParam("openShifts")
                    @DefaultValue("false")
                    Boolean openShifts) {
        return Database.write(
                        ShiftsResource.UNIT,
                        () -> absences.byIdForUpdate(id).chain(absence -> approve(absence, openShifts)))
                .map(approval -> Versions.response(approval, approval.absence.version()));
    }

    @POST
    @Path("{id}/decline")
    @Operation(
            operationId = "declineAbsence",
            summary = "Decline an absence",
            description = "Declining twice changes nothing.")
    @APIResponse(responseCode = "200", description = "Declined")
    @APIResponse(responseCode = "409", description = "The absence was approved or withdrawn")
    public Uni<RestResponse<View>> decline(@PathParam("id") UUID id) {
        return decide(id, Absence::decline);
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            operationId = "withdrawAbsence",
            summary = "Withdraw an absence",
            description = "The person can be planned at that time again. Withdrawing twice changes nothing.")
    @APIResponse(responseCode = "200", description = "Withdrawn")
    @APIResponse(responseCode = "409", description = "The absence was declined, or was approved and is over")
    public Uni<RestResponse<View>> withdraw(@PathParam("id") UUID id) {
        return decide(id, Absence::withdraw);
    }

    private Uni<RestResponse<View>> decide(UUID id, Consumer<Absence> decision) {
        return Database.write(
                        ShiftsResource.UNIT,
                        () -> absences.byIdForUpdate(id).invoke(decision).chain(this::save))
                .map(view -> Versions.response(view, view.version()));
    }

    private Uni<Approval> approve(Absence absence, boolean openShifts) {
        absence.requireUndecidedBut(Absence.Status.APPROVED);
        // The shifts before the person, as everybody locks them; what came in between is read after that.
        return shifts.lock(absence.person, absence.window())
                .chain(() -> shifts.takeTurns(List.of(absence.person)))
                .chain(() -> shifts.booked(Shift.class, List.of(absence.person), absence.window()))
                .invoke(touched -> {
                    if (!touched.isEmpty() && !openShifts) {
                        throw inTheWay(touched);
                    }
                    touched.forEach(Shift::open);
                })
                // Before the absence, which the database refuses while there are any.
                .call(shifts::flush)
                .chain(opened -> {
                    absence.approve();
                    return save(absence)
                            .map(view -> new Approval(
                                    view, opened.stream().map(Shift.View::new).toList()));
                });
    }

    private static ProblemException inTheWay(List<Shift> touched) {
        return ProblemException.conflict(
                "shifts-in-the-way",
                "The person has shifts at that time.",
                Map.of("shifts", touched.stream().map(Clash::new).toList()));
    }

    private Uni<View> save(Absence absence) {
        return absences.persistAndFlush(absence).map(View::new);
    }
}

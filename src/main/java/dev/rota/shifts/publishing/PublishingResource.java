package dev.rota.shifts.publishing;

import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Selection;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/shifts/publish")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
@RolesAllowed(Role.PLANNER)
class PublishingResource {

    /** Keeps a transaction well within its deadline. */
    static final int MOST = 1_000;

    /** Shifts that are of 32 people at the most: each may be taken from one and given to another. */
    static final int FEW = 16;

    private final ShiftsDatabase database;
    private final PublishRepository plan;
    private final ShiftRepository shifts;

    PublishingResource(ShiftsDatabase database, PublishRepository plan, ShiftRepository shifts) {
        this.database = database;
        this.plan = plan;
        this.shifts = shifts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "publishShifts",
            summary = "Publish unpublished changes in a window",
            description = "Publishes, in one transaction, all unpublished shifts, changes and cancellations whose"
                    + " planned or published edition overlaps the window and passes the filters. A shift whose"
                    + " assignee has another published shift at that time stays unpublished and is listed in"
                    + " `conflicts`, with the shifts that depend on it. There are no warnings; use"
                    + " `listConflicts`.")
    @APIResponse(responseCode = "200", description = "Published, except for the conflicts")
    @APIResponse(responseCode = "422", description = "More than 1000 shifts are to be published at once")
    public Uni<PublishResult> publish(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Selection selection) {
        // Refuse an invalid window before anything else.
        selection.window();
        return database.once(key, "publishShifts", selection, PublishResult.class, () -> publish(selection));
    }

    private Uni<PublishResult> publish(Selection selection) {
        return plan.unpublished(selection, MOST + 1).chain(ids -> {
            if (ids.size() > MOST) {
                throw ProblemException.unprocessable(
                        "too-many-shifts",
                        "More than %d shifts are to be published; choose a smaller window.".formatted(MOST));
            }
            return ids.isEmpty()
                    ? Uni.createFrom().item(new PublishResult(List.of(), List.of()))
                    : turn(ids).chain(() -> plan.lock(ids)).chain(drafts -> publish(drafts, selection.dry()));
        });
    }

    private Uni<Void> turn(List<UUID> ids) {
        return ids.size() > FEW ? shifts.manyTakeTurns() : Uni.createFrom().voidItem();
    }

    private Uni<PublishResult> publish(List<Shift> drafts, boolean dry) {
        return conflicts(drafts).chain(conflicts -> {
            var clean = drafts.stream()
                    .filter(draft -> !conflicts.containsKey(draft.id))
                    .toList();
            var listed = conflicts.entrySet().stream()
                    .map(entry -> new PublishResult.Conflict(entry.getKey(), new Clash(entry.getValue())))
                    .toList();
            return (dry ? plan.planned(clean) : plan.publish(clean))
                    .map(published -> new PublishResult(
                            published.stream().map(ShiftResponse::new).toList(), listed));
        });
    }

    /** Locks the people concerned until the transaction ends, so that the result stays true. */
    private Uni<Map<UUID, PublishedShift>> conflicts(List<Shift> drafts) {
        var ids = drafts.stream().map(draft -> draft.id).toList();
        return plan.peopleOf(ids)
                .chain(shifts::takeTurns)
                .chain(() -> plan.atTheTimeOf(ids))
                .map(published -> PublishPlan.conflicts(drafts, published));
    }
}

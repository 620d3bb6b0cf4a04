package dev.rota.shifts;

import dev.rota.shared.Database;
import dev.rota.shared.Idempotency;
import dev.rota.shared.ProblemException;
import dev.rota.shifts.Bookings.Clash;
import dev.rota.shifts.Shift.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lets workers see the rota as it is planned. */
@Path("/v1/shifts/publish")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class PublishingResource {

    /** As many as one transaction takes without getting near its deadline. */
    static final int MOST = 1_000;

    private final Shifts shifts;
    private final Idempotency idempotency;

    PublishingResource(Shifts shifts, Idempotency idempotency) {
        this.shifts = shifts;
        this.idempotency = idempotency;
    }

    /** What was published, cancellations included, and what could not be. */
    @Schema(name = "Published")
    record Outcome(
            @Schema(required = true, description = "Now seen by workers, by start; cancelled shifts as CANCELLED.")
            List<View> published,

            @Schema(required = true, description = "Left as drafts, because workers would see the person booked twice.")
            List<Conflict> conflicts) {}

    /** A shift that stays unpublished, and what is in its way. */
    @Schema(name = "PublishConflict")
    record Conflict(
            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000001")
            UUID shift,

            @Schema(
                    required = true,
                    description = "A published shift of the same person that is not published anew with this one.")
            Clash clash) {}

    @POST
    @Operation(
            operationId = "publishShifts",
            summary = "Publish what was planned in a window",
            description =
                    "In one transaction: every new shift, change and cancellation that is not published yet, of shifts"
                            + " whose plan or whose published version overlaps the window and passes the filters. A shift"
                            + " whose assignee has another published shift at that time stays as it is and is listed"
                            + " under conflicts, with whatever depends on it. Nobody gets any work by it that the plan did"
                            + " not give them, so it warns of nothing; listConflicts does.")
    @APIResponse(responseCode = "200", description = "Published, as far as there was no conflict")
    @APIResponse(responseCode = "422", description = "More than 1000 shifts are to be published at once")
    public Uni<Outcome> publish(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Selection selection) {
        // Refuses a bad window before anything else is looked at.
        selection.window();
        var request = idempotency.request(key, "publishShifts", selection);
        return Database.write(
                ShiftsResource.UNIT,
                () -> idempotency.once(shifts.getSession(), request, Outcome.class, () -> publish(selection)));
    }

    private Uni<Outcome> publish(Selection selection) {
        return shifts.unpublished(selection, MOST + 1).chain(plan -> {
            if (plan.size() > MOST) {
                throw ProblemException.unprocessable(
                        "too-many-shifts",
                        "More than %d shifts are to be published; choose a smaller window.".formatted(MOST));
            }
            return conflicts(plan).chain(conflicts -> {
                var clean = plan.stream()
                        .map(shift -> shift.id)
                        .filter(id -> !conflicts.containsKey(id))
                        .toList();
                var listed = conflicts.entrySet().stream()
                        .map(entry -> new Conflict(entry.getKey(), new Clash(entry.getValue())))
                        .toList();
                return (selection.isDry() ? shifts.asPlanned(clean) : shifts.publish(clean))
                        .map(published ->
                                new Outcome(published.stream().map(View::new).toList(), listed));
            });
        });
    }

    /** From here on to the end of the transaction, nobody else books any of the people who are concerned. */
    private Uni<Map<UUID, PublishedShift>> conflicts(List<Shift> plan) {
        if (plan.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var ids = plan.stream().map(shift -> shift.id).toList();
        return shifts.peopleOf(ids)
                .chain(people -> shifts.takeTurns(people)
                        .chain(() -> shifts.booked(PublishedShift.class, people, Window.around(plan))))
                .map(seen -> conflicts(plan, seen));
    }

    /**
     * What of a plan cannot be published, each with a published shift in its way. A shift that stays as it is published
     * may be in the way of another one that counted on its change, so this goes on until nothing more is found.
     *
     * @param plan never has anybody booked twice
     * @param seen every published shift that overlaps one of the plan's, of the same person
     */
    static Map<UUID, PublishedShift> conflicts(List<Shift> plan, Collection<PublishedShift> seen) {
        Set<UUID> changing = plan.stream().map(shift -> shift.id).collect(Collectors.toCollection(HashSet::new));
        var seenOf = seen.stream().collect(Collectors.groupingBy(shift -> shift.assignee));
        var conflicts = new LinkedHashMap<UUID, PublishedShift>();
        int before;
        do {
            before = conflicts.size();
            for (Shift shift : plan) {
                if (shift.assignee != null && shift.status != ShiftStatus.CANCELLED && changing.contains(shift.id)) {
                    seenOf.getOrDefault(shift.assignee, List.of()).stream()
                            .filter(other -> !changing.contains(other.id) && other.overlaps(shift))
                            .findFirst()
                            .ifPresent(other -> {
                                conflicts.put(shift.id, other);
                                changing.remove(shift.id);
                            });
                }
            }
        } while (conflicts.size() > before);
        return conflicts;
    }
}

package dev.rota.shifts.copies;

import dev.rota.shared.database.DatabaseFailure;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.absences.AbsenceRepository;
import dev.rota.shifts.copies.CopyPlan.Taken;
import dev.rota.shifts.copies.CopyResult.Reason;
import dev.rota.shifts.people.People;
import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Copies the shifts of a window to later weeks. */
@Path("/v1/shifts/copy")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
@RolesAllowed(Role.PLANNER)
class CopiesResource {

    /** Keeps a transaction well within its deadline. */
    static final int MOST = 500;

    private final ShiftsDatabase database;
    private final CopyRepository copies;
    private final ShiftRepository shifts;
    private final AbsenceRepository absences;
    private final People people;

    CopiesResource(
            ShiftsDatabase database,
            CopyRepository copies,
            ShiftRepository shifts,
            AbsenceRepository absences,
            People people) {
        this.database = database;
        this.copies = copies;
        this.shifts = shifts;
        this.absences = absences;
        this.people = people;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "copyShifts",
            summary = "Copy shifts in a window to later weeks, as drafts",
            description = "Copies the planned edition of every shift that starts in the window, passes the"
                    + " filters and is not cancelled. Start and end keep their local time, across daylight"
                    + " saving too: a local time in the gap moves forward by its length, and of an ambiguous"
                    + " one the earlier offset is taken unless the source had the later one. Idempotent: no"
                    + " shift is copied twice to the same week, nor are a copy of it or its source. Copies have no `overrideReason` and no"
                    + " warnings; use `listConflicts`.")
    @APIResponse(responseCode = "200", description = "Copied, except for what was skipped")
    @APIResponse(
            responseCode = "422",
            description = "It would be more than 500 copies, or: the `Idempotency-Key` was used for another request")
    public Uni<CopyResult> copy(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid CopyRequest body) {
        // Refuse an invalid window before anything else.
        body.selection().window();
        return database.once(
                        key, "copyShifts", body, CopyResult.class, () -> sources(body), sources -> copy(body, sources))
                // A concurrent request made the same copy; the retry finds it.
                .onFailure(failure -> DatabaseFailure.violates(failure, "shift_copied_once"))
                .retry()
                .atMost(2)
                .onFailure(ShiftRepository::isOfImpossibleLength)
                .transform(f -> ProblemException.badField(
                        "weeks", "have a night whose clock the database knows otherwise; plan its shifts one by one"));
    }

    /**
     * The shifts to copy.
     *
     * @param inactive the assignees who may not be planned (any more)
     */
    private record Sources(List<Shift> shifts, Set<UUID> inactive) {}

    private Uni<Sources> sources(CopyRequest request) {
        int weeks = request.distinctWeeks().size();
        return database.read(copies.sources(request.selection(), MOST / weeks + 1))
                .invoke(sources -> limit(sources.size() * weeks))
                .chain(sources -> inactive(request, sources).map(inactive -> new Sources(sources, inactive)));
    }

    private static void limit(int copies) {
        if (copies > MOST) {
            throw ProblemException.unprocessable(
                    "too-many-shifts",
                    "It would be more than %d copies; choose a smaller window or fewer weeks.".formatted(MOST));
        }
    }

    private Uni<Set<UUID>> inactive(CopyRequest request, List<Shift> sources) {
        var assignees = request.isOpen() ? Set.<UUID>of() : assignees(sources);
        return people.people(assignees)
                .map(answers -> answers.entrySet().stream()
                        .filter(answer -> !answer.getValue().isActive())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    private static Set<UUID> assignees(List<Shift> shifts) {
        return shifts.stream()
                .map(shift -> shift.assignee)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Uni<CopyResult> copy(CopyRequest request, Sources sources) {
        var wanted = request.distinctWeeks().stream()
                .flatMap(week -> sources.shifts.stream().map(source -> source.copy(week, request.isOpen())))
                .toList();
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(new CopyResult(List.of(), List.of()));
        }
        if (!wanted.stream().allMatch(copy -> Instants.isWritable(copy.endsAt))) {
            throw ProblemException.badField("weeks", "must not lead beyond the year 2199");
        }
        var assignees = assignees(wanted);
        var ids = sources.shifts.stream().map(source -> source.id).toList();
        // The origins too, and all in one order: two who copy the same shifts in other ways take turns.
        return copies.origins(ids)
                .chain(origins -> shifts.takeTurns(
                        Stream.concat(assignees.stream(), origins.stream()).toList()))
                .chain(() -> copies.made(ids, request.distinctWeeks()))
                .chain(made -> taken(assignees, Window.around(wanted.stream().map(Shift::window)))
                        .map(taken -> CopyPlan.of(wanted, made, taken, sources.inactive)))
                .chain(plan -> request.selection().dry() || plan.copies().isEmpty()
                        ? Uni.createFrom().item(plan.result(true))
                        : shifts.persist(plan.copies()).chain(shifts::flush).map(done -> plan.result(false)));
    }

    private Uni<List<Taken>> taken(Set<UUID> people, Window window) {
        return database.load(shifts.booked(Shift.MAPPING, people, window))
                .chain(planned -> database.load(shifts.booked(PublishedShift.MAPPING, people, window))
                        .chain(published -> database.load(absences.approved(people, window))
                                .map(absent -> Stream.of(
                                                planned.stream().map(Taken::new),
                                                published.stream().map(Taken::new),
                                                absent.stream()
                                                        .map(absence -> new Taken(
                                                                absence.person, Reason.ABSENT, absence.clash())))
                                        .flatMap(taken -> taken)
                                        .toList())));
    }
}

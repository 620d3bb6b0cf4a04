package dev.rota.shifts.reports;

import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Text;
import dev.rota.shifts.absences.AbsenceRepository;
import dev.rota.shifts.absences.AbsenceStatus;
import dev.rota.shifts.booking.WorkingTime;
import dev.rota.shifts.people.People;
import dev.rota.shifts.reports.ConflictFinder.Facts;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftFilter;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/shifts/conflicts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
@RolesAllowed(Role.PLANNER)
class ConflictsResource {

    /** Keeps the report well within the deadline. */
    static final int MOST = 1_000;

    /** The limit of the shifts around them, of the same people. */
    private static final int MOST_AROUND = 3 * MOST;

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;
    private final AbsenceRepository absences;
    private final People people;
    private final WorkingTime workingTime;

    /** Whose shifts to check, and where. */
    record Parameters(
            @Parameter(
                    description = "planned: as planned; published: as workers see it",
                    schema = @Schema(enumeration = {"planned", "published"}))
            @QueryParam("view")
            @DefaultValue(Edition.DEFAULT)
            Edition edition,

            @Parameter(description = "Only shifts of this person") @QueryParam("user")
            UUID user,

            @Parameter(
                    description = "Only shifts at this place",
                    schema = @Schema(type = SchemaType.STRING, maxLength = 100))
            @QueryParam("location")
            @Text(max = 100)
            String location) {

        Parameters {
            location = Text.Form.of(location);
        }

        private ShiftFilter filter() {
            return new ShiftFilter(edition, user, null, false, location, null);
        }
    }

    ConflictsResource(
            ShiftsDatabase database,
            ShiftRepository shifts,
            AbsenceRepository absences,
            People people,
            WorkingTime workingTime) {
        this.database = database;
        this.shifts = shifts;
        this.absences = absences;
        this.people = people;
        this.workingTime = workingTime;
    }

    @GET
    @Operation(
            operationId = "listConflicts",
            summary = "List scheduling conflicts",
            description = "Checks every assigned shift that overlaps the window and is not cancelled: whether the"
                    + " person is active, has the role, is not absent, has enough rest, and not too much work"
                    + " at a stretch or that week. Shifts outside the window and at other places count for rest and weeks. Not"
                    + " paged.")
    @APIResponse(responseCode = "200", description = "All scheduling conflicts")
    @APIResponse(
            responseCode = "422",
            description = "More than 1000 shifts, or more than 3000 with those of the same people around them")
    public Uni<ConflictReport> list(@BeanParam Window.Parameters window, @BeanParam @Valid Parameters parameters) {
        var span = window.window();
        var filter = parameters.filter();
        // No connection to the database is held while users is asked.
        return facts(span, filter)
                .chain(facts -> people.people(facts.byPerson().keySet())
                        .map(known -> new ConflictReport(
                                facts.shifts().size(), ConflictFinder.find(facts, known, workingTime))));
    }

    private Uni<Facts> facts(Window window, ShiftFilter filter) {
        return database.read(shifts.search(window, filter, false, null, MOST + 1))
                .chain(rows -> {
                    limit(rows, MOST);
                    var found = List.<ShiftEdition>copyOf(rows);
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(new Facts(found, Map.of(), Map.of(), Map.of()));
                    }
                    var assignees = found.stream().map(shift -> shift.assignee).collect(Collectors.toSet());
                    var span = Window.around(found.stream().map(ShiftEdition::window));
                    return booked(filter.edition(), assignees, workingTime.around(found))
                            .chain(same -> booked(filter.edition().other(), assignees, span)
                                    .chain(other -> database.read(absences.of(
                                                    assignees,
                                                    Set.of(AbsenceStatus.APPROVED, AbsenceStatus.REQUESTED),
                                                    span))
                                            .map(away -> new Facts(
                                                    found,
                                                    same,
                                                    other,
                                                    away.stream()
                                                            .collect(Collectors.groupingBy(
                                                                    absence -> absence.person))))));
                });
    }

    private Uni<Map<UUID, List<ShiftEdition>>> booked(Edition edition, Set<UUID> people, Window window) {
        return database.read(shifts.booked(edition.mapping, people, window).limit(MOST_AROUND + 1))
                .map(rows -> {
                    limit(rows, MOST_AROUND);
                    return List.<ShiftEdition>copyOf(rows).stream()
                            .collect(Collectors.groupingBy(shift -> shift.assignee));
                });
    }

    private static void limit(List<?> rows, int most) {
        if (rows.size() > most) {
            throw ProblemException.unprocessable(
                    "too-many-shifts",
                    "More than %d shifts would have to be checked; choose a smaller window, a place or a person."
                            .formatted(most));
        }
    }
}

package dev.rota.shifts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rota.shared.Database;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Text;
import dev.rota.shifts.Bookings.Clash;
import dev.rota.shifts.People.Person;
import dev.rota.shifts.People.Standing;
import dev.rota.shifts.WorkingTime.Warning;
import dev.rota.shifts.WorkingTime.Week;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Everything about a window's shifts that a planner should look at, on one page. */
@Path("/v1/shifts/conflicts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class ConflictsResource {

    /** As many shifts as one answer takes without getting near the deadline. */
    static final int MOST = 1_000;

    /** As many as their people may have around them. */
    private static final int MOST_AROUND = 3 * MOST;

    private final Shifts shifts;
    private final Absences absences;
    private final Bookings bookings;
    private final WorkingTime workingTime;

    ConflictsResource(Shifts shifts, Absences absences, Bookings bookings, WorkingTime workingTime) {
        this.shifts = shifts;
        this.absences = absences;
        this.bookings = bookings;
        this.workingTime = workingTime;
    }

    @Schema(name = "Conflicts")
    record Report(
            @Schema(required = true, examples = "120", description = "How many shifts were looked at.")
            int checked,

            @Schema(required = true, description = "By the start of the shift.")
            List<Conflict> items) {}

    enum Kind {
        ABSENT,
        ABSENCE_REQUESTED,
        DOUBLE_BOOKING,
        INACTIVE,
        UNKNOWN_PERSON,
        ROLE_MISSING,
        SHORT_REST,
        LONG_WEEK
    }

    @Schema(name = "Conflict")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Conflict(
            @Schema(
                    required = true,
                    description =
                            "ABSENT: the person is off, which only workers can still see a shift for; ABSENCE_REQUESTED: the"
                                    + " person has asked to be off; DOUBLE_BOOKING: the other view has `other` for the"
                                    + " person at that time; INACTIVE: the person is not active any more;"
                                    + " UNKNOWN_PERSON: users does not know the person; ROLE_MISSING: the person does"
                                    + " not have the shift's `role`; SHORT_REST: too little rest between the shift and"
                                    + " `other`, told of the later one where both are asked for; LONG_WEEK: too much"
                                    + " work in `week`, told once, of the last of its shifts that are asked for.")
            Kind kind,

            @Schema(required = true) Clash shift,

            @Schema(required = true, examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00")
            UUID person,

            @Schema(required = true, examples = "Harbour café")
            String location,

            @Schema(description = "The absence, or the person's other shift.")
            Clash other,

            @Schema(examples = "barista", description = "ROLE_MISSING: the role that the shift asks for.")
            String role,

            @Schema(
                    examples = "2026-W13",
                    description =
                            "LONG_WEEK: the week, ISO 8601, from Monday to Sunday on the clock of the shift's place.")
            String week,

            @Schema(
                    examples = "PT8H",
                    format = "duration",
                    description = "SHORT_REST, LONG_WEEK: how much rest or work it is, real elapsed time, ISO 8601.")
            Duration actual,

            @Schema(
                    examples = "PT11H",
                    format = "duration",
                    description = "The least rest or the most work that it should be.")
            Duration limit,

            @Schema(
                    required = true,
                    description =
                            "Whether it is accepted, as only SHORT_REST and LONG_WEEK can be. SHORT_REST: one of the two"
                                    + " shifts has an `overrideReason`; LONG_WEEK: it would not be too much without the"
                                    + " shifts that have one.")
            boolean overridden) {

        static Conflict of(Kind kind, ShiftVersion shift, Clash other) {
            return new Conflict(
                    kind,
                    new Clash(shift),
                    shift.assignee,
                    shift.location,
                    other,
                    kind == Kind.ROLE_MISSING ? shift.role : null,
                    null,
                    null,
                    null,
                    false);
        }

        static Conflict of(ShiftVersion shift, Warning warning) {
            return new Conflict(
                    Kind.valueOf(warning.kind().name()),
                    new Clash(shift),
                    shift.assignee,
                    shift.location,
                    warning.other(),
                    null,
                    warning.week(),
                    warning.actual(),
                    warning.limit(),
                    warning.overridden());
        }
    }

    @GET
    @Operation(
            operationId = "listConflicts",
            summary = "Everything that is not as it should be about the shifts of a window",
            description =
                    "On one page. Looks at every shift that overlaps the window, has an assignee and is not cancelled: whether"
                            + " the person is active, has the role, is there, has enough rest and not too much work that"
                            + " week. Shifts outside the window and at other places count for rest and weeks.")
    @APIResponse(responseCode = "200", description = "All that was found")
    @APIResponse(
            responseCode = "422",
            description = "More than 1000 shifts, or more than 3000 with those of the same people around them")
    public Uni<Report> list(
            @Parameter(description = "Start of the window, RFC 3339 with an offset. Absent: now") @QueryParam("from")
                    Instant from,
            @Parameter(description = "End of the window, at most 92 days later. Absent: 28 days after `from`")
                    @QueryParam("to")
                    Instant to,
            @Parameter(
                            description = "planned: as the rota is planned; published: as workers see it",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    @DefaultValue(ShiftView.DEFAULT)
                    ShiftView view,
            @Parameter(description = "Only shifts of this person") @QueryParam("user") UUID user,
            @Parameter(
                            description = "Only shifts at this place",
                            schema = @Schema(type = SchemaType.STRING, maxLength = 100))
                    @QueryParam("location")
                    @Text(max = 100)
                    String location) {
        var window = Window.of(from, to);
        var filter = new ShiftFilter(view, user, null, false, location, null);
        // No connection to the database is held while users is asked.
        return Database.read(ShiftsResource.UNIT, () -> look(window, filter))
                .chain(seen -> bookings.people(seen.byPerson.keySet()).map(people -> report(seen, people)));
    }

    /**
     * What the database knows.
     *
     * @param shifts what was asked for, by start
     * @param byPerson everything that their people have around them in the same view, by start
     * @param elsewhere what their people have at that time in the other view
     * @param away when their people are off, or want to be
     */
    private record Seen(
            List<ShiftVersion> shifts,
            Map<UUID, List<ShiftVersion>> byPerson,
            Map<UUID, List<ShiftVersion>> elsewhere,
            Map<UUID, List<Absence>> away) {}

    private Uni<Seen> look(Window window, ShiftFilter filter) {
        return shifts.search(window, filter, false, null, MOST + 1).chain(rows -> {
            limit(rows, MOST);
            var found = List.<ShiftVersion>copyOf(rows);
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Seen(found, Map.of(), Map.of(), Map.of()));
            }
            var people = found.stream().map(shift -> shift.assignee).collect(Collectors.toSet());
            var span = Window.around(found);
            return booked(filter.view(), people, workingTime.around(found))
                    .chain(same -> booked(filter.view().other(), people, span)
                            .chain(other -> absences.of(
                                            people, List.of(Absence.Status.APPROVED, Absence.Status.REQUESTED), span)
                                    .map(away -> new Seen(
                                            found,
                                            same,
                                            other,
                                            away.stream().collect(Collectors.groupingBy(absence -> absence.person))))));
        });
    }

    private Uni<Map<UUID, List<ShiftVersion>>> booked(ShiftView view, Set<UUID> people, Window window) {
        return shifts.booked(view.entity, people, window, MOST_AROUND + 1).map(rows -> {
            limit(rows, MOST_AROUND);
            return List.<ShiftVersion>copyOf(rows).stream().collect(Collectors.groupingBy(shift -> shift.assignee));
        });
    }

    private static void limit(List<?> rows, int most) {
        if (rows.size() > most) {
            throw ProblemException.unprocessable(
                    "too-many-shifts",
                    "More than %d shifts are to be looked at; choose a smaller window, a place or a person."
                            .formatted(most));
        }
    }

    private Report report(Seen seen, Map<UUID, Person> people) {
        var conflicts = Stream.concat(
                        seen.shifts.stream().flatMap(shift -> about(shift, seen, people.get(shift.assignee))),
                        seen.shifts.stream().collect(Collectors.groupingBy(shift -> shift.assignee)).entrySet().stream()
                                .flatMap(hers -> workingTime(
                                        hers.getValue(), seen.byPerson.getOrDefault(hers.getKey(), List.of()))))
                .sorted(Comparator.comparing((Conflict conflict) -> conflict.shift.start())
                        .thenComparing(conflict -> conflict.shift.id())
                        .thenComparing(Conflict::kind))
                .toList();
        return new Report(seen.shifts.size(), conflicts);
    }

    /** What is wrong with one shift, but for rest and hours. */
    private static Stream<Conflict> about(ShiftVersion shift, Seen seen, Person person) {
        var conflicts = new ArrayList<Conflict>();
        for (Absence absence : seen.away.getOrDefault(shift.assignee, List.of())) {
            if (!absence.window().share(shift).isZero()) {
                boolean off = absence.status == Absence.Status.APPROVED;
                conflicts.add(Conflict.of(off ? Kind.ABSENT : Kind.ABSENCE_REQUESTED, shift, new Clash(absence)));
            }
        }
        for (ShiftVersion other : seen.elsewhere.getOrDefault(shift.assignee, List.of())) {
            if (!other.id.equals(shift.id) && other.overlaps(shift)) {
                conflicts.add(Conflict.of(Kind.DOUBLE_BOOKING, shift, new Clash(other)));
            }
        }
        if (person.standing() == Standing.UNKNOWN) {
            conflicts.add(Conflict.of(Kind.UNKNOWN_PERSON, shift, null));
        } else if (person.standing() == Standing.INACTIVE) {
            conflicts.add(Conflict.of(Kind.INACTIVE, shift, null));
        } else if (shift.role != null && !person.roles().contains(shift.role)) {
            conflicts.add(Conflict.of(Kind.ROLE_MISSING, shift, null));
        }
        return conflicts.stream();
    }

    /**
     * What is wrong with one person's rest and weeks: between two shifts, of the later one that was asked for; about a week,
     * of the last one.
     *
     * @param shifts what was asked for, by start
     * @param booked everything around it, by start
     */
    private Stream<Conflict> workingTime(List<ShiftVersion> shifts, List<ShiftVersion> booked) {
        var conflicts = new ArrayList<Conflict>();
        var asked = shifts.stream().map(shift -> shift.id).collect(Collectors.toSet());
        for (int i = 1; i < booked.size(); i++) {
            boolean later = asked.contains(booked.get(i).id);
            if (later || asked.contains(booked.get(i - 1).id)) {
                var shift = booked.get(later ? i : i - 1);
                workingTime
                        .rest(shift, booked.get(later ? i - 1 : i))
                        .ifPresent(warning -> conflicts.add(Conflict.of(shift, warning)));
            }
        }
        var lastOf = new LinkedHashMap<Week, ShiftVersion>();
        shifts.forEach(shift -> Week.of(shift).forEach(week -> lastOf.put(week, shift)));
        lastOf.forEach((week, shift) ->
                workingTime.week(week, booked).ifPresent(warning -> conflicts.add(Conflict.of(shift, warning))));
        return conflicts.stream();
    }
}

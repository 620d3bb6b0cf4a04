package dev.rota.shifts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rota.shared.Database;
import dev.rota.shared.Idempotency;
import dev.rota.shared.Instants;
import dev.rota.shared.ProblemException;
import dev.rota.shared.Text;
import dev.rota.shifts.Bookings.Clash;
import dev.rota.shifts.People.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Plans later weeks like an earlier one. */
@Path("/v1/shifts/copy")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class CopiesResource {

    /** As many as one transaction takes without getting near its deadline. */
    static final int MOST = 500;

    private final Shifts shifts;
    private final Absences absences;
    private final Bookings bookings;
    private final Idempotency idempotency;

    CopiesResource(Shifts shifts, Absences absences, Bookings bookings, Idempotency idempotency) {
        this.shifts = shifts;
        this.absences = absences;
        this.bookings = bookings;
        this.idempotency = idempotency;
    }

    /** What is to be copied, and to where. */
    @Schema(name = "CopyRequest", additionalProperties = Schema.False.class)
    record Order(
            @NotNull
            @JsonDeserialize(using = Instants.Deserializer.class)
            @Schema(examples = "2026-03-23T00:00:00+01:00", description = "RFC 3339 with an offset, in whole seconds.")
            Instant from,

            @NotNull
            @JsonDeserialize(using = Instants.Deserializer.class)
            @Schema(examples = "2026-03-30T00:00:00+02:00", description = "At most 92 days after from.")
            Instant to,

            @NotNull
            @Size(min = 1, max = 12)
            @Schema(examples = "[1, 2]", description = "How many weeks later, for each week that is to be filled.")
            List<@NotNull @Min(1) @Max(52) Integer> weeks,

            @Schema(
                    nullable = true,
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    description = "Only shifts of this person.")
            UUID user,

            @Text(max = 100) @Schema(nullable = true, examples = "Harbour café", minLength = 1, maxLength = 100)
            String location,

            @Text(max = 32) @Schema(nullable = true, examples = "barista", minLength = 1, maxLength = 32)
            String role,

            @Schema(nullable = true, examples = "false", description = "true: the copies are open.")
            Boolean open,

            @Schema(
                    nullable = true,
                    examples = "true",
                    description = "true: nothing is done, and the answer says what would be.")
            Boolean dryRun) {

        boolean isOpen() {
            return Boolean.TRUE.equals(open);
        }

        Selection selection() {
            return new Selection(from, to, user, location, role, dryRun);
        }
    }

    @Schema(name = "Copies")
    record Outcome(
            @Schema(required = true) List<Copy> created,
            @Schema(required = true) List<Skipped> skipped) {}

    /** A new draft. */
    @Schema(name = "Copy")
    record Copy(
            @Schema(
                    required = true,
                    examples = "01980a5f-0000-7000-8000-000000000001",
                    description = "What was copied.")
            UUID source,

            @Schema(required = true, examples = "1", description = "How many weeks later.")
            int weeks,

            @Schema(
                    nullable = true,
                    examples = "01980a5f-0000-7000-8000-000000000003",
                    description = "The new shift; null in a dry run.")
            UUID shift,

            @Schema(
                    nullable = true,
                    examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00",
                    description = "Null: the shift is open.")
            UUID assignee,

            @Schema(required = true, examples = "2026-03-30T06:00:00Z")
            Instant start,

            @Schema(required = true, examples = "2026-03-30T14:00:00Z")
            Instant end) {}

    enum Reason {
        /** The same shift was copied to the same week before, and that copy is not cancelled. */
        COPIED_BEFORE,
        /** The person has another shift at that time, in the plan or as it is published. */
        DOUBLE_BOOKING,
        /** The person is off at that time. */
        ABSENT,
        /** The person is not active any more. */
        NOT_PLANNABLE,
        /** The change of the clock would make the shift shorter than a minute or longer than a day. */
        LENGTH
    }

    /** A copy that was not made. */
    @Schema(name = "SkippedCopy")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Skipped(
            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000001")
            UUID source,

            @Schema(required = true, examples = "1") int weeks,

            @Schema(required = true, examples = "2026-03-30T06:00:00Z")
            Instant start,

            @Schema(required = true, examples = "2026-03-30T14:00:00Z")
            Instant end,

            @Schema(
                    required = true,
                    description =
                            "COPIED_BEFORE: that copy is there, cancel it to copy again; DOUBLE_BOOKING: `clash` is in the"
                                    + " way; ABSENT: `clash` is the absence; NOT_PLANNABLE: the person is not active; LENGTH: the change of the clock"
                                    + " would leave less than a minute or more than a day.")
            Reason reason,

            @Schema(description = "The shift or absence in the way, unless it is another one of these copies.")
            Clash clash) {}

    @POST
    @Operation(
            operationId = "copyShifts",
            summary = "Copy the shifts of a window to later weeks, as drafts",
            description =
                    "Every shift that starts in the window, passes the filters and is not cancelled, as it is planned. Start"
                            + " and end keep their time on the clock of the place, across daylight saving too: a time that"
                            + " does not exist on that day moves by what is missing, one that comes twice is the first"
                            + " unless the source was at the other offset. Doing it twice creates nothing twice. Copies"
                            + " have no `overrideReason`; what there would be to warn of, listConflicts says.")
    @APIResponse(responseCode = "200", description = "Copied, as far as it could be")
    @APIResponse(
            responseCode = "422",
            description = "It would be more than 500 copies, or: the `Idempotency-Key` was used for another request")
    public Uni<Outcome> copy(
            @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true) @NotNull(message = "is required") @Valid Order order) {
        var selection = order.selection();
        var window = selection.window();
        var weeks = new TreeSet<>(order.weeks());
        var request = idempotency.request(key, "copyShifts", order);
        return Database.read(
                        ShiftsResource.UNIT, () -> idempotency.earlier(shifts.getSession(), request, Outcome.class))
                .onItem()
                .ifNull()
                .switchTo(() -> Database.read(
                                ShiftsResource.UNIT, () -> shifts.starting(window, selection, MOST / weeks.size() + 1))
                        .invoke(sources -> limit(sources.size() * weeks.size()))
                        .chain(sources -> unplannable(order, sources)
                                .chain(unplannable -> Database.write(
                                                ShiftsResource.UNIT,
                                                () -> idempotency.once(
                                                        shifts.getSession(),
                                                        request,
                                                        Outcome.class,
                                                        () -> copy(order, weeks, sources, unplannable)))
                                        // Somebody else made the same copy meanwhile; it is found now.
                                        .onFailure(f -> Database.violates(f, "shift_copied_once"))
                                        .retry()
                                        .atMost(2))));
    }

    private static void limit(int copies) {
        if (copies > MOST) {
            throw ProblemException.unprocessable(
                    "too-many-shifts",
                    "It would be more than %d copies; choose a smaller window or fewer weeks.".formatted(MOST));
        }
    }

    /** Those of the people who may not be planned (any more). */
    private Uni<Set<UUID>> unplannable(Order order, List<Shift> sources) {
        var people = order.isOpen()
                ? List.<UUID>of()
                : sources.stream()
                        .map(shift -> shift.assignee)
                        .filter(Objects::nonNull)
                        .toList();
        return bookings.people(people)
                .map(answers -> answers.entrySet().stream()
                        .filter(answer -> answer.getValue().standing() != Standing.ACTIVE)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    private Uni<Outcome> copy(Order order, Set<Integer> weeks, List<Shift> sources, Set<UUID> unplannable) {
        var copies = weeks.stream()
                .flatMap(week -> sources.stream().map(source -> source.copy(week, order.isOpen())))
                .toList();
        if (copies.isEmpty()) {
            return Uni.createFrom().item(new Outcome(List.of(), List.of()));
        }
        var people = copies.stream()
                .map(copy -> copy.assignee)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var ids = sources.stream().map(source -> source.id).toList();
        return shifts.takeTurns(people)
                .chain(() -> shifts.copiesOf(ids))
                .chain(before ->
                        taken(people, Window.around(copies)).map(taken -> sort(copies, before, taken, unplannable)))
                .chain(sorted -> order.selection().isDry() || sorted.good.isEmpty()
                        ? Uni.createFrom().item(sorted.outcome(true))
                        : shifts.persist(sorted.good).chain(shifts::flush).map(done -> sorted.outcome(false)));
    }

    /** What takes a person's time, and the reason that it is for not planning anything then. */
    private record Taken(UUID person, Reason reason, Clash by) {

        Taken(ShiftVersion shift) {
            this(shift.assignee, Reason.DOUBLE_BOOKING, new Clash(shift));
        }

        boolean overlaps(Shift shift) {
            return by.start().isBefore(shift.endsAt) && shift.startsAt.isBefore(by.end());
        }
    }

    private Uni<Map<UUID, List<Taken>>> taken(Set<UUID> people, Window window) {
        return shifts.booked(Shift.class, people, window)
                .chain(planned -> shifts.booked(PublishedShift.class, people, window)
                        .chain(seen -> absences.approved(people, window)
                                .map(absent -> Stream.of(
                                                planned.stream().map(Taken::new),
                                                seen.stream().map(Taken::new),
                                                absent.stream()
                                                        .map(absence -> new Taken(
                                                                absence.person, Reason.ABSENT, new Clash(absence))))
                                        .flatMap(taken -> taken)
                                        .collect(Collectors.groupingBy(Taken::person)))));
    }

    /** The copies that can be made, and those that cannot. */
    private record Sorted(List<Shift> good, List<Skipped> skipped) {

        void skip(Shift copy, Reason reason, Clash clash) {
            skipped.add(new Skipped(copy.copiedFrom, copy.copiedWeeks, copy.startsAt, copy.endsAt, reason, clash));
        }

        Outcome outcome(boolean dry) {
            return new Outcome(
                    good.stream()
                            .map(copy -> new Copy(
                                    copy.copiedFrom,
                                    copy.copiedWeeks,
                                    dry ? null : copy.id,
                                    copy.assignee,
                                    copy.startsAt,
                                    copy.endsAt))
                            .toList(),
                    skipped);
        }
    }

    /** @param taken grows by the copies that can be made */
    private static Sorted sort(
            List<Shift> copies, List<Shift> before, Map<UUID, List<Taken>> taken, Set<UUID> unplannable) {
        record Made(UUID source, int weeks) {}
        var made = before.stream()
                .map(shift -> new Made(shift.copiedFrom, shift.copiedWeeks))
                .collect(Collectors.toSet());
        var sorted = new Sorted(new ArrayList<>(), new ArrayList<>());
        for (Shift copy : copies) {
            var hers = copy.assignee == null
                    ? List.<Taken>of()
                    : taken.computeIfAbsent(copy.assignee, person -> new ArrayList<>());
            var inTheWay = hers.stream().filter(time -> time.overlaps(copy)).findFirst();
            if (made.contains(new Made(copy.copiedFrom, copy.copiedWeeks))) {
                sorted.skip(copy, Reason.COPIED_BEFORE, null);
            } else if (!Shift.isOfPossibleLength(copy.startsAt, copy.endsAt)) {
                sorted.skip(copy, Reason.LENGTH, null);
            } else if (copy.assignee != null && unplannable.contains(copy.assignee)) {
                sorted.skip(copy, Reason.NOT_PLANNABLE, null);
            } else if (inTheWay.isPresent()) {
                Clash by = inTheWay.get().by;
                sorted.skip(copy, inTheWay.get().reason, by.id() == null ? null : by);
            } else {
                sorted.good.add(copy);
                if (copy.assignee != null) {
                    hers.add(new Taken(copy));
                }
            }
        }
        return sorted;
    }
}

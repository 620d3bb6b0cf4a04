package dev.rota.shifts.booking;

import dev.rota.shared.database.DatabaseFailure;
import dev.rota.shared.database.Mapping;
import dev.rota.shared.problem.Problem.FieldError;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shifts.absences.AbsenceRepository;
import dev.rota.shifts.people.Person;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftResponse;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Warning;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Warnings about shifts that were assigned, and the conflicts that refused others. */
@ApplicationScoped
public class Bookings {

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;
    private final AbsenceRepository absences;
    private final WorkingTime workingTime;

    Bookings(ShiftsDatabase database, ShiftRepository shifts, AbsenceRepository absences, WorkingTime workingTime) {
        this.database = database;
        this.shifts = shifts;
        this.absences = absences;
        this.workingTime = workingTime;
    }

    /**
     * A shift that was just written, with its warnings in the planned edition. Must run in the transaction that wrote
     * it, which serializes writes for the assignee: of two shifts that are too close, the later write gets the warning.
     */
    public Uni<ShiftResponse> withWarnings(Shift shift) {
        return warnings(shift).map(warnings -> new ShiftResponse(shift, warnings));
    }

    /** The same for a planner's write, which may give somebody a shift whose role they lack. */
    public Uni<ShiftResponse> withWarningsAndRole(Shift shift, Person assignee) {
        return warnings(shift)
                .map(warnings -> assignee.has(shift.role)
                        ? warnings
                        : Stream.concat(warnings.stream(), Stream.of(Warning.roleMissing(shift.role)))
                                .toList())
                .map(warnings -> new ShiftResponse(shift, warnings));
    }

    private Uni<List<Warning>> warnings(Shift shift) {
        if (shift.assignee == null) {
            return Uni.createFrom().item(List.of());
        }
        return database.load(shifts.booked(Shift.MAPPING, List.of(shift.assignee), workingTime.around(List.of(shift))))
                .map(booked -> workingTime.warnings(shift, booked));
    }

    /** Whether the failure is the violation of a constraint against double booking. */
    public static boolean isDoubleBooking(Throwable failure) {
        return DatabaseFailure.violates(failure, "shift_no_double_booking")
                || DatabaseFailure.violates(failure, "published_shift_no_double_booking");
    }

    /** An attempt to assign work to a person. */
    public record Booking(UUID person, Window window) {}

    /**
     * Fails with a 409 that names the clashing shift or absence. Looked up in a new transaction, because the refused
     * one is over; the clash may be gone by then.
     *
     * @param refused the bookings of the refused transaction
     * @param except the shifts that it was changing
     */
    public <T> Uni<T> clash(List<Booking> refused, Collection<UUID> except) {
        var found = Uni.createFrom().<ProblemException>nullItem();
        for (var booking : refused) {
            found = found.onItem().ifNull().switchTo(() -> inTheWay(booking, except));
        }
        return found.onItem()
                .ifNull()
                .continueWith(() -> doubleBooking(Map.of()))
                .onItem()
                .transformToUni(problem -> Uni.createFrom().failure(problem));
    }

    /** {@code null} if nothing clashes, or only a draft that the request's caller does not see. */
    private Uni<ProblemException> inTheWay(Booking booking, Collection<UUID> except) {
        var planned = Edition.isPlanVisible()
                ? shift(Shift.MAPPING, booking, except)
                : Uni.createFrom().<ProblemException>nullItem();
        return planned.onItem()
                .ifNull()
                .switchTo(() -> shift(PublishedShift.MAPPING, booking, except))
                .onItem()
                .ifNull()
                .switchTo(() -> database.read(absences.approved(List.of(booking.person), booking.window))
                        .map(away -> away.isEmpty() ? null : absent(away.get(0).clash())));
    }

    private <E extends ShiftEdition> Uni<ProblemException> shift(
            Mapping<E> edition, Booking booking, Collection<UUID> except) {
        return database.read(shifts.booked(edition, List.of(booking.person), booking.window))
                .map(booked -> booked.stream()
                        .filter(shift -> !except.contains(shift.id))
                        .findFirst()
                        .map(shift -> doubleBooking(Map.of("clash", new Clash(shift))))
                        .orElse(null));
    }

    private static ProblemException doubleBooking(Map<String, Object> clash) {
        return ProblemException.conflict(
                "double-booking",
                "The person is already booked at that time.",
                clash,
                new FieldError("assignee", "is already booked at that time"));
    }

    private static ProblemException absent(Clash absence) {
        return ProblemException.conflict(
                "absent",
                "The person is off at that time.",
                Map.of("absence", absence),
                new FieldError("assignee", "is off at that time"));
    }
}

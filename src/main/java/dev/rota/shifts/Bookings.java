package dev.rota.shifts;

import dev.rota.shared.Database;
import dev.rota.shared.Problem.FieldError;
import dev.rota.shared.ProblemException;
import dev.rota.shifts.People.Person;
import dev.rota.shifts.Shift.View;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/** Whether somebody can be given some work, and what to say if not. */
@ApplicationScoped
class Bookings {

    private static final Logger LOG = Logger.getLogger(Bookings.class);

    /** Of the questions to users that are under way at once. */
    private static final int CONCURRENT = 8;

    private final Shifts shifts;
    private final Absences absences;
    private final People people;
    private final WorkingTime workingTime;

    Bookings(Shifts shifts, Absences absences, People people, WorkingTime workingTime) {
        this.shifts = shifts;
        this.absences = absences;
        this.people = people;
        this.workingTime = workingTime;
    }

    /**
     * Somebody who may be planned, as the users service knows them.
     *
     * @param field the field that names the person
     * @throws ProblemException 422 where users knows no such active person, 503 where it cannot be asked
     */
    Uni<Person> plannable(UUID id, String field) {
        return person(id).invoke(person -> {
            switch (person.standing()) {
                case UNKNOWN -> throw unplannable(field, "is no user");
                case INACTIVE -> throw unplannable(field, "is not active");
                case ACTIVE -> {}
            }
        });
    }

    /** @throws ProblemException 503 where users cannot be asked */
    Uni<Person> person(UUID id) {
        return people.person(id)
                .onFailure()
                .invoke(f -> LOG.warnf("users could not be asked: %s", f))
                .onFailure()
                .transform(f -> ProblemException.unavailable(
                        "users-unavailable",
                        "The users service cannot be asked now whether the assignee can be planned."));
    }

    /**
     * What users knows of these people: everybody is asked for once, a few at a time.
     *
     * @throws ProblemException 503 where users cannot be asked
     */
    Uni<Map<UUID, Person>> people(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Uni.join()
                .all(ids.stream()
                        .distinct()
                        .map(id -> person(id).map(person -> Map.entry(id, person)))
                        .toList())
                .usingConcurrencyOf(CONCURRENT)
                .andFailFast()
                .map(answers -> answers.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * A shift that was written for its assignee, with what there is to warn of in the plan. In the transaction that wrote it,
     * in which nobody else writes for that person, so that of two shifts that are too near each other the later written one
     * is warned of.
     */
    Uni<View> withWarnings(Shift shift) {
        if (shift.assignee == null) {
            return Uni.createFrom().item(new View(shift));
        }
        return shifts.booked(Shift.class, List.of(shift.assignee), workingTime.around(List.of(shift)))
                .map(booked -> new View(shift, workingTime.warnings(shift, booked)));
    }

    private static ProblemException unplannable(String field, String why) {
        return ProblemException.unprocessable(
                "assignee-not-plannable", "The " + field + " " + why + ".", new FieldError(field, why));
    }

    /** @throws ProblemException 422 where the person does not have the role, if there is one */
    static void requireRole(Person person, String role, String field) {
        if (role != null && !person.roles().contains(role)) {
            throw ProblemException.unprocessable(
                    "role-missing",
                    "The shift asks for the role " + role + ".",
                    new FieldError(field, "does not have the role " + role));
        }
    }

    /** Whether the database refused a write because the person's time is taken. */
    static boolean doubleBooked(Throwable failure) {
        return Database.violates(failure, "shift_no_double_booking")
                || Database.violates(failure, "published_shift_no_double_booking");
    }

    /** Work that was to be somebody's. */
    record Booking(UUID person, Instant start, Instant end) {}

    /**
     * The refused transaction is over, so what is in the way is looked up in a new one; it may be gone by then.
     *
     * @param refused what the transaction was to book
     * @param except the shifts that it was to change, which are not in their own way
     */
    <T> Uni<T> clash(List<Booking> refused, Collection<UUID> except) {
        return Database.read(ShiftsResource.UNIT, () -> {
                    var found = Uni.createFrom().<ProblemException>nullItem();
                    for (var booking : refused) {
                        found = found.onItem().ifNull().switchTo(() -> inTheWay(booking, except));
                    }
                    return found;
                })
                .onItem()
                .ifNull()
                .continueWith(() -> doubleBooking(Map.of()))
                .onItem()
                .transformToUni(problem -> Uni.createFrom().failure(problem));
    }

    private Uni<ProblemException> inTheWay(Booking booking, Collection<UUID> except) {
        return shifts.clash(booking.person, booking.start, booking.end, except)
                .chain(clash -> clash != null
                        ? Uni.createFrom().item(doubleBooking(Map.of("clash", new Clash(clash))))
                        : absences.approved(List.of(booking.person), new Window(booking.start, booking.end))
                                .map(away -> away.isEmpty() ? null : absent(new Clash(away.get(0)))));
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

    /** What takes a person's time: in the 409's member {@code clash} a shift, in {@code absence} an absence. */
    @Schema(name = "Clash")
    record Clash(
            @Schema(required = true, examples = "01980a5f-0000-7000-8000-000000000002")
            UUID id,

            @Schema(required = true, examples = "2026-03-28T23:00:00Z")
            Instant start,

            @Schema(required = true, examples = "2026-03-29T06:00:00Z")
            Instant end) {

        Clash(ShiftVersion shift) {
            this(shift.id, shift.startsAt, shift.endsAt);
        }

        Clash(Absence absence) {
            this(absence.id, absence.startsAt, absence.endsAt);
        }
    }
}

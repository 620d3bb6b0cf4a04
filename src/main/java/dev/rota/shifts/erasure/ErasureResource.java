package dev.rota.shifts.erasure;

import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.people.Names;
import dev.rota.shifts.people.People;
import dev.rota.shifts.roster.Clash;
import dev.rota.shifts.roster.PublishedShift;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/people/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTRATOR)
@Tag(name = "people")
class ErasureResource {

    /** What a refusal names at most. */
    private static final int NAMED = 10;

    /** What one transaction has time for on a busy machine. */
    private static final int CHANGES_AT_ONCE = 1_000;

    private final ShiftsDatabase database;
    private final ErasureRepository erasures;
    private final ShiftRepository shifts;
    private final People people;

    ErasureResource(ShiftsDatabase database, ErasureRepository erasures, ShiftRepository shifts, People people) {
        this.database = database;
        this.erasures = erasures;
        this.shifts = shifts;
        this.people = people;
    }

    @DELETE
    @Operation(
            operationId = "erasePerson",
            summary = "Erase a person, here and in users",
            description =
                    "The person has to be deactivated and have no shift that has not ended. Their shifts stay, with"
                            + " an id that no user has, and without notes; the reason for an override becomes `erased`. Their"
                            + " absences and calendars, what was written about their swaps, stored responses about them, and"
                            + " their name as the actor of changes go; then users forgets them. Cannot be undone. Idempotent,"
                            + " and needs no `If-Match`: after a 503, repeat it until it is done.")
    @APIResponse(responseCode = "204", description = "The person is erased, or was before")
    @APIResponse(
            responseCode = "409",
            description =
                    "The person is active, or has shifts that have not ended: the first ten of each edition are in"
                            + " `shifts`. Nothing is erased")
    public Uni<Void> erase(@PathParam("id") UUID id) {
        return people.namesToErase(id)
                .call(names -> database.write(
                        () -> erasures.lock(id).chain(() -> requireNoWork(id)).chain(() -> erasures.erase(id, names))))
                .call(names -> eraseActor(id, names))
                .chain(() -> people.erase(id));
    }

    /** One transaction after another, so that a repetition goes on where this one had to end. */
    private Uni<Void> eraseActor(UUID id, Names names) {
        return database.write(() -> erasures.eraseActor(id, names, CHANGES_AT_ONCE))
                .chain(erased -> erased < CHANGES_AT_ONCE ? Uni.createFrom().voidItem() : eraseActor(id, names));
    }

    /** The person is locked, so that nobody else gives them any meanwhile. */
    private Uni<Void> requireNoWork(UUID id) {
        var fromNow = new Window(Instants.now(), Instants.LATEST);
        return database.load(shifts.booked(Shift.MAPPING, List.of(id), fromNow).limit(NAMED))
                .chain(planned -> database.load(shifts.booked(PublishedShift.MAPPING, List.of(id), fromNow)
                                .limit(NAMED))
                        .invoke(published -> requireNone(Stream.concat(planned.stream(), published.stream())
                                .map((ShiftEdition shift) -> new Clash(shift))
                                .distinct()
                                .toList())))
                .replaceWithVoid();
    }

    private static void requireNone(List<Clash> shifts) {
        if (!shifts.isEmpty()) {
            throw ProblemException.conflict(
                    "shifts-not-over", "The person has shifts that have not ended.", Map.of("shifts", shifts));
        }
    }
}

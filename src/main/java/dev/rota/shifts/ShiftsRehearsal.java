package dev.rota.shifts;

import static io.vertx.core.http.HttpMethod.POST;

import dev.rota.shared.Database;
import dev.rota.shared.Rehearsal;
import dev.rota.shifts.Shift.Fields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ShiftsRehearsal implements Rehearsal {

    /** Whom only a rehearsal asks for. */
    static final UUID NOBODY = new UUID(0, 0);

    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2000-01-01T08:00:00Z");

    private static final List<Request> REQUESTS = List.of(
            Request.get("/v1/shifts?limit=10"),
            Request.get("/v1/shifts/now"),
            Request.get("/v1/users/" + NOBODY + "/shifts?limit=10"),
            // Refused because users knows nobody of this id.
            new Request(POST, "/v1/shifts", """
                    {"start": "%s", "end": "%s", "zone": "Etc/UTC", "location": "Nowhere", "assignee": "%s"}""".formatted(START, END, NOBODY)));

    private final Shifts shifts;
    private final Bookings bookings;

    ShiftsRehearsal(Shifts shifts, Bookings bookings) {
        this.shifts = shifts;
        this.bookings = bookings;
    }

    @Override
    public List<Request> requests() {
        return REQUESTS;
    }

    @Override
    public Uni<?> write() {
        var nothing = new Fields(NOBODY, START, END, "Etc/UTC", "Nowhere", null, null, null, null);
        return Database.write(
                ShiftsResource.UNIT,
                () -> shifts.persistAndFlush(new Shift(nothing))
                        .chain(bookings::withWarnings)
                        .chain(shifts::getSession)
                        .invoke(session -> session.currentTransaction().markForRollback()));
    }
}

package dev.rota.shifts.planning;

import static io.vertx.core.http.HttpMethod.POST;

import dev.rota.shared.startup.Rehearsal;
import dev.rota.shifts.booking.Bookings;
import dev.rota.shifts.roster.Shift;
import dev.rota.shifts.roster.ShiftFields;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftsDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
public class ShiftsRehearsal implements Rehearsal {

    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2000-01-01T08:00:00Z");

    private static final List<Request> REQUESTS = List.of(
            Request.get("/v1/shifts?limit=10"),
            Request.get("/v1/shifts/now"),
            Request.get("/v1/people/" + NOBODY + "/shifts?limit=10"),
            // Refused: no such user.
            new Request(POST, "/v1/shifts", """
                    {"start": "%s", "end": "%s", "zone": "Etc/UTC", "location": "Nowhere", "assignee": "%s"}""".formatted(START, END, NOBODY)));

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;
    private final Bookings bookings;

    ShiftsRehearsal(ShiftsDatabase database, ShiftRepository shifts, Bookings bookings) {
        this.database = database;
        this.shifts = shifts;
        this.bookings = bookings;
    }

    @Override
    public List<Request> requests() {
        return REQUESTS;
    }

    @Override
    public Uni<?> write() {
        var nothing = new ShiftFields(NOBODY, START, END, "Etc/UTC", "Nowhere", null, null, null, null);
        return database.write(() -> shifts.persistAndFlush(new Shift(nothing))
                .chain(bookings::withWarnings)
                .chain(database::session)
                .invoke(session -> session.currentTransaction().markForRollback()));
    }
}

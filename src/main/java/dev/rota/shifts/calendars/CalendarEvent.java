package dev.rota.shifts.calendars;

import dev.rota.shared.database.Mapping;
import dev.rota.shifts.roster.ShiftStatus;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A shift in one person's calendar: as published or, if it is not the person's any more, CANCELLED as the person saw it
 * last. A database view with a row for each shift and person.
 *
 * @param id the shift's
 * @param version increases with every change of the shift: SEQUENCE
 */
record CalendarEvent(
        UUID id,
        Instant startsAt,
        Instant endsAt,
        String location,
        String role,
        String notes,
        ShiftStatus status,
        int version,
        Instant updatedAt) {

    /** How far a feed shows the past, and the future. */
    static final Duration BACK = Duration.ofDays(4 * 7);

    static final Duration AHEAD = Duration.ofDays(26 * 7);

    static final Mapping<CalendarEvent> MAPPING = new Mapping<>(
            CalendarEvent.class,
            "calendar_event",
            "id, starts_at, ends_at, location, role, notes, status, version, updated_at",
            CalendarEvent::new);

    private CalendarEvent(Row row) {
        this(
                row.getUUID(0),
                Mapping.instant(row, 1),
                Mapping.instant(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                ShiftStatus.Column.INSTANCE.convertToEntityAttribute(row.getString(6)),
                row.getInteger(7),
                Mapping.instant(row, 8));
    }
}

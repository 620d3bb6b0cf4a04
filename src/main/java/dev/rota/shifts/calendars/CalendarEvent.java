package dev.rota.shifts.calendars;

import dev.rota.shifts.roster.ShiftStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * A shift in one person's calendar: as published or, if it is not the person's any more, CANCELLED as the person saw it
 * last. A database view with a row for each shift and person: read the events of one person at a time.
 */
@Entity
@Immutable
@Table(name = "calendar_event")
class CalendarEvent {

    /** The shift's id, of which the view has one row for each person. */
    @Id
    UUID id;

    @Column(name = "person_id")
    UUID person;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    String location;
    String role;
    String notes;

    @Convert(converter = ShiftStatus.Column.class)
    ShiftStatus status;

    /** Increases with every change of the shift: SEQUENCE. */
    int version;

    @Column(name = "updated_at")
    Instant updatedAt;
}

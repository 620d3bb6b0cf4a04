package dev.rota.shifts;

import dev.rota.shared.Instants;
import dev.rota.shared.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The planned edition of a shift. Workers see the {@link PublishedShift}. */
@Entity
@Table(name = "shift")
class Shift extends ShiftEdition {

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(24);

    /** The shift that this is a copy of; {@code null} for one that is no copy. */
    @Column(name = "copied_from", updatable = false)
    UUID copiedFrom;

    /** How many weeks later than that one. */
    @Column(name = "copied_weeks", updatable = false)
    Integer copiedWeeks;

    /** For Hibernate. */
    Shift() {}

    Shift(ShiftFields fields) {
        set(fields);
    }

    /** A new draft, the same some weeks later by the clock of the place. */
    Shift copy(int weeks, boolean open) {
        var copy = new Shift(new ShiftFields(
                open ? null : assignee,
                later(startsAt, weeks),
                later(endsAt, weeks),
                zone,
                location,
                role,
                notes,
                null,
                null));
        copy.copiedFrom = id;
        copy.copiedWeeks = weeks;
        return copy;
    }

    private Instant later(Instant instant, int weeks) {
        return instant.atZone(ZoneId.of(zone)).plusWeeks(weeks).toInstant();
    }

    /** In real elapsed time; the constraint {@code shift_duration} says the same. */
    static boolean isOfPossibleLength(Instant start, Instant end) {
        var length = Duration.between(start, end);
        return length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
    }

    /** A change of a published shift makes it a draft until that is published too, unless the fields say otherwise. */
    final void replace(ShiftFields fields) {
        boolean changed = !fields.withoutStatus().equals(fields());
        set(fields);
        if (fields.status() == null && changed) {
            status = ShiftStatus.DRAFT;
        }
        updatedAt = Instants.now();
    }

    /**
     * Assigns an open shift to the person; changes nothing if they have it already.
     *
     * @throws ProblemException 409 where it is not published, has begun or is somebody else's
     */
    void claim(UUID person) {
        requireUpcoming("not-claimable");
        if (assignee != null && !assignee.equals(person)) {
            throw ProblemException.conflict("already-taken", "Somebody else has this shift.", Map.of());
        }
        if (assignee == null) {
            assignee = person;
            claimedBy = person;
            updatedAt = Instants.now();
        }
    }

    /** @throws ProblemException 409 where nobody has claimed it, or it has begun */
    void release() {
        requireUpcoming("not-claimable");
        if (!isClaimed()) {
            throw ProblemException.conflict("not-claimed", "Nobody has claimed this shift.", Map.of());
        }
        open();
    }

    /** Takes it from its assignee, for workers to see at once where it is published. */
    void open() {
        assignee = null;
        claimedBy = null;
        overrideReason = null;
        updatedAt = Instants.now();
    }

    /**
     * Published as it is planned, and not begun.
     *
     * @param problem the problem type where it is not published
     * @throws ProblemException 409
     */
    void requireUpcoming(String problem) {
        if (status != ShiftStatus.PUBLISHED) {
            throw ProblemException.conflict(problem, "The shift is not published, or it is being changed.", Map.of());
        }
        if (!startsAt.isAfter(Instants.now())) {
            throw ProblemException.conflict("shift-begun", "The shift has begun.", Map.of());
        }
    }

    void cancel() {
        if (status != ShiftStatus.CANCELLED) {
            status = ShiftStatus.CANCELLED;
            updatedAt = Instants.now();
        }
    }

    /** @throws ProblemException 409 where the shift is cancelled */
    void requireNotCancelled() {
        if (status == ShiftStatus.CANCELLED) {
            throw ProblemException.conflict("shift-cancelled", "The shift is cancelled; plan a new one.", Map.of());
        }
    }

    /** As a client may write them, without a status. */
    ShiftFields fields() {
        return new ShiftFields(assignee, startsAt, endsAt, zone, location, role, notes, overrideReason, null);
    }

    private void set(ShiftFields fields) {
        claimedBy = Objects.equals(assignee, fields.assignee()) ? claimedBy : null;
        assignee = fields.assignee();
        startsAt = fields.start();
        endsAt = fields.end();
        zone = fields.zone();
        location = fields.location();
        role = fields.role();
        notes = fields.notes();
        overrideReason = fields.overrideReason();
        status = fields.status() == null ? status : fields.status();
    }
}

package dev.rota.shifts.roster;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Instants;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The planned edition of a shift. Workers see the {@link PublishedShift}. */
@Entity
@Table(name = "shift")
public class Shift extends ShiftEdition {

    public static final Mapping<Shift> MAPPING =
            new Mapping<>(Shift.class, "shift", COLUMNS + ", copied_from, copied_weeks", Shift::new);

    /** The source of a copy, else {@code null}. */
    @Column(name = "copied_from", updatable = false)
    public UUID copiedFrom;

    /** How many weeks after its source. */
    @Column(name = "copied_weeks", updatable = false)
    public Integer copiedWeeks;

    /** For Hibernate. */
    Shift() {}

    private Shift(Row row) {
        super(row);
        copiedFrom = row.getUUID(14);
        copiedWeeks = row.getInteger(15);
    }

    public Shift(ShiftFields fields) {
        set(fields);
    }

    /** A new draft some weeks later, at the same local time. */
    public Shift copy(int weeks, boolean open) {
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
        return instant.atZone(zone()).plusWeeks(weeks).toInstant();
    }

    /**
     * A change makes a published shift a draft, unless the fields' status is PUBLISHED. What changes nothing leaves the
     * version as it is.
     */
    public final void replace(ShiftFields fields) {
        boolean changed = !fields.withoutStatus().equals(fields());
        var next = fields.status() != null ? fields.status() : changed ? ShiftStatus.DRAFT : status;
        if (changed || next != status) {
            set(fields);
            status = next;
            updatedAt = Instants.now();
        }
    }

    /**
     * Assigns an open shift to the person. Idempotent.
     *
     * @throws ProblemException 409 if it is not published, has begun or is somebody else's
     */
    public void claim(UUID person) {
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

    /** @throws ProblemException 409 if nobody has claimed it, or it has begun */
    public void release() {
        requireUpcoming("not-claimable");
        if (!isClaimed()) {
            throw ProblemException.conflict("not-claimed", "Nobody has claimed this shift.", Map.of());
        }
        open();
    }

    /** Removes the assignee; of a published shift, in both editions at once. */
    public void open() {
        assignee = null;
        claimedBy = null;
        overrideReason = null;
        updatedAt = Instants.now();
    }

    /**
     * Requires a shift that is published as planned and has not begun.
     *
     * @param problem the problem type if it is not published
     * @throws ProblemException 409
     */
    public void requireUpcoming(String problem) {
        if (status != ShiftStatus.PUBLISHED) {
            throw ProblemException.conflict(problem, "The shift is not published, or it is being changed.", Map.of());
        }
        if (!startsAt.isAfter(Instants.now())) {
            throw ProblemException.conflict("shift-begun", "The shift has begun.", Map.of());
        }
    }

    public void cancel() {
        if (status != ShiftStatus.CANCELLED) {
            status = ShiftStatus.CANCELLED;
            updatedAt = Instants.now();
        }
    }

    /** @throws ProblemException 409 if the shift is cancelled */
    public void requireNotCancelled() {
        if (status == ShiftStatus.CANCELLED) {
            throw ProblemException.conflict("shift-cancelled", "The shift is cancelled; plan a new one.", Map.of());
        }
    }

    /** The fields that a client writes, without a status. */
    public ShiftFields fields() {
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

package dev.rota.shifts.swaps;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.database.WithStatus;
import dev.rota.shared.problem.Problem.FieldError;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Instants;
import dev.rota.shifts.roster.Shift;
import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/**
 * A swap of two shifts between two people: offered by one, accepted by the other, approved by a planner. Any change of
 * either shift after the offer ends it; it expires when the first of them begins, at the latest.
 */
@Entity
@Table(name = "swap")
class Swap implements WithStatus {

    static final Mapping<Swap> MAPPING = new Mapping<>(
            Swap.class,
            "swap",
            "id, offered_id, wanted_id, offered_version, wanted_version, offered_by, wanted_from, "
                    + "reason, expires_at, status, version, created_at, updated_at",
            Swap::new);

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "offered_id", updatable = false)
    UUID offered;

    @Column(name = "wanted_id", updatable = false)
    UUID wanted;

    @Column(name = "offered_version", updatable = false)
    int offeredVersion;

    @Column(name = "wanted_version", updatable = false)
    int wantedVersion;

    @Column(name = "offered_by", updatable = false)
    UUID offeredBy;

    @Column(name = "wanted_from", updatable = false)
    UUID wantedFrom;

    @Column(updatable = false)
    String reason;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    /** As stored; {@link #status()} derives EXPIRED. */
    @Convert(converter = SwapStatus.Column.class)
    SwapStatus status = SwapStatus.OFFERED;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    Instant updatedAt = createdAt;

    /** For Hibernate. */
    Swap() {}

    private Swap(Row row) {
        id = row.getUUID(0);
        offered = row.getUUID(1);
        wanted = row.getUUID(2);
        offeredVersion = row.getInteger(3);
        wantedVersion = row.getInteger(4);
        offeredBy = row.getUUID(5);
        wantedFrom = row.getUUID(6);
        reason = row.getString(7);
        expiresAt = Mapping.instant(row, 8);
        status = SwapStatus.Column.INSTANCE.convertToEntityAttribute(row.getString(9));
        version = row.getInteger(10);
        createdAt = Mapping.instant(row, 11);
        updatedAt = Mapping.instant(row, 12);
    }

    private Swap(SwapFields fields, Shift mine, Shift other) {
        var begin = mine.startsAt.isBefore(other.startsAt) ? mine.startsAt : other.startsAt;
        offered = mine.id;
        offeredVersion = mine.version;
        offeredBy = mine.assignee;
        wanted = other.id;
        wantedVersion = other.version;
        wantedFrom = other.assignee;
        reason = fields.reason();
        expiresAt = fields.expiresAt() == null || begin.isBefore(fields.expiresAt()) ? begin : fields.expiresAt();
    }

    /**
     * A new offer.
     *
     * @param shifts those of the two that exist
     * @throws ProblemException 422 if one does not exist, 409 if one is not published or has begun, the offered one is
     *     not that person's, or the wanted one is nobody else's, 400 if the offer would have expired
     */
    static Swap offer(SwapFields fields, List<Shift> shifts) {
        var mine = find(shifts, fields.offered(), "offered");
        var other = find(shifts, fields.wanted(), "wanted");
        for (var shift : List.of(mine, other)) {
            shift.requireUpcoming("not-swappable");
        }
        if (!fields.offeredBy().equals(mine.assignee)) {
            throw notSwappable("offeredBy", "does not have the offered shift");
        }
        if (other.assignee == null || other.assignee.equals(mine.assignee)) {
            throw notSwappable("wanted", "is no shift that somebody else has");
        }
        if (fields.expiresAt() != null && !fields.expiresAt().isAfter(Instants.now())) {
            throw ProblemException.badField("expiresAt", "must be in the future");
        }
        return new Swap(fields, mine, other);
    }

    private static Shift find(List<Shift> shifts, UUID id, String field) {
        return shifts.stream()
                .filter(shift -> shift.id.equals(id))
                .findAny()
                .orElseThrow(() -> ProblemException.unprocessable(
                        "unknown-shift",
                        "There is no " + field + " shift with this id.",
                        new FieldError(field, "is no shift")));
    }

    private static ProblemException notSwappable(String field, String why) {
        return ProblemException.conflict(
                "not-swappable", "These shifts cannot be swapped.", Map.of(), new FieldError(field, why));
    }

    List<UUID> shifts() {
        return List.of(offered, wanted);
    }

    List<UUID> people() {
        return List.of(offeredBy, wantedFrom);
    }

    @Override
    public SwapStatus status() {
        return status != null && status.isOpen() && !expiresAt.isAfter(Instants.now()) ? SwapStatus.EXPIRED : status;
    }

    /**
     * Whether this decision is still to be taken; false if it was taken before: decisions are idempotent.
     *
     * @throws ProblemException 409 if it cannot be taken (any more)
     */
    boolean awaits(SwapStatus decision) {
        WithStatus.requireKnown(this);
        var now = status();
        if (now == decision) {
            return false;
        }
        if (now == SwapStatus.EXPIRED) {
            throw ProblemException.conflict("swap-expired", "The swap has expired.", Map.of());
        }
        if (!now.isOpen()) {
            throw ProblemException.conflict("swap-decided", "The swap is " + now + ".", Map.of());
        }
        if (decision == SwapStatus.APPROVED && now != SwapStatus.ACCEPTED) {
            throw ProblemException.conflict("swap-not-accepted", "The other person has not accepted yet.", Map.of());
        }
        return true;
    }

    void become(SwapStatus decision) {
        status = decision;
        updatedAt = Instants.now();
    }

    /** @throws ProblemException 422 if the swap asks somebody else */
    void requireAsked(UUID person) {
        if (!wantedFrom.equals(person)) {
            throw ProblemException.unprocessable(
                    "not-asked", "The swap asks somebody else.", new FieldError("user", "is not whom the swap asks"));
        }
    }

    /**
     * A shift and its next assignee.
     *
     * @param field the field of the swap that names the person
     */
    record Handover(Shift shift, UUID person, String field) {}

    /**
     * The next assignees.
     *
     * @param both the current shifts, in any order
     */
    List<Handover> handovers(List<Shift> both) {
        return both.stream()
                .map(shift -> isOffered(shift)
                        ? new Handover(shift, wantedFrom, "wantedFrom")
                        : new Handover(shift, offeredBy, "offeredBy"))
                .toList();
    }

    /** @param both its shifts as they are now, in any order */
    boolean isUnchanged(List<Shift> both) {
        return both.stream().allMatch(this::isUnchanged);
    }

    /** @throws ProblemException 409 where one of the shifts was changed since the swap was offered */
    void requireUnchanged(List<Shift> both) {
        both.stream().filter(shift -> !isUnchanged(shift)).findFirst().ifPresent(changed -> {
            throw ProblemException.conflict(
                    "swap-outdated",
                    "One of the shifts was changed since the swap was offered.",
                    Map.of("shift", changed.id));
        });
    }

    private boolean isUnchanged(Shift shift) {
        return shift.version == (isOffered(shift) ? offeredVersion : wantedVersion);
    }

    private boolean isOffered(Shift shift) {
        return shift.id.equals(offered);
    }
}

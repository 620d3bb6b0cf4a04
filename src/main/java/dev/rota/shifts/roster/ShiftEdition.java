package dev.rota.shifts.roster;

import dev.rota.shared.wire.Instants;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** What the planned and the published edition of a shift have in common: work at a place in {@code [startsAt, endsAt)}. */
@MappedSuperclass
public abstract class ShiftEdition {

    public static final Duration SHORTEST = Duration.ofMinutes(1);
    public static final Duration LONGEST = Duration.ofHours(24);

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Column(name = "assignee_id")
    public UUID assignee;

    /** The last claimant; the assignee has claimed the shift only if it is the same person. */
    @Column(name = "claimed_by")
    public UUID claimedBy;

    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "ends_at")
    public Instant endsAt;

    public String zone;
    public String location;
    public String role;
    public String notes;

    /** Why a {@link Warning} about this shift is accepted. */
    @Column(name = "override_reason")
    public String overrideReason;

    @Enumerated(EnumType.STRING)
    public ShiftStatus status = ShiftStatus.DRAFT;

    @Version
    public int version;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    public Instant updatedAt = createdAt;

    final boolean isClaimed() {
        return assignee != null && assignee.equals(claimedBy);
    }

    public final Window window() {
        return new Window(startsAt, endsAt);
    }

    /** In real elapsed time; the constraint {@code shift_duration} says the same. */
    public static boolean isOfPossibleLength(Instant start, Instant end) {
        var length = Duration.between(start, end);
        return length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
    }
}

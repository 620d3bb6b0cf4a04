package dev.rota.shifts;

import dev.rota.shared.Instants;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** A span of work at a place, as the database keeps one: {@code [startsAt, endsAt)}. */
@MappedSuperclass
abstract class ShiftVersion {

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "assignee_id")
    UUID assignee;

    /** Who took it; the one who has it has claimed it only if it is the same person. */
    @Column(name = "claimed_by")
    UUID claimedBy;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    String zone;
    String location;
    String role;
    String notes;

    /** Why what {@link WorkingTime} warns of is accepted here. */
    @Column(name = "override_reason")
    String overrideReason;

    @Enumerated(EnumType.STRING)
    ShiftStatus status = ShiftStatus.DRAFT;

    @Version
    int version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instants.now();

    @Column(name = "updated_at")
    Instant updatedAt = createdAt;

    final boolean isClaimed() {
        return assignee != null && assignee.equals(claimedBy);
    }

    final boolean overlaps(ShiftVersion other) {
        return startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
    }
}

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

/** What the planned and the published edition of a shift have in common: work at a place in {@code [startsAt, endsAt)}. */
@MappedSuperclass
abstract class ShiftEdition {

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "assignee_id")
    UUID assignee;

    /** Who claimed it last; the assignee has claimed it only if it is the same person. */
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

    /** Why a {@link Warning} about this shift is accepted. */
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

    final Window window() {
        return new Window(startsAt, endsAt);
    }
}

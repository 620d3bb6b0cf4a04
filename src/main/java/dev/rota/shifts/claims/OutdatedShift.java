package dev.rota.shifts.claims;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A shift whose published edition is in force and no longer what is planned. Triggers write it. */
@Entity
@Table(name = "outdated_shift")
class OutdatedShift {

    @Id
    UUID id;

    /** As published. */
    @Column(name = "starts_at")
    Instant startsAt;
}

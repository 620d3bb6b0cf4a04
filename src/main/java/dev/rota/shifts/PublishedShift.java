package dev.rota.shifts;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * A shift as workers see it: as it was when it was published last. The database writes it whenever a {@link Shift} is
 * written as published; that one was cancelled is written when that is published.
 */
@Entity
@Table(name = "published_shift")
class PublishedShift extends ShiftVersion {}

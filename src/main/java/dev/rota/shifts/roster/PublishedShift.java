package dev.rota.shifts.roster;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * The published edition of a shift: as it was when it was published last, which is what workers see. A trigger writes it
 * whenever a {@link Shift} is written as published; a cancellation is written when that is published.
 */
@Entity
@Table(name = "published_shift")
public class PublishedShift extends ShiftEdition {}

package dev.rota.shifts.roster;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * The published edition of a shift, which workers see. A trigger writes it whenever a {@link Shift} is written as
 * published, and when its cancellation is published.
 */
@Entity
@Table(name = "published_shift")
public class PublishedShift extends ShiftEdition {}

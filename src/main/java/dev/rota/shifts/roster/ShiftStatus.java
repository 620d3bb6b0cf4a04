package dev.rota.shifts.roster;

/** A cancelled shift stays readable, takes nobody's time and is never changed again. */
public enum ShiftStatus {
    DRAFT,
    PUBLISHED,
    CANCELLED
}

package dev.rota.shifts;

/** How far a shift has come. A cancelled shift stays readable, takes nobody's time and is never changed again. */
enum ShiftStatus {
    DRAFT,
    PUBLISHED,
    CANCELLED
}

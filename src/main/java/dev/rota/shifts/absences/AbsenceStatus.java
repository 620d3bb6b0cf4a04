package dev.rota.shifts.absences;

/** Only an approved absence blocks shifts. */
public enum AbsenceStatus {
    REQUESTED,
    APPROVED,
    DECLINED,
    WITHDRAWN
}

package dev.rota.shifts.absences;

/** The state of an absence. Only an approved one takes time. */
public enum AbsenceStatus {
    REQUESTED,
    APPROVED,
    DECLINED,
    WITHDRAWN
}

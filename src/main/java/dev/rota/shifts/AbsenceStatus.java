package dev.rota.shifts;

/** The state of an absence. Only an approved one takes time. */
enum AbsenceStatus {
    REQUESTED,
    APPROVED,
    DECLINED,
    WITHDRAWN
}

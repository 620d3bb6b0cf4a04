package dev.rota.shifts.absences;

import dev.rota.shared.database.EnumColumn;

/** Only an approved absence blocks shifts. */
public enum AbsenceStatus {
    REQUESTED,
    APPROVED,
    DECLINED,
    WITHDRAWN;

    static class Column extends EnumColumn<AbsenceStatus> {

        static final Column INSTANCE = new Column();

        Column() {
            super(AbsenceStatus.class);
        }
    }
}

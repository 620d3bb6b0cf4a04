package dev.rota.shifts.roster;

import dev.rota.shared.database.EnumColumn;

/** A cancelled shift stays readable, takes nobody's time and is never changed again. */
public enum ShiftStatus {
    DRAFT,
    PUBLISHED,
    CANCELLED;

    /** As both editions and the calendar store it. */
    public static class Column extends EnumColumn<ShiftStatus> {

        public static final Column INSTANCE = new Column();

        public Column() {
            super(ShiftStatus.class);
        }
    }
}

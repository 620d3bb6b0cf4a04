package dev.rota.shifts.roster;

/** Which edition of a shift is wanted: the API's query parameter {@code view}. */
public enum Edition {
    /** As planners change it. */
    PLANNED("planned", Shift.class),
    /** As workers see it. */
    PUBLISHED("published", PublishedShift.class);

    public static final String DEFAULT = "planned";

    public final Class<? extends ShiftEdition> entity;
    private final String parameter;

    Edition(String parameter, Class<? extends ShiftEdition> entity) {
        this.parameter = parameter;
        this.entity = entity;
    }

    public Edition other() {
        return this == PLANNED ? PUBLISHED : PLANNED;
    }

    /** As clients write it. */
    @Override
    public String toString() {
        return parameter;
    }
}

package dev.rota.shifts.roster;

/** An edition of a shift: the API's query parameter {@code view}. */
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

    /** As in the query parameter. */
    @Override
    public String toString() {
        return parameter;
    }
}

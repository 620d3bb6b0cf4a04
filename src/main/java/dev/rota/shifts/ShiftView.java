package dev.rota.shifts;

/** Which version of the shifts is wanted. */
enum ShiftView {
    PLANNED("planned", Shift.class),
    PUBLISHED("published", PublishedShift.class);

    static final String DEFAULT = "planned";

    final Class<? extends ShiftVersion> entity;
    private final String text;

    ShiftView(String text, Class<? extends ShiftVersion> entity) {
        this.text = text;
        this.entity = entity;
    }

    ShiftView other() {
        return this == PLANNED ? PUBLISHED : PLANNED;
    }

    /** As clients write it. */
    @Override
    public String toString() {
        return text;
    }
}

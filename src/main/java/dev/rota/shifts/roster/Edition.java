package dev.rota.shifts.roster;

import dev.rota.shared.database.Mapping;
import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.problem.Problem.FieldError;
import dev.rota.shared.problem.ProblemException;

/** An edition of a shift: the API's query parameter {@code view}. */
public enum Edition {
    /** As planners change it. */
    PLANNED("planned", Shift.MAPPING),
    /** As workers see it. */
    PUBLISHED("published", PublishedShift.MAPPING);

    public static final String DEFAULT = "planned";

    public final Mapping<? extends ShiftEdition> mapping;
    private final String parameter;

    Edition(String parameter, Mapping<? extends ShiftEdition> mapping) {
        this.parameter = parameter;
        this.mapping = mapping;
    }

    /** Whether the request's caller sees the plan; workers do not. */
    public static boolean isPlanVisible() {
        return Caller.required().is(Role.PLANNER, Role.READER);
    }

    /**
     * The edition that the request's caller gets.
     *
     * @param asked {@code null} for none
     * @param absent the one for whoever sees both and asks for none; workers get the published one
     * @throws ProblemException 403 if a worker asks for the plan
     */
    public static Edition visible(Edition asked, Edition absent) {
        if (isPlanVisible()) {
            return asked == null ? absent : asked;
        }
        if (asked == PLANNED) {
            throw ProblemException.forbidden(
                    "plan-hidden",
                    "The plan is for planners; view=published is what you may see.",
                    new FieldError("view", "must be published"));
        }
        return PUBLISHED;
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

package dev.rota.shifts.people;

import dev.rota.shared.problem.Problem.FieldError;
import dev.rota.shared.problem.ProblemException;
import java.util.Set;

/**
 * A person, as users knows them.
 *
 * @param zone where the person lives; {@code null} if unknown
 */
public record Person(Standing standing, Set<String> roles, String zone) {

    static final Person UNKNOWN = new Person(Standing.UNKNOWN, Set.of(), null);

    /** Whether the person may be planned. */
    public enum Standing {
        ACTIVE,
        INACTIVE,
        /** No such user. */
        UNKNOWN
    }

    public boolean isActive() {
        return standing == Standing.ACTIVE;
    }

    /** @param role {@code null}, for no role, is true for everybody */
    public boolean has(String role) {
        return role == null || roles.contains(role);
    }

    /**
     * @param field the field of the request that names the person
     * @throws ProblemException 422 if there is no such active user
     */
    public Person requirePlannable(String field) {
        return switch (standing) {
            case UNKNOWN -> throw unplannable(field, "is no user");
            case INACTIVE -> throw unplannable(field, "is not active");
            case ACTIVE -> this;
        };
    }

    private static ProblemException unplannable(String field, String why) {
        return ProblemException.unprocessable(
                "assignee-not-plannable", "The " + field + " " + why + ".", new FieldError(field, why));
    }

    /**
     * @param role {@code null} for none
     * @param field the field of the request that names the person
     * @throws ProblemException 422 if the person does not have the role
     */
    public Person requireRole(String role, String field) {
        if (!has(role)) {
            throw ProblemException.unprocessable(
                    "role-missing",
                    "The shift asks for the role " + role + ".",
                    new FieldError(field, "does not have the role " + role));
        }
        return this;
    }
}

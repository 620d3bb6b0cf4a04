package dev.rota.shifts;

import dev.rota.shared.Problem.FieldError;
import dev.rota.shared.ProblemException;
import java.util.Set;

/**
 * What users knows of somebody.
 *
 * @param zone where the person lives, as users writes it; {@code null} where users does not know
 */
record Person(Standing standing, Set<String> roles, String zone) {

    static final Person UNKNOWN = new Person(Standing.UNKNOWN, Set.of(), null);

    /** Whether somebody may be planned. */
    enum Standing {
        ACTIVE,
        INACTIVE,
        /** No such user. */
        UNKNOWN
    }

    boolean isActive() {
        return standing == Standing.ACTIVE;
    }

    /** @param role {@code null} for none, which everybody has */
    boolean has(String role) {
        return role == null || roles.contains(role);
    }

    /**
     * @param role {@code null} for none
     * @param field the field of the request that names the person
     * @throws ProblemException 422 where the person does not have the role
     */
    Person requireRole(String role, String field) {
        if (!has(role)) {
            throw ProblemException.unprocessable(
                    "role-missing",
                    "The shift asks for the role " + role + ".",
                    new FieldError(field, "does not have the role " + role));
        }
        return this;
    }
}

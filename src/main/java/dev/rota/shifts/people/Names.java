package dev.rota.shifts.people;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rota.shared.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * By what a person may have been recorded.
 *
 * @param knownAs every name, e-mail address and phone number that users has of them, former ones too
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Names(UUID id, Person.Standing status, Set<String> knownAs) {

    /** Somebody who is erased, too. */
    static final Names UNKNOWN = new Names(null, Person.Standing.UNKNOWN, Set.of());

    /** @throws IllegalStateException if this is no answer about the person */
    Names requireOf(UUID person) {
        if (!person.equals(id) || status == null || status == Person.Standing.UNKNOWN || knownAs == null) {
            throw new IllegalStateException("users answered something else than was asked");
        }
        return this;
    }

    /** @throws ProblemException 409 if the person is active */
    Names requireInactive() {
        if (status == Person.Standing.ACTIVE) {
            throw active();
        }
        return this;
    }

    static ProblemException active() {
        return ProblemException.conflict("person-active", "The person is active; deactivate them first.", Map.of());
    }
}

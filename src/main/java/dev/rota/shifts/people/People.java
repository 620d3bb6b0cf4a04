package dev.rota.shifts.people;

import dev.rota.shared.problem.Problem.FieldError;
import dev.rota.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The people of the rota, as the users service knows them. Every method fails with a 503 where it cannot be asked. */
@ApplicationScoped
public class People {

    private static final Logger LOG = Logger.getLogger(People.class);

    /** How many calls one request makes at once. */
    private static final int CONCURRENT = 8;

    private final UsersCalls users;

    People(UsersCalls users) {
        this.users = users;
    }

    /** Somebody, who may be {@link Person#UNKNOWN} to users. */
    public Uni<Person> person(UUID id) {
        return users.person(id)
                .onFailure()
                .invoke(f -> LOG.warnf("users could not be asked: %s", f))
                .onFailure()
                .transform(f -> ProblemException.unavailable(
                        "users-unavailable",
                        "The users service cannot be asked now whether the assignee can be planned."));
    }

    /** Each of these people, asked for once. */
    public Uni<Map<UUID, Person>> people(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Uni.join()
                .all(ids.stream()
                        .distinct()
                        .map(id -> person(id).map(person -> Map.entry(id, person)))
                        .toList())
                .usingConcurrencyOf(CONCURRENT)
                .andFailFast()
                .map(answers -> answers.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * Somebody who may be planned.
     *
     * @param field the field of the request that names the person
     * @throws ProblemException 422 where users knows no such active person
     */
    public Uni<Person> plannable(UUID id, String field) {
        return person(id).invoke(person -> {
            switch (person.standing()) {
                case UNKNOWN -> throw unplannable(field, "is no user");
                case INACTIVE -> throw unplannable(field, "is not active");
                case ACTIVE -> {}
            }
        });
    }

    private static ProblemException unplannable(String field, String why) {
        return ProblemException.unprocessable(
                "assignee-not-plannable", "The " + field + " " + why + ".", new FieldError(field, why));
    }
}

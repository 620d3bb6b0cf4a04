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

/** People, as the users service knows them. Every method fails with a 503 if it is unavailable. */
@ApplicationScoped
public class People {

    private static final Logger LOG = Logger.getLogger(People.class);

    /** The maximum of concurrent calls for one request. */
    private static final int CONCURRENT = 8;

    private final UsersCalls users;

    People(UsersCalls users) {
        this.users = users;
    }

    /** May be {@link Person#UNKNOWN}. */
    public Uni<Person> person(UUID id) {
        return users.person(id)
                .onFailure()
                .invoke(f -> LOG.warnf("users could not be asked: %s", f))
                .onFailure()
                .transform(f -> ProblemException.unavailable(
                        "users-unavailable",
                        "The users service cannot be asked now whether the assignee can be planned."));
    }

    /** These people, each with one call. */
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
     * A person who may be planned.
     *
     * @param field the field of the request that names the person
     * @throws ProblemException 422 if there is no such active user
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

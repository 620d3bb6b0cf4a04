package dev.rota.shifts.people;

import dev.rota.shared.http.Deadline;
import dev.rota.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** People, as the users service knows them. Every method fails with a 503 if it is unavailable. */
@ApplicationScoped
public class People {

    private static final Logger LOG = Logger.getLogger(People.class);

    private final UsersCalls users;
    private final GatheredCalls gathered;

    People(UsersCalls users, GatheredCalls gathered) {
        this.users = users;
        this.gathered = gathered;
    }

    /** May be {@link Person#UNKNOWN}. */
    public Uni<Person> person(UUID id) {
        return ask(deadline -> gathered.person(id, deadline));
    }

    /** These people, of whom some may be {@link Person#UNKNOWN}: one call, or one for each 500 of them, at once. */
    public Uni<Map<UUID, Person>> people(Collection<UUID> ids) {
        var all = ids.stream().distinct().toList();
        if (all.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Uni.join()
                .all(IntStream.iterate(0, from -> from < all.size(), from -> from + UsersClient.MOST)
                        .mapToObj(from -> all.subList(from, Math.min(from + UsersClient.MOST, all.size())))
                        .map(this::ask)
                        .toList())
                .andFailFast()
                .map(answers -> answers.stream()
                        .flatMap(answer -> answer.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Uni<Map<UUID, Person>> ask(List<UUID> ids) {
        return ask(deadline -> users.people(Set.copyOf(ids), deadline));
    }

    private static <T> Uni<T> ask(Function<Deadline, Uni<T>> call) {
        // Of both attempts, and of the wait between them.
        return Deadline.bound(call)
                .onFailure()
                .invoke(f -> LOG.warnf("users could not be asked: %s", f))
                .onFailure()
                .transform(f -> unavailable());
    }

    /**
     * By what a person who is to be erased may have been recorded; of somebody whom users does not know (any more), nothing.
     *
     * @throws ProblemException 409 if the person is active
     */
    public Uni<Names> namesToErase(UUID id) {
        return ask(deadline -> users.names(id, deadline))
                .invoke(Names::requireInactive)
                // Users of a version before says 404 to what it does not have, too.
                .call(names -> names.status() == Person.Standing.UNKNOWN
                        ? person(id).invoke(People::requireUnknown)
                        : Uni.createFrom().voidItem());
    }

    private static void requireUnknown(Person person) {
        if (person.standing() != Person.Standing.UNKNOWN) {
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return ProblemException.unavailable(
                "users-unavailable", "The users service, which this needs, cannot be asked now.");
    }

    /**
     * Erases the person in users, where it may have been done before.
     *
     * @throws ProblemException 404 if there has never been such a person, 409 if they are active again
     */
    public Uni<Void> erase(UUID id) {
        return ask(deadline -> users.erase(id, deadline))
                .invoke(erasure -> {
                    switch (erasure) {
                        case UNKNOWN -> throw ProblemException.notFound("There is no user with this id.");
                        case REFUSED -> throw Names.active();
                        case DONE -> {}
                    }
                })
                .replaceWithVoid();
    }

    /**
     * A person who may be planned.
     *
     * @param field the field of the request that names the person
     * @throws ProblemException 422 if there is no such active user
     */
    public Uni<Person> plannable(UUID id, String field) {
        return person(id).invoke(person -> person.requirePlannable(field));
    }
}

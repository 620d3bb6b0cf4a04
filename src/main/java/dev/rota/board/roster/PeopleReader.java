package dev.rota.board.roster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Listed;
import dev.rota.board.api.Person;
import dev.rota.board.api.UsersApi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks users for people: for those whom a page shows, not for everybody. Where it does not answer, they are as it told of them
 * last.
 */
@ApplicationScoped
public class PeopleReader {

    private static final Logger LOG = Logger.getLogger(PeopleReader.class);

    /** More would be too many to choose from. */
    private static final int MOST_CHOICES = 4 * Listed.MOST;

    private final UsersApi users;

    /** Names and roles, which everybody may see. For a day, so that somebody who was erased is not remembered for longer. */
    private final Cache<UUID, Person> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    PeopleReader(@RestClient UsersApi users) {
        this.users = users;
    }

    /** These people, {@code null} among them for nobody. */
    public Uni<Names> names(Collection<UUID> ids) {
        return with(ids, new Names(List.of()));
    }

    /** Some people, and those of these ids who are not among them. */
    public Uni<Names> with(Collection<UUID> ids, Names some) {
        var asked = new HashSet<>(ids);
        asked.removeIf(id -> id == null || some.isKnown(id));
        return asked.isEmpty()
                ? Uni.createFrom().item(some)
                : orKnown(
                                ask(asked),
                                () -> asked.stream()
                                        .map(known::getIfPresent)
                                        .filter(Objects::nonNull)
                                        .toList())
                        .map(some::and);
    }

    /** Whoever can be planned, by name: the first 2,000. */
    public Uni<Names> choices() {
        return active(null, MOST_CHOICES);
    }

    /**
     * Whoever can be planned, by name; or, if they are too many, who has the role.
     *
     * @param role {@code null} for any
     */
    Uni<Names> active(String role) {
        return active(null, Grid.MOST_ROWS)
                .chain(all -> all.isMore() && role != null
                        ? active(role, Grid.MOST_ROWS)
                        : Uni.createFrom().item(all));
    }

    private Uni<Names> active(String role, int most) {
        return orKnown(
                Listed.upTo(most, cursor -> users.find(null, "ACTIVE", role, Math.min(most, Listed.MOST), cursor))
                        .invoke(found -> remember(found.items()))
                        .map(found -> new Names(found.items(), false, found.next() != null)),
                () -> known.asMap().values().stream()
                        .filter(Person::isActive)
                        .filter(person -> role == null || person.roles().contains(role))
                        .sorted(Names.order())
                        .toList());
    }

    private Uni<Names> ask(Collection<UUID> ids) {
        return Listed.each(ids, users::query).map(found -> {
            known.invalidateAll(ids);
            remember(found);
            return new Names(found);
        });
    }

    private static Uni<Names> orKnown(Uni<Names> asked, Supplier<List<Person>> known) {
        return asked.onFailure(ApiProblem::isAway).recoverWithItem(failure -> {
            LOG.warnf("People are shown as they were told of last: %s", failure);
            return new Names(known.get(), true, false);
        });
    }

    private void remember(List<Person> people) {
        people.forEach(person -> known.put(
                person.id(),
                new Person(
                        person.id(),
                        person.name(),
                        null,
                        null,
                        null,
                        person.roles(),
                        person.status(),
                        person.version())));
    }
}

package dev.rota.board.roster;

import dev.rota.board.api.Absence;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Listed;
import dev.rota.board.api.Person;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.api.UsersApi;
import dev.rota.board.page.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks users and shifts for everything about a period, at once. Where one of them does not answer, the page shows what the
 * other one says.
 */
@ApplicationScoped
public class RosterReader {

    private static final Logger LOG = Logger.getLogger(RosterReader.class);
    /** The most that the API gives at once. */
    private static final int LIMIT = 500;

    private final UsersApi users;
    private final ShiftsApi shifts;
    /** Names and roles, which everybody may see: for when users does not answer. */
    private volatile List<Person> known = List.of();

    RosterReader(@RestClient UsersApi users, @RestClient ShiftsApi shifts) {
        this.users = users;
        this.shifts = shifts;
    }

    public Uni<Roster> read(Period period, Viewer viewer) {
        Set<String> missing = new ConcurrentSkipListSet<>();
        var people = orElse(people().invoke(this::remember), () -> known, "users_missing", missing);
        var planned = orElse(
                shifts(period.from(), period.to(), viewer.edition()), List::<Shift>of, "shifts_missing", missing);
        var absences = viewer.isPlanner() || viewer.isWorker()
                ? orElse(
                        all(cursor -> shifts.absences(period.from(), period.to(), LIMIT, cursor)),
                        List::<Absence>of,
                        "absences_missing",
                        missing)
                : Uni.createFrom().item(List.<Absence>of());
        var conflicts = viewer.isPlanner()
                ? orElse(
                        shifts.conflicts(period.from(), period.to()).map(Listed::items),
                        List::<Conflict>of,
                        "conflicts_missing",
                        missing)
                : Uni.createFrom().item(List.<Conflict>of());
        return Uni.combine()
                .all()
                .unis(people, planned, absences, conflicts)
                .with((someone, some, off, clashes) ->
                        new Roster(someone, some, off, clashes, List.copyOf(new TreeSet<>(missing))));
    }

    /** Everybody, by name. */
    public Uni<List<Person>> people() {
        return all(cursor -> users.list(LIMIT, cursor));
    }

    /** All of a window, by start. */
    public Uni<List<Shift>> shifts(Instant from, Instant to, String edition) {
        return all(cursor -> shifts.shifts(from, to, edition, LIMIT, cursor));
    }

    /** All pages of a list. */
    private static <T> Uni<List<T>> all(Function<String, Uni<Listed<T>>> page) {
        return all(page, null, List.of());
    }

    private static <T> Uni<List<T>> all(Function<String, Uni<Listed<T>>> page, String cursor, List<T> before) {
        return page.apply(cursor).chain(listed -> {
            var items = Stream.concat(before.stream(), listed.items().stream()).toList();
            return listed.next() == null ? Uni.createFrom().item(items) : all(page, listed.next(), items);
        });
    }

    private static <T> Uni<List<T>> orElse(
            Uni<List<T>> asked, Supplier<List<T>> otherwise, String name, Set<String> missing) {
        return asked.onFailure(RosterReader::isAway).recoverWithItem(failure -> {
            LOG.warnf("A page is shown without something (%s): %s", name, failure);
            missing.add(name);
            return otherwise.get();
        });
    }

    /** Whether it does not answer, or is asked for too much; and not, that it refuses whoever looks. */
    private static boolean isAway(Throwable failure) {
        return !(failure instanceof ApiProblem problem) || problem.status() >= 500 || problem.status() == 422;
    }

    private void remember(List<Person> people) {
        known = people.stream()
                .map(person -> new Person(
                        person.id(),
                        person.name(),
                        null,
                        null,
                        null,
                        person.roles(),
                        person.status(),
                        person.version()))
                .toList();
    }
}

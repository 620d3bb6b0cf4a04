package dev.rota.board.roster;

import dev.rota.board.api.Absence;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Listed;
import dev.rota.board.api.Person;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.api.UsersApi;
import dev.rota.board.page.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks users and shifts for everything about a period, at once. Where one of them does not answer, the page shows what the
 * other one says.
 */
@ApplicationScoped
public class RosterReader {

    private static final Logger LOG = Logger.getLogger(RosterReader.class);

    /** The longest window of a list, of which four make a year. */
    private static final Duration WINDOW = Duration.ofDays(92);

    private static final int WINDOWS = 4;

    private final UsersApi users;
    private final ShiftsApi shifts;
    private final RequestsApi requests;
    /** Names and roles, which everybody may see: for when users does not answer. */
    private volatile List<Person> known = List.of();

    RosterReader(@RestClient UsersApi users, @RestClient ShiftsApi shifts, @RestClient RequestsApi requests) {
        this.users = users;
        this.shifts = shifts;
        this.requests = requests;
    }

    public Uni<Roster> read(Period period, Viewer viewer) {
        Set<String> missing = new ConcurrentSkipListSet<>();
        var people = people(missing);
        var planned = orElse(
                shifts(period.from(), period.to(), viewer.edition()), List::<Shift>of, "shifts_missing", missing);
        var absences = viewer.isPlanner() || viewer.isWorker()
                ? orElse(
                        Listed.all(cursor ->
                                requests.absences(null, null, period.from(), period.to(), Listed.MOST, cursor)),
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

    /** Of everybody; where users does not answer, those that were known last. */
    public Uni<Names> names() {
        Set<String> missing = new ConcurrentSkipListSet<>();
        return people(missing).map(people -> new Names(people, !missing.isEmpty()));
    }

    /** Everybody, by name. */
    private Uni<List<Person>> people(Set<String> missing) {
        return orElse(
                Listed.all(cursor -> users.find(null, null, null, Listed.MOST, cursor))
                        .invoke(this::remember),
                () -> known,
                "users_missing",
                missing);
    }

    /** All of a window, by start. */
    public Uni<List<Shift>> shifts(Instant from, Instant to, String edition) {
        return Listed.all(cursor -> shifts.shifts(null, from, to, edition, Listed.MOST, cursor));
    }

    /**
     * Time off of the next year: as much of it as windows of a list reach.
     *
     * @param user {@code null} for anybody
     */
    public Uni<List<Absence>> absences(UUID user) {
        var now = Instant.now();
        return Uni.join()
                .all(IntStream.range(0, WINDOWS)
                        .mapToObj(window -> now.plus(WINDOW.multipliedBy(window)))
                        .map(from -> Listed.all(
                                cursor -> requests.absences(user, null, from, from.plus(WINDOW), Listed.MOST, cursor)))
                        .toList())
                .andFailFast()
                // One that reaches into two windows is in both.
                .map(listed -> listed.stream().flatMap(List::stream).distinct().toList());
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

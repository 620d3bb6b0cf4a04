package dev.rota.board.roster;

import dev.rota.board.api.Absence;
import dev.rota.board.api.ApiProblem;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Listed;
import dev.rota.board.api.RequestsApi;
import dev.rota.board.api.RequestsApi.Swap;
import dev.rota.board.api.Shift;
import dev.rota.board.api.ShiftsApi;
import dev.rota.board.page.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
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

    /** Of shifts, and of absences: more make a page that nobody can read, and that takes seconds to make. */
    private static final int MOST_SHOWN = 4 * Listed.MOST;

    /** The longest window of a list, of which four make a year. */
    private static final Duration WINDOW = Duration.ofDays(92);

    private static final int WINDOWS = 4;

    private final PeopleReader people;
    private final ShiftsApi shifts;
    private final RequestsApi requests;

    RosterReader(PeopleReader people, @RestClient ShiftsApi shifts, @RestClient RequestsApi requests) {
        this.people = people;
        this.shifts = shifts;
        this.requests = requests;
    }

    Uni<Roster> read(Period period, Filter filter, Viewer viewer) {
        Set<String> notes = new ConcurrentSkipListSet<>();
        var active = people.active(filter.role());
        var planned = orNothing(shifts(period, filter, viewer), "shifts_missing", notes);
        var absences = viewer.isPlanner() || viewer.isWorker()
                ? orNothing(
                        Listed.upTo(
                                MOST_SHOWN,
                                cursor ->
                                        requests.absences(null, null, period.from(), period.to(), Listed.MOST, cursor)),
                        "absences_missing",
                        notes)
                : Uni.createFrom().item(Listed.<Absence>none());
        var conflicts = viewer.isPlanner()
                ? orNothing(shifts.conflicts(period.from(), period.to()), "conflicts_missing", notes)
                : Uni.createFrom().item(Listed.<Conflict>none());
        return Uni.combine()
                .all()
                .unis(active, planned, absences, conflicts)
                .asTuple()
                .chain(asked -> {
                    var some = asked.getItem2().items();
                    var assignees = some.stream()
                            .filter(filter::shows)
                            .map(Shift::assignee)
                            .toList();
                    return people.with(assignees, asked.getItem1()).map(all -> {
                        if (all.isMissing()) {
                            notes.add("users_missing");
                        }
                        if (all.isMore()
                                || asked.getItem2().isCut()
                                || asked.getItem3().isCut()) {
                            notes.add(Grid.CUT);
                        }
                        return new Roster(
                                all.people(),
                                some,
                                asked.getItem3().items(),
                                asked.getItem4().items(),
                                List.copyOf(new TreeSet<>(notes)));
                    });
                });
    }

    /** Of every place, for the hours of people; or, if they are too many, of the one that is looked at. */
    private Uni<Listed<Shift>> shifts(Period period, Filter filter, Viewer viewer) {
        return shifts(null, period, viewer)
                .chain(all -> all.isCut() && filter.place() != null
                        ? shifts(filter.place(), period, viewer)
                        : Uni.createFrom().item(all));
    }

    private Uni<Listed<Shift>> shifts(String place, Period period, Viewer viewer) {
        return Listed.upTo(
                MOST_SHOWN,
                cursor -> shifts.shifts(place, period.from(), period.to(), viewer.edition(), Listed.MOST, cursor));
    }

    /** All of a window, by start. */
    public Uni<List<Shift>> shifts(Instant from, Instant to, String edition) {
        return Listed.all(cursor -> shifts.shifts(null, from, to, edition, Listed.MOST, cursor));
    }

    /** The first 500 of a window, by start. */
    public Uni<List<Shift>> first(Instant from, Instant to, String edition) {
        return shifts.shifts(null, from, to, edition, Listed.MOST, null).map(Listed::items);
    }

    /** Swaps, and those of their shifts that the edition has. */
    public record Swapped(List<Swap> swaps, List<Shift> shifts) {}

    /**
     * The first 500 swaps by expiry, with their shifts.
     *
     * @param user {@code null} for anybody
     * @param status {@code null} for any
     */
    public Uni<Swapped> swaps(UUID user, String status, String edition) {
        return requests.swaps(user, status, Listed.MOST)
                .map(Listed::items)
                .chain(swaps -> shifts(Swap.shifts(swaps), edition).map(shifts -> new Swapped(swaps, shifts)));
    }

    private Uni<List<Shift>> shifts(Collection<UUID> ids, String edition) {
        return Listed.each(ids, query -> shifts.query(edition, query));
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

    private static <T> Uni<Listed<T>> orNothing(Uni<Listed<T>> asked, String name, Set<String> notes) {
        return asked.onFailure(ApiProblem::isAway).recoverWithItem(failure -> {
            LOG.warnf("A page is shown without something (%s): %s", name, failure);
            notes.add(name);
            return Listed.none();
        });
    }
}

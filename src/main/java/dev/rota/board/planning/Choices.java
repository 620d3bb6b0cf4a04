package dev.rota.board.planning;

import dev.rota.board.api.Person;
import dev.rota.board.api.Shift;
import dev.rota.board.roster.Names;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one can choose in the form of a shift.
 *
 * @param people whoever is active, and the one who has the shift
 * @param unknown the id of the one who has it, where that is nobody who is known: so that it stays theirs
 * @param isMore whether there are people besides
 * @param zones of places that there are
 * @param otherZones all others
 */
public record Choices(
        List<Person> people,
        String unknown,
        boolean isMore,
        List<String> places,
        List<String> roles,
        List<String> zones,
        List<String> otherZones) {

    private static final Pattern REGION =
            Pattern.compile("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC");
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(REGION.asMatchPredicate())
            .sorted()
            .toList();

    /** @param shifts some that are planned about that time */
    static Choices of(Names names, List<Shift> shifts, ShiftForm form) {
        var people = names.people();
        var zones = new TreeSet<>(shifts.stream().map(Shift::zone).toList());
        if (!form.zone().isEmpty()) {
            zones.add(form.zone());
        }
        return new Choices(
                people.stream()
                        .filter(person -> person.isActive() || form.isFor(person.id()))
                        .toList(),
                form.who().isEmpty() || people.stream().anyMatch(person -> form.isFor(person.id())) ? null : form.who(),
                names.isMore(),
                distinct(shifts.stream().map(Shift::location)),
                distinct(Stream.concat(
                        shifts.stream().map(Shift::role), people.stream().flatMap(person -> person.roles().stream()))),
                List.copyOf(zones),
                ZONES.stream().filter(zone -> !zones.contains(zone)).toList());
    }

    /** That of the newest shift of the place. */
    static Optional<String> zone(List<Shift> shifts) {
        return shifts.stream().max(Comparator.comparing(Shift::start)).map(Shift::zone);
    }

    private static List<String> distinct(Stream<String> values) {
        return List.copyOf(new TreeSet<>(values.filter(Objects::nonNull).toList()));
    }
}

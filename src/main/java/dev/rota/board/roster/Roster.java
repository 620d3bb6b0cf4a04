package dev.rota.board.roster;

import dev.rota.board.api.Absence;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Person;
import dev.rota.board.api.Shift;
import java.util.List;
import java.util.UUID;

/**
 * What users and shifts say about a period.
 *
 * @param people by name
 * @param notes what cannot be shown, as keys of messages
 */
public record Roster(
        List<Person> people, List<Shift> shifts, List<Absence> absences, List<Conflict> conflicts, List<String> notes) {

    /** The same as long as all of it is the same. */
    String version() {
        var version = new StringBuilder();
        people.forEach(person -> append(version, person.id(), person.version()));
        shifts.forEach(shift -> append(version, shift.id(), shift.version()));
        absences.forEach(absence -> append(version, absence.id(), absence.version()));
        return version.append(conflicts).append(notes).toString();
    }

    private static void append(StringBuilder version, UUID id, int number) {
        version.append(id.getMostSignificantBits())
                .append(' ')
                .append(id.getLeastSignificantBits())
                .append(' ')
                .append(number)
                .append('\n');
    }
}

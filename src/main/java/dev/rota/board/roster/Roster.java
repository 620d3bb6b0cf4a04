package dev.rota.board.roster;

import dev.rota.board.api.Absence;
import dev.rota.board.api.Conflict;
import dev.rota.board.api.Person;
import dev.rota.board.api.Shift;
import java.util.List;

/**
 * What users and shifts say about a period.
 *
 * @param people by name
 * @param notes what cannot be shown, as keys of messages
 */
public record Roster(
        List<Person> people,
        List<Shift> shifts,
        List<Absence> absences,
        List<Conflict> conflicts,
        List<String> notes) {}

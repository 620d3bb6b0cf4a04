package dev.rota.board.roster;

import dev.rota.board.api.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People by their ids. */
public final class Names {

    private final Map<UUID, Person> people = new HashMap<>();

    public Names(List<Person> people) {
        people.forEach(person -> this.people.put(person.id(), person));
    }

    /** {@code null} for nobody, and for somebody who is not known. */
    public String of(UUID id) {
        var person = people.get(id);
        return person == null ? null : person.name();
    }

    /** Of an id as text; {@code null} for anything else. */
    public String named(String id) {
        try {
            return of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

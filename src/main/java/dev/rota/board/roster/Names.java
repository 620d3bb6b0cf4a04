package dev.rota.board.roster;

import dev.rota.board.api.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People by their ids. */
public final class Names {

    private final List<Person> people;
    private final boolean missing;
    private final Map<UUID, Person> byId = new HashMap<>();

    public Names(List<Person> people) {
        this(people, false);
    }

    /** @param missing whether users does not answer, so that these are the ones that were known last */
    Names(List<Person> people, boolean missing) {
        this.people = people;
        this.missing = missing;
        people.forEach(person -> byId.put(person.id(), person));
    }

    public List<Person> people() {
        return people;
    }

    public boolean isMissing() {
        return missing;
    }

    /** {@code null} for nobody, and for somebody who is not known. */
    public String of(UUID id) {
        var person = byId.get(id);
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

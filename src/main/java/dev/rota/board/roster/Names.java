package dev.rota.board.roster;

import dev.rota.board.api.Person;
import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** People by their ids, and by name. */
public final class Names {

    private final List<Person> people;
    private final boolean missing;
    private final boolean more;
    private final Map<UUID, Person> byId = new HashMap<>();

    public Names(List<Person> people) {
        this(people, false, false);
    }

    /**
     * @param missing whether users does not answer, so that these are the ones that were known last
     * @param more whether there are more of those who were asked for
     */
    Names(List<Person> people, boolean missing, boolean more) {
        this.people = people;
        this.missing = missing;
        this.more = more;
        people.forEach(person -> byId.put(person.id(), person));
    }

    /**
     * As users orders them: word by word, in every language as good as one order can be, whatever the case. For one
     * thread: a collator is not safe for more.
     */
    static Comparator<Person> order() {
        var words = Collator.getInstance(Locale.ROOT);
        words.setStrength(Collator.SECONDARY);
        return Comparator.comparing(
                        (Person person) -> person.name().split(" "),
                        (some, others) -> Arrays.compare(some, others, words::compare))
                .thenComparing(person -> person.id().toString());
    }

    /** All of these, and others. */
    Names and(Names others) {
        return new Names(
                Stream.concat(people.stream(), others.people.stream())
                        .sorted(order())
                        .toList(),
                missing || others.missing,
                more || others.more);
    }

    public List<Person> people() {
        return people;
    }

    public boolean isMissing() {
        return missing;
    }

    public boolean isMore() {
        return more;
    }

    boolean isKnown(UUID id) {
        return byId.containsKey(id);
    }

    /** {@code null} for nobody, and for somebody who is not known. */
    public String of(UUID id) {
        var person = byId.get(id);
        return person == null ? null : person.name();
    }

    /** Of an id as text; {@code null} for anything else. */
    public String named(String id) {
        return of(id(id));
    }

    /** {@code null} for a text that is no id. */
    public static UUID id(String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

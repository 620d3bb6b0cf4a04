package dev.rota.board.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.board.api.Person;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static Person person(String name) {
        return new Person(UUID.randomUUID(), name, null, null, null, List.of(), "ACTIVE", 0);
    }

    private static Names of(String... names) {
        return new Names(Stream.of(names).map(NamesTest::person).toList());
    }

    @Test
    void some_and_others_are_in_the_order_of_names() {
        var all = of("ada Byron", "Anna Bell", "Zoe").and(of("Ann Zed", "Émile", "Åke", "Ella", "Ada Lovelace"));
        assertEquals(
                List.of("ada Byron", "Ada Lovelace", "Åke", "Ann Zed", "Anna Bell", "Ella", "Émile", "Zoe"),
                all.people().stream().map(Person::name).toList());
    }

    @Test
    void all_of_them_are_missing_where_some_are() {
        var missing = new Names(List.of(), true, false);
        assertTrue(of("Ada").and(missing).isMissing());
        assertTrue(missing.and(of("Ada")).isMissing());
        assertFalse(of("Ada").and(of("Grace")).isMissing());
    }

    @Test
    void a_text_that_is_no_id_names_nobody() {
        var ada = person("Ada");
        var names = new Names(List.of(ada));
        assertEquals("Ada", names.named(ada.id().toString()));
        assertNull(names.named(UUID.randomUUID().toString()));
        assertNull(names.named("rota-copy"));
        assertNull(names.named(""));
        assertNull(names.named(null));
    }
}

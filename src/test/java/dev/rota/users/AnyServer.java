package dev.rota.users;

import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same letter, and what comes first, does not depend on the locale that the server was made with. */
abstract class AnyServer {

    @ParameterizedTest
    @CsvSource({
        "isil, ISIL", // In Turkish, the small letter of I has no dot.
        "ipek, İPEK",
        "andré, ANDRÉ", // In C, É is no letter.
        "straße, STRAẞE",
        "νίκη, ΝΊΚΗ"
    })
    void an_address_in_another_case_is_the_same(String one, String other) {
        String at = "." + unique() + "@example.com";
        user("email", one + at);
        refused(post(USERS, person("email", other + at)), 409, "urn:rota:email-taken", "email");
        assertEquals(
                1,
                get(USERS + query("prefix", other + at)).<List<?>>path("items").size());
    }

    @ParameterizedTest
    @CsvSource({"ışıl, IŞIL", "straße, STRASSE", "andré, andre"})
    void an_address_with_another_letter_is_another(String one, String other) {
        String at = "." + unique() + "@example.com";
        user("email", one + at);
        created(post(USERS, person("email", other + at)));
        assertEquals(
                1,
                get(USERS + query("prefix", other + at)).<List<?>>path("items").size());
    }

    @Test
    void names_are_found_and_in_order() {
        String t = unique();
        for (String name : List.of("Ipek", "ışık", "İnci", "Émile", "Eva", "zoe", "ZEKI")) {
            user("name", t + name);
        }
        for (String prefix : List.of(t, t.toUpperCase(Locale.ROOT))) {
            assertEquals(
                    List.of("Émile", "Eva", "İnci", "Ipek", "ışık", "ZEKI", "zoe"),
                    names(prefix).stream()
                            .map(name -> name.substring(t.length()))
                            .toList());
        }
        assertEquals(List.of(t + "İnci"), names(t + "IN"));
        assertEquals(List.of(t + "Émile"), names(t + "ÉM"));
    }

    private static List<String> names(String prefix) {
        return get(USERS + query("prefix", prefix)).path("items.name");
    }
}

package dev.rota.shifts.planning;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.with;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A place and a role are the same in whatever form they are written, wherever shifts are chosen by them. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PlacesTest {

    private static final String FROM = "2029-03-01T00:00:00Z";
    private static final String TO = "2029-03-02T00:00:00Z";

    /** What is written, and what is asked for. */
    static Stream<List<String>> forms() {
        return Stream.of("Caf\u00e9", " Caf\u00e9\u00a0", "Cafe\u0301", "\u3000Cafe\u0301\u2003")
                .flatMap(form -> Stream.of(List.of("Caf\u00e9", form), List.of(form, "Caf\u00e9")));
    }

    private static List<String> ids(String path, Object... parameters) {
        var list = get(path + query(parameters));
        list.then().statusCode(200);
        return list.path("items.id");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shifts_are_found_by_place_and_role_in_any_form(List<String> forms) {
        String t = unique();
        String ada = id(user());
        String place = forms.get(0).replace("Caf", t);
        String asked = forms.get(1).replace("Caf", t);
        var shift = shift("location", place, "role", "barista\u00a0", "assignee", ada);
        shift.then().body("location", is(t + "\u00e9")).body("role", is("barista"));
        var hers = List.of(id(shift));

        assertEquals(hers, ids(SHIFTS, "from", FROM, "location", asked, "role", " barista"));
        assertEquals(hers, ids(SHIFTS + "/now", "view", "planned", "at", "2029-03-01T09:00:00Z", "location", asked));
        assertEquals(hers, ids(PEOPLE + "/" + ada + "/shifts", "from", FROM, "location", asked));
        get(SHIFTS + "/conflicts" + query("from", FROM, "to", TO, "location", asked))
                .then()
                .body("checked", is(1));

        var selection = with(Map.of("from", FROM, "to", TO), "location", asked, "role", "barista ");
        post(SHIFTS + "/publish", selection).then().statusCode(200).body("published.id", is(hers));
        post(SHIFTS + "/copy", with(selection, "weeks", List.of(1)))
                .then()
                .statusCode(200)
                .body("created.source", is(hers));
        assertEquals(hers, ids(SHIFTS, "from", FROM, "to", TO, "location", asked, "view", "published"));
    }

    @ParameterizedTest
    @CsvSource({"location, '\u00a0'", "location, '\u200b'", "role, Barista", "role, bar\u200bista", "role, '\u00a0'"})
    void what_is_no_place_or_role_is_refused_wherever_it_is_asked_for(String field, String value) {
        for (String list : List.of("", "/now", field.equals("role") ? "" : "/conflicts")) {
            refused(get(SHIFTS + list + query(field, value)), 400, NO_TYPE, field);
        }
        var selection = with(Map.of("from", FROM, "to", TO), field, value);
        refused(post(SHIFTS + "/publish", selection), 400, NO_TYPE, field);
        refused(post(SHIFTS + "/copy", with(selection, "weeks", List.of(1))), 400, NO_TYPE, field);
    }

    @Test
    void notes_are_composed_and_otherwise_as_they_were_written() {
        shift("notes", "  Cafe\u0301\n").then().body("notes", is("  Caf\u00e9\n"));
    }
}

package dev.rota.shifts.planning;

import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.delete;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who looks at a list again and again gets it once. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PollingTest {

    private static final String FROM = "2029-03-01T00:00:00Z";
    private static final String DURING = "2029-03-01T09:00:00Z";

    /** A place of this test's own, so that the shifts of other tests change nothing. */
    private final String place = unique();

    private final String list = SHIFTS + query("from", FROM, "location", place);

    /** The ETag of a list that is another one than before. */
    private static String changed(String list, String before) {
        var now = get(list, "If-None-Match", before);
        now.then().statusCode(200).header("ETag", not(before));
        return now.header("ETag");
    }

    private static void unchanged(String list, String before) {
        for (String sent : List.of(before, "\"another\", W/" + before)) {
            get(list, "If-None-Match", sent)
                    .then()
                    .statusCode(304)
                    .header("ETag", before)
                    .header("Cache-Control", "private, no-cache")
                    .body(emptyString());
        }
    }

    private static void change(String shift, String field, String value) {
        patch(SHIFTS + "/" + shift, Map.of(field, value), "If-Match", "*")
                .then()
                .statusCode(200);
    }

    @Test
    void a_list_that_is_as_it_was_is_not_sent_again() {
        String person = id(user());
        shift("location", place, "assignee", person, "status", "PUBLISHED");
        for (String same : List.of(
                list,
                list + "&view=published",
                SHIFTS + "/now" + query("at", DURING, "location", place, "view", "planned"),
                PEOPLE + "/" + person + "/shifts" + query("from", FROM))) {
            var first = get(same);
            first.then().statusCode(200);
            unchanged(same, first.header("ETag"));
        }
    }

    @Test
    void a_list_is_sent_again_when_a_shift_comes_changes_goes_or_is_cancelled() {
        String empty = get(list).header("ETag");
        unchanged(list, empty);
        String one = id(shift("location", place));
        String came = changed(list, empty);
        change(one, "notes", "Keys are with Mary");
        String noted = changed(list, came);
        String two = id(shift("location", place));
        String both = changed(list, noted);
        change(two, "location", unique());
        assertEquals(noted, changed(list, both));
        delete(SHIFTS + "/" + one, "If-Match", "*").then().statusCode(200);
        changed(list, noted);
    }

    @Test
    void a_change_elsewhere_sends_nothing_again() {
        shift("location", place);
        String before = get(list).header("ETag");
        shift("location", unique());
        unchanged(list, before);
    }

    @Test
    void the_next_page_is_another_one() {
        shift("location", place);
        shift("location", place);
        var first = get(list + "&limit=1");
        String next = first.path("next");
        changed(list + "&limit=1&cursor=" + next, first.header("ETag"));
    }

    @Test
    void what_a_planner_has_is_not_what_a_worker_gets() {
        String email = email();
        user("email", email);
        shift("location", place, "status", "PUBLISHED");
        String published = list + "&view=published";
        var planner = get(published);
        List<String> shown = planner.path("items.id");
        assertEquals(1, shown.size());
        get(published, "Authorization", Tokens.person(email), "If-None-Match", planner.header("ETag"))
                .then()
                .statusCode(200)
                .body("items.id", is(shown));
    }
}

package dev.rota.shared.wire;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.walk;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How lists are read page by page, whatever they list. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class PagingTest {

    private static String add(Resource resource, String list, String place) {
        return add(resource, list, place, "barista");
    }

    private static String add(Resource resource, String list, String place, String role) {
        return id(created(post(resource.path(), resource.listed(list, place, role))));
    }

    private static List<String> ids(String path) {
        var list = get(path);
        list.then().statusCode(200);
        return list.path("items.id");
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void a_page_has_100_where_no_limit_is_given_and_at_most_500(Resource resource) {
        String t = unique();
        together(
                8,
                i -> IntStream.range(0, 13).mapToObj(j -> add(resource, t, "m")).toList());
        assertEquals(100, ids(resource.list(t)).size());
        assertEquals(104, ids(resource.list(t, "limit", 500)).size());
        assertEquals(1, ids(resource.list(t, "limit", 1)).size());
        assertEquals(104, walk(resource.list(t)).stream().distinct().count());
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void the_last_page_has_no_next(Resource resource) {
        String t = unique();
        add(resource, t, "a");
        add(resource, t, "b");
        get(resource.list(t, "limit", 2))
                .then()
                .body("items", hasSize(2))
                .body("$", not(hasKey("next")))
                .header("Link", nullValue());
        get(resource.list(t, "limit", 1))
                .then()
                .body("items", hasSize(1))
                .body("next", notNullValue())
                .header("Link", notNullValue());
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void the_next_page_keeps_the_filters(Resource resource) {
        String t = unique() + " &=%/ä";
        var wanted = Stream.of("a", "b", "d", "e")
                .map(place -> add(resource, t, place, "barista"))
                .toList();
        add(resource, t, "c", "cook");
        assertEquals(wanted, walk(resource.list(t, "role", "barista", "limit", 1)));
    }

    /** Three of each place, so that pages of two end in the middle of them; the case of a name does not count. */
    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void everything_is_seen_once_in_order_while_more_is_added_between_the_pages(Resource resource) {
        String t = unique();
        var original = Stream.of("b", "B", "b", "d", "D", "d", "F", "f", "F", "h", "H", "h")
                .map(place -> add(resource, t, place))
                .toList();
        var seen = walk(resource.list(t, "limit", 2), page -> {
            if (page < 5) {
                Stream.of("a", "B", "c", "d", "E", "f", "g", "H", "z").forEach(place -> add(resource, t, place));
            }
        });
        assertEquals(seen.stream().distinct().toList(), seen);
        assertEquals(original, seen.stream().filter(original::contains).toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void an_empty_parameter_is_not_as_good_as_none(Resource resource) {
        refused(
                get(resource.list(unique(), "role", "", "status", "", "limit", "", "cursor", "")),
                400,
                NO_TYPE,
                "role",
                "status",
                "limit",
                "cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users",
                "/v1/shifts",
                "/v1/shifts/now",
                "/v1/people/01980a5e-0000-7000-8000-000000000000/shifts",
                "/v1/people/01980a5e-0000-7000-8000-000000000000/shifts/claimable",
                "/v1/absences",
                "/v1/swaps",
                "/v1/calendars",
                "/v1/users/changes",
                "/v1/shifts/changes"
            })
    void a_limit_is_1_to_500_and_a_cursor_is_one_that_was_given(String list) {
        for (String limit : List.of("0", "-1", "501", "many", "1.5", "99999999999", "+5", "\u0665")) {
            refused(get(list + query("limit", limit)), 400, NO_TYPE, "limit");
        }
        for (String cursor : List.of("*", "QWRh", "nonsense", "%%", " ")) {
            refused(get(list + query("cursor", cursor)), 400, NO_TYPE, "cursor");
        }
        String nowhere = new Cursor("a\u0000", UUID.randomUUID()).toString();
        refused(get(list + query("cursor", nowhere)), 400, NO_TYPE, "cursor");
    }

    /** PostgreSQL stores nothing of the years before -4713 and after 294276. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/shifts",
                "/v1/shifts?view=published",
                "/v1/shifts/now",
                "/v1/people/01980a5e-0000-7000-8000-000000000000/shifts",
                "/v1/people/%s/shifts/claimable",
                "/v1/absences",
                "/v1/swaps"
            })
    void a_cursor_of_a_time_that_nothing_is_of_is_refused(String list) {
        String path = list.contains("%s") ? list.formatted(id(user())) : list;
        for (String instant : List.of(
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "+294277-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-4713-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "2029-03-01T09:00:00+01:00",
                "2029-03-01T08:00Z",
                "2029-03-01T08:00:00.0Z")) {
            String cursor = new Cursor(instant, UUID.randomUUID()).toString();
            refused(
                    get(path + query("cursor", cursor).replace("?", path.contains("?") ? "&" : "?")),
                    400,
                    NO_TYPE,
                    "cursor");
        }
    }
}

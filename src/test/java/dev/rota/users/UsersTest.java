package dev.rota.users;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.items;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.walk;
import static dev.rota.support.Api.whole;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Databases.class)
class UsersTest {

    private static final String EMAIL_TAKEN = "urn:rota:email-taken";
    private static final String KEY_REUSED = "urn:rota:idempotency-key-reused";

    private static String at(Response user) {
        return at(id(user));
    }

    private static String at(String id) {
        return USERS + "/" + id;
    }

    // ------------------------------------------------------------------------------------------------ create, get

    @Test
    void a_new_person_has_a_trimmed_name_and_defaults() {
        String email = email();
        var ada = user("name", "  Ada\u2003", "email", " " + email + " ");
        ada.then()
                .body("name", is("Ada"))
                .body("email", is(email))
                .body("phone", nullValue())
                .body("zone", nullValue())
                .body("roles", is(List.of()))
                .body("status", is("ACTIVE"));
    }

    @Test
    void roles_are_listed_in_one_order() {
        user("roles", List.of("keyholder", "barista")).then().body("roles", contains("barista", "keyholder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", "ada"})
    void nobody_who_is_unknown_is_deactivated_or_reactivated(String id) {
        refused(post(at(id) + "/deactivate", null), 404, NO_TYPE);
        refused(post(at(id) + "/reactivate", null), 404, NO_TYPE);
    }

    // ------------------------------------------------------------------------------------------------ e-mail

    @Test
    void an_email_address_belongs_to_one_person_whatever_its_case() {
        String email = email();
        user("email", email);
        String same = email.toUpperCase();
        var grace = user();
        refused(post(USERS, person("email", same)), 409, EMAIL_TAKEN, "email");
        refused(put(at(grace), person("email", same), "If-Match", "*"), 409, EMAIL_TAKEN, "email");
        refused(patch(at(grace), Map.of("email", same), "If-Match", "*"), 409, EMAIL_TAKEN, "email");
        assertEquals(grace.asString(), get(at(grace)).asString());
    }

    @Test
    void a_person_may_write_the_own_address_in_another_case() {
        String email = email();
        var ada = user("email", email);
        patch(at(ada), Map.of("email", email.toUpperCase()), "If-Match", "*")
                .then()
                .statusCode(200)
                .body("email", is(email.toUpperCase()));
    }

    @Test
    void of_many_who_register_one_address_at_once_exactly_one_does() {
        String email = email();
        var answers = together(20, i -> post(USERS, person("email", i % 2 == 0 ? email : email.toUpperCase())));
        assertEquals(Map.of(201, 1L, 409, 19L), answers.stream().collect(groupingBy(Response::statusCode, counting())));
        answers.stream().filter(a -> a.statusCode() == 409).forEach(a -> refused(a, 409, EMAIL_TAKEN, "email"));
    }

    @Test
    void an_email_address_belongs_to_one_person_whatever_its_unicode_form() {
        String email = email();
        user("email", "andr\u00e9." + email).then().body("email", is("andr\u00e9." + email));
        for (String same : List.of("andre\u0301.", "ANDRE\u0301.", "\u00a0andr\u00e9.")) {
            var grace = user();
            refused(post(USERS, person("email", same + email)), 409, EMAIL_TAKEN, "email");
            refused(patch(at(grace), Map.of("email", same + email), "If-Match", "*"), 409, EMAIL_TAKEN, "email");
        }
    }

    // ------------------------------------------------------------------------------------------------ validation

    static Stream<String[]> invalid() {
        return Stream.of(
                new String[] {"email", "null"},
                new String[] {"email", "''"},
                new String[] {"email", "'ada'"},
                new String[] {"email", "'ada@'"},
                new String[] {"email", "'@example.com'"},
                new String[] {"email", "'ada @example.com'"},
                new String[] {"email", "'ada@example.com\\u0000'"},
                new String[] {"email", "'a\\u200bda@example.com'"},
                new String[] {"email", "'ada\\u202e@example.com'"},
                new String[] {"email", "'ada\\u00a0b@example.com'"},
                new String[] {"email", "'ada@exam\\u00adple.com'"},
                new String[] {"email", "'" + "x".repeat(250) + "@e.com'"},
                new String[] {"email", "1"},
                new String[] {"phone", "''"},
                new String[] {"phone", "'4930123456'"},
                new String[] {"phone", "'+0930123456'"},
                new String[] {"phone", "'+1'"},
                new String[] {"phone", "'+1234567890123456'"},
                new String[] {"phone", "'+49 30 123456'"},
                new String[] {"phone", "'+4930123456\\n'"},
                new String[] {"phone", "4930123456"},
                new String[] {"roles", "'barista'"},
                new String[] {"roles", "''"},
                new String[] {"roles", "{}"},
                new String[] {"roles", "['Barista']"},
                new String[] {"roles", "['']"},
                new String[] {"roles", "['-barista']"},
                new String[] {"roles", "['barista-']"},
                new String[] {"roles", "['key holder']"},
                new String[] {"roles", "['bar\\u200bista']"},
                new String[] {"roles", "['barista', ' barista\\u00a0']"},
                new String[] {"roles", "['" + "x".repeat(33) + "']"},
                new String[] {"roles", "[null]"},
                new String[] {"roles", "[1]"},
                new String[] {"roles", "['barista', 'keyholder', 'barista']"},
                new String[] {
                    "roles",
                    IntStream.range(0, 21)
                            .mapToObj(i -> "'r" + i + "'")
                            .toList()
                            .toString()
                },
                new String[] {"status", "'INACTIVE'"},
                new String[] {"status", "null"});
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void a_field_that_is_not_valid_is_named(String field, String value) {
        Resource.USERS.refuses(field, value);
    }

    @Test
    void every_field_that_is_not_valid_is_named_at_once() {
        refused(post(USERS, person("name", "", "phone", "1")), 400, NO_TYPE, "name", "phone")
                .then()
                .body("errors", hasSize(2));
    }

    static Stream<String[]> valid() {
        return Stream.of(
                new String[] {"name", "x".repeat(200)},
                // Characters, not UTF-16 units: each of these is two.
                new String[] {"name", "\ud83d\ude80".repeat(200)},
                new String[] {"name", "X"},
                new String[] {"name", "100 % _Ada_ \\ 'Åsa' \u5c0f"},
                new String[] {"phone", "+12"},
                new String[] {"phone", "+123456789012345"},
                new String[] {"zone", "UTC"},
                new String[] {"zone", "America/Argentina/Buenos_Aires"});
    }

    @ParameterizedTest
    @MethodSource("valid")
    void a_field_may_go_to_its_limits(String field, String value) {
        get(at(user(field, value))).then().body(field, is(value));
    }

    @Test
    void white_space_around_a_name_does_not_count_towards_its_length() {
        user("name", "  " + "x".repeat(200) + "  ").then().body("name", is("x".repeat(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "a-b", "0", "a2345678901234567890123456789012"})
    void a_role_is_a_code(String role) {
        user("roles", List.of(role)).then().body("roles", contains(role));
    }

    // ------------------------------------------------------------------------------------------------ list

    private static List<String> names(Object... parameters) {
        var list = get(USERS + query(parameters));
        list.then().statusCode(200);
        return list.path("items.name");
    }

    @Test
    void people_are_listed_by_name_without_regard_to_case() {
        String t = unique();
        for (String name : List.of("b", "C", "A", "a b")) {
            user("name", t + name);
        }
        assertEquals(List.of(t + "A", t + "a b", t + "b", t + "C"), names("prefix", t));
    }

    /** The server that the tests use would sort by bytes. */
    @Test
    void people_are_listed_in_the_order_that_people_expect() {
        String t = unique();
        var expected = Stream.of(
                        "Ada",
                        "Adam",
                        "\u00c5ke",
                        "Albert",
                        "emil",
                        "\u00c9mile",
                        "Eva",
                        "\u0141ukasz",
                        "Lydia",
                        "Olga",
                        "\u00f6mer",
                        "Oskar",
                        "Zoe",
                        "\u0410\u043b\u043b\u0430",
                        "\u5c0f")
                .map(name -> t + name)
                .toList();
        var shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.forEach(name -> user("name", name));
        assertEquals(expected, names("prefix", t));
        assertEquals(
                expected,
                items(USERS + query("prefix", t, "limit", 2), page -> {}).stream()
                        .map(user -> user.get("name"))
                        .toList());
    }

    /** Pages end in the middle of names that are equal in that order, and between those that differ in an accent. */
    @Test
    void every_page_goes_on_where_the_one_before_ended_whatever_the_names() {
        String t = unique();
        var ids = new ArrayList<String>();
        for (String name :
                List.of("\u00e9", "E", "e", "\u00c9", "\u00df", "ss", "-", "\ud83d\ude80", " 7", "\u0130", "i")) {
            for (int i = 0; i < 3; i++) {
                ids.add(id(user("name", t + name + "x")));
            }
        }
        Collections.sort(ids);
        for (int limit : List.of(1, 2, 5)) {
            var seen = walk(USERS + query("prefix", t, "limit", limit));
            assertEquals(walk(USERS + query("prefix", t)), seen);
            assertEquals(ids, seen.stream().sorted().toList());
        }
    }

    @Test
    void people_of_one_name_are_listed_in_one_order() {
        String t = unique();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(id(user("name", i % 2 == 0 ? t : t.toUpperCase())));
        }
        Collections.sort(ids);
        assertEquals(ids, walk(USERS + query("prefix", t, "limit", 2)));
    }

    @Test
    void a_prefix_is_of_the_name_or_of_the_address() {
        String t = unique();
        user("name", t + " by name");
        user("name", "by address", "email", t + "@example.com");
        user("name", "in the middle " + t);
        for (String prefix : List.of(t, t.toUpperCase())) {
            assertEquals(List.of("by address", t + " by name"), names("prefix", prefix));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "\\%", "%_\\"})
    void a_prefix_is_taken_literally(String special) {
        String t = unique();
        user("name", t + special + "x");
        user("name", t + "other");
        assertEquals(List.of(t + special + "x"), names("prefix", t + special));
    }

    @Test
    void people_are_filtered_by_status_and_role_together() {
        String t = unique();
        String role = t.substring(0, 32);
        var both = user("name", t + 1, "roles", List.of("barista", role));
        user("name", t + 2, "roles", List.of(role));
        var inactive = user("name", t + 3, "roles", List.of(role));
        post(at(inactive) + "/deactivate", null).then().statusCode(200);
        user("name", t + 4);

        assertEquals(List.of(t + 1, t + 2, t + 3), names("role", role));
        assertEquals(List.of(t + 1, t + 2), names("role", role, "status", "ACTIVE"));
        assertEquals(List.of(t + 3), names("role", role, "status", "INACTIVE"));
        assertEquals(List.of(t + 3), names("prefix", t, "status", "INACTIVE"));
        assertEquals(List.of((String) both.path("name")), names("prefix", t, "role", "barista"));
        assertEquals(List.of(), names("role", role.substring(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "GONE"})
    void a_status_that_is_not_one_is_refused(String status) {
        refused(get(USERS + query("status", status)), 400, NO_TYPE, "status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\nb", "\u007f", " ", "\u00a0", "\u200b"})
    void a_prefix_is_a_text_with_something_that_is_seen(String prefix) {
        refused(get(USERS + query("prefix", prefix)), 400, NO_TYPE, "prefix");
    }

    @Test
    void people_are_found_whatever_the_form_of_what_is_searched() {
        String t = unique();
        String role = t.substring(0, 32);
        user("name", t + "\u00e9", "roles", List.of("\u00a0" + role));
        user("name", "\u2003" + t + "e\u0301 ", "roles", List.of(role + " "));
        var both = List.of(t + "\u00e9", t + "\u00e9");
        for (String prefix : List.of("\u00e9", "e\u0301", "\u00c9", "E\u0301 ")) {
            assertEquals(both, names("prefix", "\u00a0" + t + prefix));
        }
        assertEquals(both, names("role", role + "\u00a0"));
        refused(get(USERS + query("role", "Barista")), 400, NO_TYPE, "role");
    }

    // ------------------------------------------------------------------------------------------------ replace

    @Test
    void a_replacement_does_not_reactivate() {
        var ada = user();
        post(at(ada) + "/deactivate", null);
        put(at(ada), person(), "If-Match", "*").then().statusCode(200).body("status", is("INACTIVE"));
    }

    // ------------------------------------------------------------------------------------------------ patch

    @Test
    void a_patch_replaces_a_list_as_a_whole_and_null_empties_it() {
        String ada = at(user("roles", List.of("barista", "keyholder")));
        patch(ada, Map.of("roles", List.of("cook")), "If-Match", "*").then().body("roles", contains("cook"));
        patch(ada, "{\"roles\": null}", "If-Match", "*").then().body("roles", is(List.of()));
    }

    // ------------------------------------------------------------------------------------------------ status

    @Test
    void deactivating_and_reactivating_twice_changes_nothing_the_second_time() {
        var ada = user();
        int version = 0;
        for (var step : List.of(List.of("deactivate", "INACTIVE"), List.of("reactivate", "ACTIVE"))) {
            version++;
            var first = post(at(ada) + "/" + step.get(0), null);
            first.then()
                    .statusCode(200)
                    .header("ETag", is("\"" + version + "\""))
                    .body("status", is(step.get(1)))
                    .body("version", is(version))
                    .body("name", is(ada.<Object>path("name")));
            assertEquals(whole(first), whole(post(at(ada) + "/" + step.get(0), null)));
            assertEquals(first.asString(), get(at(ada)).asString());
        }
    }

    // ------------------------------------------------------------------------------------------------ Idempotency-Key

    @Test
    void a_key_for_registering_is_not_for_deactivating() {
        String key = unique();
        created(post(USERS, person(), "Idempotency-Key", key));
        refused(post(at(user()) + "/deactivate", null, "Idempotency-Key", key), 422, KEY_REUSED);
    }

    @Test
    void a_deactivation_that_arrives_again_late_does_not_undo_a_reactivation() {
        String ada = at(user());
        String key = unique();
        var first = post(ada + "/deactivate", null, "Idempotency-Key", key);
        post(ada + "/reactivate", null).then().statusCode(200);
        assertEquals(whole(first), whole(post(ada + "/deactivate", null, "Idempotency-Key", key)));
        get(ada).then().body("status", is("ACTIVE")).body("version", is(2));
        refused(post(ada + "/reactivate", null, "Idempotency-Key", key), 422, KEY_REUSED);
        refused(post(at(user()) + "/deactivate", null, "Idempotency-Key", key), 422, KEY_REUSED);
    }
}

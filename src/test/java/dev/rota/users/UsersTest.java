package dev.rota.users;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.json;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.send;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.walk;
import static dev.rota.support.Api.whole;
import static dev.rota.support.Api.with;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Databases.class)
class UsersTest {

    private static final String EMAIL_TAKEN = "urn:rota:email-taken";
    private static final String KEY_REUSED = "urn:rota:idempotency-key-reused";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static String at(Response user) {
        return at(id(user));
    }

    private static String at(String id) {
        return USERS + "/" + id;
    }

    // ------------------------------------------------------------------------------------------------ create, get

    @Test
    void a_new_person_has_a_trimmed_name_an_address_a_version_and_defaults() {
        String email = email();
        var ada = user("name", "  Ada\u2003", "email", " " + email + " ");
        ada.then()
                .header("Location", endsWith(at(ada)))
                .header("ETag", is("\"0\""))
                .body("name", is("Ada"))
                .body("email", is(email))
                .body("phone", nullValue())
                .body("zone", nullValue())
                .body("roles", is(List.of()))
                .body("status", is("ACTIVE"))
                .body("version", is(0))
                .body("createdAt", notNullValue())
                .body("updatedAt", is(ada.<Object>path("createdAt")));
        assertEquals(7, UUID.fromString(id(ada)).version());
    }

    @Test
    void a_person_reads_as_it_was_written() {
        var ada = user("phone", "+4930123456", "zone", "Europe/Berlin", "roles", List.of("keyholder", "barista"));
        ada.then()
                .body("phone", is("+4930123456"))
                .body("zone", is("Europe/Berlin"))
                .body("roles", contains("barista", "keyholder"));
        var read = get(at(ada));
        read.then().statusCode(200).header("ETag", is("\"0\""));
        assertEquals(ada.asString(), read.asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", "ada"})
    void nobody_has_an_unknown_id(String id) {
        refused(get(at(id)), 404, NO_TYPE);
        refused(put(at(id), person(), "If-Match", "*"), 404, NO_TYPE);
        refused(patch(at(id), "{}", "If-Match", "*"), 404, NO_TYPE);
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

    // ------------------------------------------------------------------------------------------------ validation

    static Stream<String[]> invalid() {
        return Stream.of(
                new String[] {"name", "null"},
                new String[] {"name", "''"},
                new String[] {"name", "' \\t '"},
                new String[] {"name", "'" + "x".repeat(201) + "'"},
                new String[] {"name", "'Ada\\nLovelace'"},
                new String[] {"name", "'Ada\\u007fLovelace'"},
                new String[] {"name", "'Ada\\u0000'"},
                new String[] {"name", "'Ada\\ud800'"},
                new String[] {"name", "'\\udc00Ada'"},
                new String[] {"name", "1"},
                new String[] {"name", "1.5"},
                new String[] {"name", "true"},
                new String[] {"name", "['Ada']"},
                new String[] {"name", "{}"},
                new String[] {"email", "null"},
                new String[] {"email", "''"},
                new String[] {"email", "'ada'"},
                new String[] {"email", "'ada@'"},
                new String[] {"email", "'@example.com'"},
                new String[] {"email", "'ada @example.com'"},
                new String[] {"email", "'ada@example.com\\u0000'"},
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
                new String[] {"zone", "''"},
                new String[] {"zone", "'EST'"},
                new String[] {"zone", "'+02:00'"},
                new String[] {"zone", "'UTC+2'"},
                new String[] {"zone", "'Europe/berlin'"},
                new String[] {"zone", "'Europe/Atlantis'"},
                new String[] {"zone", "'Europe/Berlin\\u0000'"},
                new String[] {"zone", "2"},
                new String[] {"roles", "'barista'"},
                new String[] {"roles", "''"},
                new String[] {"roles", "{}"},
                new String[] {"roles[0]", "['Barista']"},
                new String[] {"roles[0]", "['']"},
                new String[] {"roles[0]", "['-barista']"},
                new String[] {"roles[0]", "['barista-']"},
                new String[] {"roles[0]", "['key holder']"},
                new String[] {"roles[0]", "['" + "x".repeat(33) + "']"},
                new String[] {"roles[0]", "[null]"},
                new String[] {"roles[0]", "[1]"},
                new String[] {
                    "roles",
                    IntStream.range(0, 21)
                            .mapToObj(i -> "'r" + i + "'")
                            .toList()
                            .toString()
                },
                new String[] {"status", "'INACTIVE'"},
                new String[] {"nickname", "'Ada'"},
                new String[] {"Name", "'Ada'"});
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void a_field_that_is_not_valid_is_named(String field, String value) {
        String name = field.replace("[0]", "");
        var raw = new RawValue(value.replace('\'', '"'));
        String blamed = field.startsWith("roles") ? "roles" : field;
        for (var answer : List.of(
                post(USERS, person(name, raw)),
                put(at(user()), person(name, raw), "If-Match", "*"),
                patch(at(user()), with(Map.of("zone", "UTC"), name, raw), "If-Match", "*"))) {
            refused(answer, 400, NO_TYPE);
            List<String> fields = answer.path("errors.field");
            assertEquals(
                    List.of(true),
                    fields.stream().map(f -> f.startsWith(blamed)).distinct().toList(),
                    fields::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "email"})
    void a_required_field_that_is_absent_is_named(String field) {
        var body = person();
        body.remove(field);
        refused(post(USERS, body), 400, NO_TYPE, field).then().body("errors", hasSize(1));
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
        user("roles", List.of(role, role)).then().body("roles", contains(role));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "'Ada'",
                "{'name': 'Ada', 'name': 'Ada', 'email': 'twice@example.com'}",
                "{'name': 'Ada', 'email': 'twice@example.com'} {}",
                "{'name': 'Ada', 'email': 'twice@example.com',}"
            })
    void a_body_that_is_not_one_json_object_is_refused(String body) {
        String raw = body.replace('\'', '"');
        refused(post(USERS, raw), 400, NO_TYPE);
        refused(put(at(user()), raw, "If-Match", "*"), 400, NO_TYPE);
    }

    @Test
    void only_json_is_taken() {
        String ada = at(user());
        refused(post(USERS, json(person()), "Content-Type", "text/plain"), 415, NO_TYPE);
        refused(put(ada, json(person()), "Content-Type", "text/plain", "If-Match", "*"), 415, NO_TYPE);
        refused(patch(ada, "{}", "Content-Type", "application/json-patch+json", "If-Match", "*"), 415, NO_TYPE);
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
    @CsvSource({
        "status, active",
        "status, GONE",
        "limit, 0",
        "limit, -1",
        "limit, 501",
        "limit, many",
        "limit, 1.5",
        "limit, 99999999999",
        "cursor, '*'",
        "cursor, QWRh"
    })
    void a_parameter_that_is_not_valid_is_named(String parameter, String value) {
        refused(get(USERS + query(parameter, value)), 400, NO_TYPE, parameter);
    }

    @Test
    void an_empty_parameter_is_as_good_as_none() {
        String t = unique();
        user("name", t);
        assertEquals(List.of(t), names("prefix", t, "role", "", "status", "", "limit", "", "cursor", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\n", "\u007f"})
    void a_prefix_holds_no_control_characters(String prefix) {
        refused(get(USERS + query("prefix", prefix)), 400, NO_TYPE, "prefix");
    }

    static Stream<String> forged_cursors() {
        var id = UUID.randomUUID();
        return Stream.of(
                        "A\u0000" + id,
                        "Ada" + id.toString().replace('-', 'x'),
                        id.toString().substring(1))
                .map(text -> Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("forged_cursors")
    void a_forged_cursor_is_refused(String cursor) {
        refused(get(USERS + query("cursor", cursor)), 400, NO_TYPE, "cursor");
    }

    @Test
    void a_page_has_100_people_where_no_limit_is_given_and_at_most_500() {
        String t = unique();
        together(
                8,
                i -> IntStream.range(0, 13)
                        .mapToObj(j -> id(user("name", t + i + " " + j)))
                        .toList());
        assertEquals(100, names("prefix", t).size());
        assertEquals(104, names("prefix", t, "limit", 500).size());
        assertEquals(1, names("prefix", t, "limit", 1).size());
        assertEquals(104, walk(USERS + query("prefix", t)).stream().distinct().count());
    }

    @Test
    void the_last_page_has_no_next() {
        String t = unique();
        user("name", t + 1);
        user("name", t + 2);
        get(USERS + query("prefix", t, "limit", 2))
                .then()
                .body("items", hasSize(2))
                .body("$", not(hasKey("next")))
                .header("Link", nullValue());
        get(USERS + query("prefix", t, "limit", 1))
                .then()
                .body("next", notNullValue())
                .header("Link", notNullValue());
    }

    @Test
    void the_next_page_keeps_the_filters() {
        String t = unique() + " &=%/ä";
        for (int i = 0; i < 5; i++) {
            user("name", t + i, "roles", i == 2 ? List.of() : List.of("barista"));
        }
        assertEquals(
                4,
                walk(USERS + query("prefix", t, "role", "barista", "limit", 1)).size());
    }

    @Test
    void everybody_is_seen_once_while_others_register_between_the_pages() {
        String t = unique();
        var original = Stream.of("b", "D", "f", "F", "h", "j", "l")
                .map(name -> id(user("name", t + name)))
                .toList();
        var seen = walk(USERS + query("prefix", t, "limit", 2), page -> {
            for (String name : List.of("a", "c", "E", "f", "g", "i", "z")) {
                if (page < 3) {
                    user("name", t + name);
                }
            }
        });
        assertEquals(List.copyOf(seen), seen.stream().distinct().toList());
        assertEquals(
                original.stream().sorted().toList(),
                seen.stream().filter(original::contains).sorted().toList());
    }

    // ------------------------------------------------------------------------------------------------ replace

    @Test
    void a_replacement_leaves_nothing_of_what_was_there() {
        var ada = user("phone", "+4930123456", "zone", "Europe/Berlin", "roles", List.of("barista"));
        String email = email();
        var replaced = put(at(ada), person("name", " Grace ", "email", email), "If-Match", "\"0\"");
        replaced.then()
                .statusCode(200)
                .header("ETag", is("\"1\""))
                .body("id", is(id(ada)))
                .body("name", is("Grace"))
                .body("email", is(email))
                .body("phone", nullValue())
                .body("zone", nullValue())
                .body("roles", is(List.of()))
                .body("version", is(1))
                .body("createdAt", is(ada.<Object>path("createdAt")))
                .body("updatedAt", not(is(ada.<Object>path("updatedAt"))));
        assertEquals(replaced.asString(), get(at(ada)).asString());
    }

    @Test
    void a_replacement_does_not_reactivate() {
        var ada = user();
        post(at(ada) + "/deactivate", null);
        put(at(ada), person(), "If-Match", "*").then().statusCode(200).body("status", is("INACTIVE"));
    }

    // ------------------------------------------------------------------------------------------------ patch

    @ParameterizedTest
    @ValueSource(strings = {MERGE_PATCH, "application/json", "application/json; charset=utf-8"})
    void a_patch_changes_what_it_names_and_removes_what_is_null(String mediaType) {
        var ada = user("phone", "+4930123456", "zone", "Europe/Berlin", "roles", List.of("barista"));
        var patched = patch(
                at(ada), "{\"name\": \" Grace \", \"phone\": null}", "If-Match", "\"0\"", "Content-Type", mediaType);
        patched.then()
                .statusCode(200)
                .header("ETag", is("\"1\""))
                .body("name", is("Grace"))
                .body("phone", nullValue())
                .body("zone", is("Europe/Berlin"))
                .body("roles", contains("barista"))
                .body("email", is(ada.<Object>path("email")));
        assertEquals(patched.asString(), get(at(ada)).asString());
    }

    @Test
    void a_patch_replaces_a_list_as_a_whole_and_null_empties_it() {
        String ada = at(user("roles", List.of("barista", "keyholder")));
        patch(ada, Map.of("roles", List.of("cook")), "If-Match", "*").then().body("roles", contains("cook"));
        patch(ada, "{\"roles\": null}", "If-Match", "*").then().body("roles", is(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"name, null", "email, null", "nickname, null", "status, null", "id, null", "version, 3"})
    void a_patch_can_neither_remove_what_is_required_nor_write_anything_else(String field, String value) {
        refused(patch(at(user()), "{\"" + field + "\": " + value + "}", "If-Match", "*"), 400, NO_TYPE, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"name\"", "1", "", "{", "{\"name\": \"a\", \"name\": \"b\"}"})
    void a_patch_is_one_json_object(String body) {
        var ada = user();
        for (String mediaType : List.of(MERGE_PATCH, "application/json")) {
            refused(patch(at(ada), body, "If-Match", "*", "Content-Type", mediaType), 400, NO_TYPE);
        }
        assertEquals(ada.asString(), get(at(ada)).asString());
    }

    // ------------------------------------------------------------------------------------------------ versions

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void a_write_names_the_version_that_was_read(String method) {
        String ada = at(user());
        var body = person();
        refused(send(method, ada, body), 428, NO_TYPE);
        refused(send(method, ada, body, "If-Match", ""), 428, NO_TYPE);
        for (String stale : List.of("\"1\"", "W/\"0\"", "0", "\"00\"", "\"7\", \"8\"", "\"*\"")) {
            refused(send(method, ada, body, "If-Match", stale), 412, NO_TYPE);
        }
        get(ada).then().body("version", is(0));
        send(method, ada, body, "If-Match", "\"0\"").then().statusCode(200).body("version", is(1));
        refused(send(method, ada, body, "If-Match", "\"0\""), 412, NO_TYPE);
        send(method, ada, person(), "If-Match", "\"7\", W/\"2\", \"1\"")
                .then()
                .statusCode(200)
                .body("version", is(2));
        send(method, ada, person(), "If-Match", "*").then().statusCode(200).body("version", is(3));
    }

    @Test
    void of_two_who_replace_the_same_version_at_once_exactly_one_does() {
        for (int round = 0; round < 10; round++) {
            String ada = at(user());
            var answers = together(2, i -> put(ada, person("name", "Name " + i), "If-Match", "\"0\""));
            assertEquals(
                    List.of(200, 412),
                    answers.stream().map(Response::statusCode).sorted().toList());
            String kept = answers.stream()
                    .filter(a -> a.statusCode() == 200)
                    .map(Response::asString)
                    .findAny()
                    .orElseThrow();
            assertEquals(kept, get(ada).asString());
        }
    }

    @Test
    void whoever_has_the_version_already_does_not_get_it_again() {
        String ada = at(user());
        for (String known : List.of("\"0\"", "W/\"0\"", "\"5\", \"0\"", "*")) {
            get(ada, "If-None-Match", known)
                    .then()
                    .statusCode(304)
                    .header("ETag", is("\"0\""))
                    .body(emptyString());
        }
        get(ada, "If-None-Match", "\"1\"").then().statusCode(200).body("version", is(0));
        patch(ada, "{\"name\": \"Grace\"}", "If-Match", "*");
        get(ada, "If-None-Match", "\"0\"").then().statusCode(200).body("name", is("Grace"));
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
    void the_same_request_with_the_same_key_gets_the_first_answer_byte_for_byte() {
        String t = unique();
        var body = person("name", t, "roles", List.of("b", "a"), "phone", "+4930123456", "zone", "Europe/Berlin");
        var first = created(post(USERS, body, "Idempotency-Key", t));
        patch(at(first), "{\"name\": \"Changed\"}", "If-Match", "*").then().statusCode(200);
        assertEquals(whole(first), whole(post(USERS, body, "Idempotency-Key", t)));
        // It is the request that counts, not how its JSON is laid out.
        assertEquals(
                whole(first), whole(post(USERS, " " + json(body).replace(t + "\"", t + " \""), "Idempotency-Key", t)));
        get(at(first)).then().body("name", is("Changed"));
    }

    @Test
    void a_key_is_for_one_request_only() {
        String key = unique();
        var body = person();
        created(post(USERS, body, "Idempotency-Key", key));
        refused(post(USERS, with(body, "name", "Grace"), "Idempotency-Key", key), 422, KEY_REUSED);
        refused(post(at(user()) + "/deactivate", null, "Idempotency-Key", key), 422, KEY_REUSED);
        created(post(USERS, person(), "Idempotency-Key", key + "x"));
    }

    @Test
    void one_request_that_arrives_many_times_at_once_has_one_effect_and_one_answer() {
        String t = unique();
        var body = person("name", t);
        var answers = together(20, i -> post(USERS, body, "Idempotency-Key", t));
        answers.forEach(answer -> answer.then().statusCode(201));
        assertEquals(1, answers.stream().map(a -> whole(a)).distinct().count());
        assertEquals(List.of(t), names("prefix", t));
    }

    @Test
    void a_request_that_failed_leaves_no_key() {
        String key = unique();
        String taken = user().path("email");
        var body = person();
        refused(post(USERS, with(body, "email", taken), "Idempotency-Key", key), 409, EMAIL_TAKEN);
        refused(post(USERS, with(body, "name", ""), "Idempotency-Key", key), 400, NO_TYPE);
        created(post(USERS, body, "Idempotency-Key", key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "caf\u00e9", "\t"})
    void a_key_is_visible_ascii(String key) {
        refused(post(USERS, person(), "Idempotency-Key", key), 400, NO_TYPE, "Idempotency-Key");
    }

    @Test
    void a_key_has_at_most_255_characters() {
        String key = unique() + "~".repeat(255);
        created(post(USERS, person(), "Idempotency-Key", key.substring(0, 255)));
        refused(post(USERS, person(), "Idempotency-Key", key.substring(0, 256)), 400, NO_TYPE, "Idempotency-Key");
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

    @Test
    void a_key_is_forgotten_after_a_day() throws SQLException {
        String key = unique();
        var first = created(post(USERS, person(), "Idempotency-Key", key));
        try (var connection = Databases.connection("users");
                var age = connection.prepareStatement(
                        "UPDATE idempotency_key SET created_at = now() - interval '24 hours 1 second' WHERE key = ?")) {
            age.setString(1, key);
            assertEquals(1, age.executeUpdate());
        }
        var second = created(post(USERS, person(), "Idempotency-Key", key));
        assertNotEquals(id(first), id(second));
    }
}

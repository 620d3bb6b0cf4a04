package dev.rota.shared.wire;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.json;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.send;
import static dev.rota.support.Api.together;
import static dev.rota.support.Api.with;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How resources are created, read and changed, whatever they are. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class ResourceContractTest {

    /** Each resource with each of these. */
    private static Stream<Arguments> each(Function<Resource, List<String>> values, Resource... resources) {
        return Arrays.stream(resources)
                .flatMap(resource -> values.apply(resource).stream().map(value -> arguments(resource, value)));
    }

    private static Stream<Arguments> replaceable(String... values) {
        return each(resource -> List.of(values), Resource.USERS, Resource.SHIFTS);
    }

    // ------------------------------------------------------------------------------------------------ create, get

    @ParameterizedTest
    @EnumSource
    void a_new_one_has_an_address_a_version_and_an_id_that_ascends(Resource resource) {
        var created = resource.created();
        created.then()
                .header("Location", endsWith(resource.at(created)))
                .header("ETag", is("\"0\""))
                .body("version", is(0))
                .body("createdAt", notNullValue());
        if (resource != Resource.CALENDARS) {
            created.then().body("updatedAt", is(created.<Object>path("createdAt")));
        }
        assertEquals(7, UUID.fromString(id(created)).version());
    }

    /** But for a calendar, whose token is told once. */
    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "CALENDARS")
    void it_reads_as_it_was_answered(Resource resource) {
        var created = resource.created(resource.text(), " \u00c5sa \ud83d\ude80");
        var read = get(resource.at(created));
        read.then().statusCode(200).header("ETag", is("\"0\""));
        assertEquals(created.asString(), read.asString());
    }

    @ParameterizedTest
    @EnumSource
    void none_has_an_unknown_id(Resource resource) {
        for (String id : List.of("01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", "monday")) {
            refused(get(resource.at(id)), 404, NO_TYPE);
            for (String method : resource.writes()) {
                var body = method.equals("DELETE") ? null : method.equals("PATCH") ? Map.of() : resource.body();
                refused(send(method, resource.at(id), body, "If-Match", "*"), 404, NO_TYPE);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ validation

    static Stream<Arguments> required() {
        return each(Resource::required, Resource.values());
    }

    @ParameterizedTest
    @MethodSource("required")
    void a_required_field_that_is_absent_is_named(Resource resource, String field) {
        var body = resource.body();
        body.remove(field);
        refused(post(resource.path(), body), 400, NO_TYPE, field).then().body("errors", hasSize(1));
    }

    static Stream<Arguments> no_text() {
        return replaceable(
                "null",
                "''",
                "' \\t '",
                "' \\n '",
                "'\\u00a0'",
                "'\\u200b\\u2060'",
                "'\\u0301'",
                "'Ada\\u2028Lovelace'",
                "'" + "x".repeat(201) + "'",
                "'Ada\\nLovelace'",
                "'Ada\\u007fLovelace'",
                "'Ada\\u0000'",
                "'Ada\\ud800'",
                "'\\udc00Ada'",
                "'\\udfff'",
                "1",
                "1.5",
                "true",
                "['Ada']",
                "{}");
    }

    @ParameterizedTest
    @MethodSource("no_text")
    void a_text_is_of_a_length_and_without_control_characters(Resource resource, String value) {
        resource.refuses(resource.text(), value);
    }

    static Stream<Arguments> no_zone() {
        return replaceable("''", "'EST'", "'+02:00'", "'Europe/berlin'", "'Europe/Berlin\\u0000'", "2");
    }

    @ParameterizedTest
    @MethodSource("no_zone")
    void a_zone_is_one_of_the_iana_database(Resource resource, String value) {
        resource.refuses("zone", value);
    }

    static Stream<Arguments> unknown() {
        return replaceable("nickname", "Name", "LOCATION", "id", "version", "createdAt");
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void a_field_that_cannot_be_written_is_named(Resource resource, String field) {
        for (String value : List.of("null", "0", "'Ada'")) {
            resource.refuses(field, value);
        }
    }

    static Stream<Arguments> no_object() {
        return replaceable(
                "",
                "{",
                "null",
                "[]",
                "1",
                "\"name\"",
                "{} {}",
                "{\"zone\": \"UTC\", \"zone\": \"UTC\"}",
                "{\"zone\": \"UTC\",}",
                "{\"zone\": \"UTC\"} {}");
    }

    @ParameterizedTest
    @MethodSource("no_object")
    void a_body_is_one_json_object(Resource resource, String body) {
        var before = resource.created();
        String one = resource.at(before);
        refused(post(resource.path(), body), 400, NO_TYPE);
        refused(put(one, body, "If-Match", "*"), 400, NO_TYPE);
        refused(patch(one, body, "If-Match", "*"), 400, NO_TYPE);
        refused(patch(one, body, "If-Match", "*", "Content-Type", MergePatch.MEDIA_TYPE), 400, NO_TYPE);
        assertEquals(before.asString(), get(one).asString());
    }

    static Stream<Arguments> broken() {
        return replaceable("{%s} {}", "{%s,}", "{%1$s, %1$s}");
    }

    /** But for that, it is valid. */
    @ParameterizedTest
    @MethodSource("broken")
    void a_body_is_one_json_object_and_nothing_else(Resource resource, String layout) {
        String fields = json(resource.body()).replaceFirst("^\\{(.*)}$", "$1");
        String body = layout.formatted(fields);
        refused(post(resource.path(), body), 400, NO_TYPE);
        refused(put(resource.at(resource.created()), body, "If-Match", "*"), 400, NO_TYPE);
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void only_json_is_taken(Resource resource) {
        String one = resource.at(resource.created());
        String body = json(resource.body());
        refused(post(resource.path(), body, "Content-Type", "text/plain"), 415, NO_TYPE);
        refused(put(one, body, "Content-Type", "text/plain", "If-Match", "*"), 415, NO_TYPE);
        refused(patch(one, "{}", "Content-Type", "application/json-patch+json", "If-Match", "*"), 415, NO_TYPE);
    }

    // ------------------------------------------------------------------------------------------------ replace, patch

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void a_replacement_leaves_nothing_of_what_was_there(Resource resource) {
        var before = created(post(resource.path(), resource.fullBody()));
        var body = resource.body();
        var replaced = put(resource.at(before), with(body, resource.text(), " Replaced\u2003"), "If-Match", "\"0\"");
        replaced.then()
                .statusCode(200)
                .header("ETag", is("\"1\""))
                .body("id", is(id(before)))
                .body("version", is(1))
                .body("createdAt", is(before.<Object>path("createdAt")))
                .body("updatedAt", not(is(before.<Object>path("updatedAt"))));
        with(body, resource.text(), "Replaced")
                .forEach((field, value) -> replaced.then().body(field, is(value)));
        var plain = resource.created();
        for (String field : resource.optional().keySet()) {
            replaced.then().body(field, is(plain.<Object>path(field)));
        }
        assertEquals(replaced.asString(), get(resource.at(before)).asString());
    }

    static Stream<Arguments> patch_types() {
        return replaceable(MergePatch.MEDIA_TYPE, "application/json", "application/json; charset=utf-8");
    }

    @ParameterizedTest
    @MethodSource("patch_types")
    void a_patch_changes_what_it_names_and_removes_what_is_null(Resource resource, String mediaType) {
        String removed = resource == Resource.USERS ? "phone" : "notes";
        var before = created(post(resource.path(), resource.fullBody()));
        var patched = patch(
                resource.at(before),
                "{\"%s\": \" Patched \", \"%s\": null}".formatted(resource.text(), removed),
                "If-Match",
                "\"0\"",
                "Content-Type",
                mediaType);
        patched.then().statusCode(200).header("ETag", is("\"1\"")).body(removed, nullValue());
        var expected = new HashMap<>(before.jsonPath().<String, Object>getMap(""));
        expected.put(resource.text(), "Patched");
        expected.put(removed, null);
        expected.put("version", 1);
        expected.put("updatedAt", patched.path("updatedAt"));
        assertEquals(expected, patched.jsonPath().getMap(""));
        assertEquals(patched.asString(), get(resource.at(before)).asString());
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void a_change_that_changes_nothing_is_none(Resource resource) {
        var body = resource.fullBody();
        var before = created(post(resource.path(), body));
        String one = resource.at(before);
        var same = new ArrayList<>(List.of(put(one, body, "If-Match", "\"0\""), patch(one, body, "If-Match", "\"0\"")));
        same.add(patch(one, Map.of(), "If-Match", "*"));
        body.forEach((field, value) -> same.add(patch(one, Map.of(field, value), "If-Match", "\"0\"")));
        same.add(put(one, with(body, resource.text(), " " + body.get(resource.text()) + "\u2003"), "If-Match", "*"));
        for (var answer : same) {
            answer.then().statusCode(200).header("ETag", is("\"0\""));
            assertEquals(before.asString(), answer.asString());
        }
        assertEquals(before.asString(), get(one).asString());
        get(one, "If-None-Match", "\"0\"").then().statusCode(304);
    }

    // ------------------------------------------------------------------------------------------------ versions

    static Stream<Arguments> writes() {
        return each(Resource::writes, Resource.values());
    }

    private static Response write(Resource resource, String method, String one, String... headers) {
        var body = method.equals("DELETE") ? null : resource.body(resource.text(), "Written");
        return send(method, one, body, headers);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void a_write_that_does_not_name_the_version_that_was_read_is_refused(Resource resource, String method) {
        String one = resource.at(resource.created());
        var before = get(one);
        refused(write(resource, method, one), 428, NO_TYPE);
        refused(write(resource, method, one, "If-Match", ""), 428, NO_TYPE);
        for (String stale : List.of("\"1\"", "W/\"0\"", "0", "\"00\"", "\"7\", \"8\"", "\"*\"")) {
            refused(write(resource, method, one, "If-Match", stale), 412, NO_TYPE);
        }
        assertEquals(before.asString(), get(one).asString());
    }

    @ParameterizedTest
    @MethodSource("writes")
    void a_write_names_the_version_among_others_or_any(Resource resource, String method) {
        for (String match : List.of("\"0\"", "\"7\", W/\"2\", \"0\"", "*")) {
            String one = resource.at(resource.created());
            write(resource, method, one, "If-Match", match)
                    .then()
                    .statusCode(200)
                    .header("ETag", is("\"1\""))
                    .body("version", is(1));
            refused(write(resource, method, one, "If-Match", "\"0\""), 412, NO_TYPE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void of_two_who_replace_the_same_version_at_once_exactly_one_does(Resource resource) {
        for (int round = 0; round < 10; round++) {
            String one = resource.at(resource.created());
            var answers = together(2, i -> put(one, resource.body(resource.text(), "By " + i), "If-Match", "\"0\""));
            assertEquals(
                    List.of(200, 412),
                    answers.stream().map(Response::statusCode).sorted().toList());
            String kept = answers.stream()
                    .filter(a -> a.statusCode() == 200)
                    .map(Response::asString)
                    .findAny()
                    .orElseThrow();
            assertEquals(kept, get(one).asString());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void whoever_has_the_version_already_does_not_get_it_again(Resource resource) {
        String one = resource.at(resource.created());
        for (String known : List.of("\"0\"", "W/\"0\"", "\"5\", \"0\"", "*")) {
            get(one, "If-None-Match", known)
                    .then()
                    .statusCode(304)
                    .header("ETag", is("\"0\""))
                    .body(emptyString());
        }
        get(one, "If-None-Match", "\"1\"").then().statusCode(200).body("version", is(0));
        patch(one, Map.of(resource.text(), "Grace"), "If-Match", "*");
        get(one, "If-None-Match", "\"0\"").then().statusCode(200).body(resource.text(), is("Grace"));
    }
}

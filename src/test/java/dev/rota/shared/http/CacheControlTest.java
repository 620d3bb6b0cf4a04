package dev.rota.shared.http;

import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.send;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.work;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What caches may do with the answers. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class CacheControlTest {

    private static void kept(Response answer, int status) {
        answer.then()
                .statusCode(status)
                .header("ETag", notNullValue())
                .header("Cache-Control", is("private, no-cache"));
    }

    private static void notStored(Response answer, int status) {
        answer.then().statusCode(status).header("Cache-Control", is("no-store"));
    }

    @ParameterizedTest
    @EnumSource
    void one_that_is_read_may_be_kept_by_its_reader_only_and_asked_for_again(Resource resource) {
        var created = resource.created();
        notStored(created, 201);
        var read = get(resource.at(created));
        kept(read, 200);
        kept(get(resource.at(created), "If-None-Match", read.header("ETag")), 304);
    }

    @ParameterizedTest
    @EnumSource
    void a_list_of_shifts_may_be_kept_too_and_no_other_list(Resource resource) {
        var list = get(resource.path());
        if (resource == Resource.SHIFTS) {
            kept(list, 200);
        } else {
            notStored(list, 200);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void what_answers_a_change_is_not_stored(Resource resource) {
        String one = resource.at(resource.created());
        notStored(put(one, resource.body(), "If-Match", "*"), 200);
        notStored(patch(one, Map.of(resource.text(), "Patched"), "If-Match", "*"), 200);
        notStored(patch(one, Map.of(resource.text(), "Patched"), "If-Match", "\"0\""), 412);
    }

    @Test
    void a_feed_may_be_kept_by_its_reader_only() {
        kept(get(created(post("/v1/calendars", Map.of("user", id(user())))).path("path")), 200);
    }

    /** What is in the way of a booking tells where somebody is. */
    @Test
    void a_refusal_is_not_stored() {
        String ada = id(user());
        shift("assignee", ada);
        notStored(post("/v1/shifts", work("assignee", ada)), 409);
        notStored(post("/v1/shifts", work("assignee", deactivated(id(user())))), 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users/01980a5e-0000-7000-8000-000000000000",
                "/v1/users?limit=0",
                "/v1/feeds/nothing.ics",
                "/v1/nothing",
                "/V1/users",
                "/nothing"
            })
    void neither_is_that_there_is_nothing(String path) {
        var answer = get(path);
        assertTrue(List.of(400, 404).contains(answer.statusCode()));
        notStored(answer, answer.statusCode());
    }

    @Test
    void neither_is_what_a_method_that_is_not_there_is_answered() {
        notStored(send("DELETE", "/v1/users", null), 405);
    }

    /** Whatever they answer to a request like this. */
    @Test
    void every_operation_says_what_caches_may_do() throws IOException {
        var document = new ObjectMapper().readTree(get("/q/openapi?format=json").asString());
        for (var path : document.path("paths").properties()) {
            String address = path.getKey().replaceAll("\\{\\w+}", id(user()));
            for (var operation : path.getValue().properties()) {
                String method = operation.getKey().toUpperCase();
                send(method, address, method.equals("GET") ? null : Map.of())
                        .then()
                        .header("Cache-Control", notNullValue());
            }
        }
    }

    @Test
    void what_is_about_nobody_is_left_alone() {
        get("/q/openapi").then().statusCode(200).header("Cache-Control", nullValue());
    }
}

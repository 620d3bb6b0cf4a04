package dev.rota.shared.http;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.email;
import static dev.rota.support.Api.get;
import static dev.rota.support.Api.json;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.send;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Databases;
import dev.rota.support.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no operation's description has is refused, by every operation of both modules. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class DocumentedRequestsTest {

    private static final String NOBODY = "01980a5e-0000-7000-8000-000000000000";

    @TestHTTPResource
    URL address;

    private final List<Operation> operations = new ArrayList<>();

    private record Operation(String method, String path, List<String> parameters, boolean takesBody) {

        Operation(String method, String path, JsonNode description) {
            this(
                    method.toUpperCase(Locale.ROOT),
                    path.replaceAll("\\{[^}]+}", NOBODY),
                    StreamSupport.stream(description.path("parameters").spliterator(), false)
                            .filter(parameter -> parameter.path("in").asText().equals("query"))
                            .map(parameter -> parameter.path("name").asText())
                            .toList(),
                    description.has("requestBody"));
        }

        String type() {
            return method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        }
    }

    @BeforeEach
    void read() throws IOException {
        new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json").asString())
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()))));
        assertTrue(operations.size() > 30, operations::toString);
    }

    private static void refusedFor(String name, Operation operation, String query, String... headers) {
        refused(
                send(
                        operation.method(),
                        operation.path() + query,
                        operation.takesBody() ? "{}" : null,
                        Stream.concat(Stream.of("Content-Type", operation.type()), Stream.of(headers))
                                .toArray(String[]::new)),
                400,
                NO_TYPE,
                name);
    }

    private void each(java.util.function.Function<Operation, Stream<Executable>> checks) {
        assertAll(operations.stream()
                .map(operation -> () ->
                        assertAll(operation.toString(), checks.apply(operation).toList())));
    }

    @Test
    void a_parameter_that_the_operation_does_not_have_is_refused() {
        each(operation -> Stream.of("nonsense=1", "nonsense", "nonsense=", "LIMIT=1", "cursors=x&limits=1")
                .map(query -> () -> refusedFor(query.replaceFirst("=.*", ""), operation, "?" + query)));
    }

    @Test
    void an_empty_parameter_is_refused() {
        each(operation -> operation.parameters().stream()
                .flatMap(name -> Stream.of("?" + name + "=", "?" + name, "?x=1&" + name + "=")
                        .map(query -> () -> refusedFor(name, operation, query))));
    }

    @Test
    void a_parameter_that_comes_twice_is_refused() {
        each(operation -> operation.parameters().stream()
                .flatMap(name -> Stream.of("=a&%s=b", "=a&%s=a", "=a&%s=", "=&%s=a")
                        .map(query -> () -> refusedFor(name, operation, "?" + name + query.formatted(name)))));
    }

    @Test
    void a_header_that_may_come_once_and_comes_twice_is_refused() {
        each(operation -> Stream.of("Idempotency-Key", "If-Match", "Authorization", "Content-Type")
                .map(name -> () -> {
                    try (var wire = new Wire(address.getPort())) {
                        wire.write(
                                operation.method() + " " + operation.path() + " HTTP/1.1\r\nHost: x\r\n"
                                        + (name.equals("Authorization") ? "" : Wire.TOKEN)
                                        + (name.equals("Content-Type")
                                                ? ""
                                                : "Content-Type: " + operation.type() + "\r\n")
                                        + name + ": \"1\"\r\n" + name.toLowerCase(Locale.ROOT)
                                        + ": \"1\"\r\nContent-Length: 2\r\n\r\n{}",
                                new byte[0]);
                        var answer = wire.read(operation.method());
                        assertEquals(400, answer.status(), answer.body());
                        assertEquals(
                                name,
                                new ObjectMapper()
                                        .readTree(answer.body())
                                        .at("/errors/0/field")
                                        .asText(),
                                answer.body());
                    }
                }));
    }

    @Test
    void all_that_is_wrong_is_named_at_once() {
        refused(get("/v1/shifts?assigne=x&status=&limit=1&limit=2"), 400, NO_TYPE, "assigne", "status", "limit");
    }

    @Test
    void a_write_that_is_refused_for_its_parameters_has_done_nothing() {
        String email = email();
        refused(post("/v1/users?dryRun=true", person("email", email)), 400, NO_TYPE, "dryRun");
        get("/v1/users?prefix=" + email).then().statusCode(200).body("items", empty());
    }

    @Test
    void a_request_for_the_head_is_refused_as_well() {
        assertEquals(400, send("HEAD", "/v1/shifts?status=", null).statusCode());
        assertEquals(200, send("HEAD", "/v1/shifts?status=DRAFT", null).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi?format=json&x=1", "/q/openapi?format=json&x=&x=", "/q/swagger-ui/?x"})
    void the_contract_itself_is_no_operation(String address) {
        get(address).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2029-03-01T08:00:00+01:00",
                "from=2029-03-01T08:00:00.123+01:00",
                "from=2029-03-01t08:00:00+01:00"
            })
    void a_plus_as_it_is_in_an_address_gets_a_hint(String query) {
        String name = query.replaceFirst("=.*", "");
        refused(get("/v1/shifts?" + query), 400, NO_TYPE, name).then().body("errors[0].message", containsString("%2B"));
        get("/v1/shifts?" + query.replace("+", "%2B")).then().statusCode(200);
    }

    @Test
    void a_body_is_of_the_documented_media_type_and_of_none_that_looks_like_it() {
        each(operation -> Stream.of(
                        "application/foo+json",
                        "application/problem+json",
                        "application/json-patch+json",
                        "application/vnd.api+json;charset=utf-8",
                        "application/*",
                        "application/*+json",
                        "*/*",
                        "*/json",
                        "text/json",
                        "application/jsonx",
                        "application/x-ndjson")
                .filter(type -> operation.takesBody())
                .map(type -> () -> {
                    var answer = send(operation.method(), operation.path(), "{}", "Content-Type", type);
                    assertEquals(415, answer.statusCode(), () -> type + " " + answer.asString());
                }));
        each(operation -> Stream.of("", "Content-Type:\r\n", "Content-Type: \r\n")
                .filter(type -> operation.takesBody())
                .map(type -> () -> {
                    try (var wire = new Wire(address.getPort())) {
                        wire.write(
                                operation.method() + " " + operation.path() + " HTTP/1.1\r\nHost: x\r\n" + type
                                        + "Content-Length: 2\r\n\r\n{}",
                                new byte[0]);
                        assertEquals(415, wire.read(operation.method()).status(), type);
                    }
                }));
        for (String type : List.of("application/json", "Application/JSON", "application/json; charset=utf-8")) {
            post("/v1/users", json(person()), "Content-Type", type).then().statusCode(201);
        }
        assertEquals(
                415,
                send("PUT", "/v1/users/" + NOBODY, Map.of(), "Content-Type", "application/merge-patch+json")
                        .statusCode());
    }
}

package dev.rota.shared.openapi;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Instants;
import dev.rota.shared.wire.Zone;
import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Databases.class)
class OpenApiTest {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final String NOBODY = "01980a5e-0000-7000-8000-000000000000";

    private JsonNode document;
    private final Map<String, JsonNode> operations = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        document = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json").asString());
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(
                                method.getKey().toUpperCase() + " " + path.getKey(), method.getValue())));
    }

    @Test
    void the_document_is_openapi_3_1() {
        assertTrue(document.path("openapi").asText().startsWith("3.1."), document.path("openapi")::asText);
        assertFalse(operations.isEmpty());
    }

    @Test
    void every_operation_says_what_it_is() {
        each(operation -> {
            assertFalse(operation.path("operationId").asText().isBlank(), "operationId");
            assertFalse(operation.path("summary").asText().isBlank(), "summary");
            assertFalse(operation.path("tags").isEmpty(), "tags");
        });
        assertEquals(
                operations.size(),
                operations.values().stream()
                        .map(o -> o.path("operationId").asText())
                        .distinct()
                        .count(),
                "operationIds are unique");
    }

    @Test
    void every_operation_says_how_it_succeeds_and_how_it_fails() {
        each(operation -> {
            assertTrue(
                    statuses(operation, "2")
                            // No content.
                            .filter(r -> r != operation.at("/responses/204"))
                            .allMatch(r -> r.path("content").size() == 1
                                    && stream(r.path("content"))
                                            .allMatch(media ->
                                                    media.path("schema").isObject())),
                    "a schema for each 2xx");
            assertTrue(statuses(operation, "2").findAny().isPresent(), "a 2xx");
            assertTrue(statuses(operation, "4").findAny().isPresent(), "a 4xx");
            Stream.concat(statuses(operation, "4"), statuses(operation, "5"))
                    .forEach(response -> assertTrue(
                            response.at("/content/application~1problem+json/schema/$ref")
                                    .asText()
                                    .matches("#/components/schemas/(?:Conflict)?Problem"),
                            response::toString));
        });
    }

    @Test
    void the_members_of_problems_are_declared() {
        var conflict = operations.get("POST /v1/shifts").at("/responses/409/content/application~1problem+json/schema");
        assertEquals(
                "#/components/schemas/ConflictProblem", conflict.path("$ref").asText());
        assertEquals(
                "#/components/schemas/Problem",
                schema("ConflictProblem").at("/allOf/0/$ref").asText());
        assertEquals(
                Set.of("clash", "absence", "shifts", "shift"),
                schema("ConflictProblem").at("/allOf/1/properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    @Test
    void schemas_have_names_that_people_would_give_them() {
        var names = stream(document.at("/components/schemas").fieldNames()).toList();
        assertTrue(names.containsAll(List.of("PageOfShifts", "PageOfUserChanges", "PageOfHistoryEntries")));
        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> !name.matches("(?:[A-Z][a-z]+)+|UUID") || name.endsWith("Response"))
                        .toList());
    }

    @Test
    void a_merge_patch_takes_the_fields_that_put_takes() {
        var patch = schema("ShiftPatch");
        assertEquals(
                "#/components/schemas/ShiftPatch",
                operations
                        .get("PATCH /v1/shifts/{id}")
                        .at("/requestBody/content/application~1merge-patch+json/schema/$ref")
                        .asText());
        assertEquals(
                stream(schema("ShiftFields").path("properties").fieldNames()).toList(),
                stream(patch.path("properties").fieldNames()).toList());
        assertTrue(patch.path("required").isEmpty());
        assertTrue(patch.path("additionalProperties").isBoolean());
        operations.forEach((name, operation) -> assertTrue(
                !name.startsWith("PATCH")
                        || operation
                                .at("/requestBody/content/application~1merge-patch+json/schema/$ref")
                                .asText()
                                .endsWith("Patch"),
                name));
    }

    @Test
    void what_may_be_null_in_an_answer_is_always_there() {
        assertTrue(stream(schema("User").path("required"))
                .anyMatch(field -> field.asText().equals("phone")));
        document.at("/components/schemas").properties().stream()
                .filter(schema -> !schema.getValue().has("additionalProperties"))
                .forEach(schema -> assertEquals(
                        List.of(),
                        schema.getValue().path("properties").properties().stream()
                                .filter(field -> stream(field.getValue().path("type"))
                                        .anyMatch(type -> type.asText().equals("null")))
                                .map(Map.Entry::getKey)
                                .filter(field -> stream(schema.getValue().path("required"))
                                        .noneMatch(required -> required.asText().equals(field)))
                                .toList(),
                        schema.getKey()));
    }

    @Test
    void cursors_zones_and_instants_have_patterns() {
        assertEquals(
                Cursor.PATTERN,
                schema("PageOfShifts").at("/properties/next/pattern").asText());
        assertEquals(
                Zone.PATTERN,
                schema("ShiftFields").at("/properties/zone/pattern").asText());
        assertEquals(Instants.PATTERN, schema("Instant").path("pattern").asText());
        each(operation -> stream(operation.path("parameters"))
                .filter(parameter -> List.of("cursor", "zone")
                        .contains(parameter.path("name").asText()))
                .forEach(parameter -> assertTrue(parameter.path("schema").has("pattern"), parameter::toString)));
    }

    @Test
    void every_body_has_examples() {
        each(operation -> Stream.concat(Stream.of(operation.path("requestBody")), stream(operation.path("responses")))
                .flatMap(body -> stream(body.path("content")))
                .forEach(media -> assertTrue(
                        media.has("examples") || hasExamples(media.path("schema")), () -> "no example in " + media)));
    }

    @Test
    void the_document_holds_exactly_the_routes_of_the_code() {
        var routes = new TreeSet<String>();
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("dev.rota").stream()
                        // An interface is a client's view of a route, and pages are no API.
                        .filter(c -> c.isAnnotatedWith(Path.class) && !c.isInterface())
                        .filter(c -> !c.getPackageName().startsWith("dev.rota.board"))
                        .flatMap(c -> c.getMethods().stream())
                        .forEach(method -> verb(method).ifPresent(verb -> routes.add(verb + " " + path(method))));
        assertEquals(routes, operations.keySet());
    }

    @Test
    void every_address_takes_the_documented_methods_and_refuses_the_others() {
        assertAll(stream(document.path("paths").fieldNames())
                .flatMap(path -> METHODS.stream().map(method -> () -> {
                    var answer = given().header("Authorization", Tokens.of(Tokens.STAFF))
                            .contentType(method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                            .body("{}")
                            .request(method, path.replaceAll("\\{[^}]+}", NOBODY));
                    String what = method + " " + path + ": " + answer.asString();
                    if (!operations.containsKey(method + " " + path)) {
                        assertEquals(405, answer.statusCode(), what);
                    } else if (answer.statusCode() == 404) {
                        assertTrue(answer.jsonPath().getString("detail").startsWith("There is no "), what);
                    } else {
                        assertTrue(answer.statusCode() != 405 && answer.statusCode() < 500, what);
                    }
                })));
    }

    /** By which Authorize of the Swagger UI finds the provider. */
    @Test
    void the_document_says_where_to_sign_in_and_which_operation_needs_it() {
        var schemes = document.at("/components/securitySchemes");
        assertEquals(List.of("signIn"), stream(schemes.fieldNames()).toList());
        assertEquals("openIdConnect", schemes.at("/signIn/type").asText());
        assertTrue(
                schemes.at("/signIn/openIdConnectUrl").asText().endsWith("/.well-known/openid-configuration"),
                schemes::toString);
        each(operation -> {
            boolean open = operation.path("operationId").asText().equals("readFeed");
            assertEquals(open, !operation.has("security"), "security");
            assertEquals(open, !operation.path("responses").has("401"), "401");
            assertEquals(open, !operation.path("responses").has("403"), "403");
            assertTrue(open || operation.at("/security/0").has("signIn"), "signIn");
        });
    }

    @Test
    void swagger_ui_is_there() {
        String page = given().get("/q/swagger-ui/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .extract()
                .asString();
        assertTrue(page.contains("swagger-ui"), page);
    }

    private JsonNode schema(String name) {
        return document.at("/components/schemas").path(name);
    }

    private void each(Consumer<JsonNode> check) {
        assertAll(operations.entrySet().stream()
                .map(operation -> () -> assertAll(operation.getKey(), () -> check.accept(operation.getValue()))));
    }

    private static Stream<JsonNode> statuses(JsonNode operation, String first) {
        return operation.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith(first))
                .map(Map.Entry::getValue);
    }

    private boolean hasExamples(JsonNode schema) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        return schema.has("examples")
                || resolved.has("examples")
                || stream(resolved.path("allOf")).anyMatch(this::hasExamples)
                || stream(resolved.path("properties")).anyMatch(this::hasExamples)
                || resolved.has("items") && hasExamples(resolved.path("items"));
    }

    private static java.util.Optional<String> verb(JavaMethod method) {
        return METHODS.stream()
                .filter(verb -> method.getAnnotations().stream()
                        .anyMatch(a -> a.getRawType().isAnnotatedWith(HttpMethod.class)
                                && a.getRawType().getSimpleName().equals(verb)))
                .findAny();
    }

    private static String path(JavaMethod method) {
        JavaClass type = method.getOwner();
        return Stream.of(
                        type.getAnnotationOfType(Path.class).value(),
                        method.tryGetAnnotationOfType(Path.class)
                                .map(Path::value)
                                .orElse(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static Stream<String> stream(java.util.Iterator<String> names) {
        return StreamSupport.stream(((Iterable<String>) () -> names).spliterator(), false);
    }
}

package dev.rota.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rota.fuzz.RequestGenerator.Operation;
import dev.rota.fuzz.RequestGenerator.Request;
import dev.rota.support.Databases;
import dev.rota.support.Wire;
import dev.rota.support.Wire.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, the answer is one that the OpenAPI document announces. {@code -Dfuzz.seed} repeats a run,
 * {@code -Dfuzz.requests} makes it longer.
 */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 5_000);
    /** The classes of statuses that every operation has to answer with. */
    private static final Set<Integer> SUCCESS_AND_REFUSAL = Set.of(2, 4);

    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    private final ObjectMapper json = new ObjectMapper();
    private final Map<JsonNode, JsonSchema> schemas = new HashMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, Set<Integer>> classes = new TreeMap<>();

    @TestHTTPResource
    URL address;

    private JsonNode document;

    @Test
    void every_answer_is_as_documented() throws IOException, InterruptedException {
        document = json.readTree(new URL(address, "/q/openapi?format=json").openStream());
        var generator = new RequestGenerator(document, new Random(SEED));
        System.out.println("Fuzzing with -Dfuzz.seed=" + SEED);
        Wire wire = new Wire(address.getPort());
        try {
            // What few requests can reach, such as the release of a claim, may take more of them to be reached once.
            for (int i = 0; i < REQUESTS || i < 4 * REQUESTS && !isCovered(generator); i++) {
                Request request = i < 50 ? generator.creating() : generator.any();
                Answer answer = null;
                try {
                    answer = wire.send(request.method(), request.target(), request.headers(), request.body());
                    for (int again = 0; again < 3 && answer.status() == 503; again++) {
                        // A machine that is busy with something else; what is wrong with the request stays wrong.
                        Thread.sleep(1_000L * Long.parseLong(answer.headers().get("Retry-After")));
                        answer = wire.send(request.method(), request.target(), request.headers(), request.body());
                    }
                    JsonNode body = check(request, answer);
                    generator.learn(request, answer, body);
                } catch (IOException | AssertionError e) {
                    throw new AssertionError(
                            "Request %d of -Dfuzz.seed=%d: %s%n%s%n%s"
                                    .formatted(i, SEED, e.getMessage(), request.curl(address.getPort()), answer),
                            e);
                }
                if (answer.closes()) {
                    wire.close();
                    wire = new Wire(address.getPort());
                }
            }
        } finally {
            wire.close();
        }
        System.out.printf(
                "Fuzzed with %d requests; statuses %s; %d of %d operations covered%n",
                statuses.values().stream().mapToInt(n -> n).sum(),
                statuses,
                classes.size(),
                generator.operations().size());
        for (Operation operation : generator.operations()) {
            assertEquals(
                    SUCCESS_AND_REFUSAL,
                    classes.getOrDefault(operation.id(), Set.of()),
                    operation.id() + " did not both succeed and fail with -Dfuzz.seed=" + SEED);
        }
    }

    private boolean isCovered(RequestGenerator generator) {
        return generator.operations().stream()
                .allMatch(operation -> SUCCESS_AND_REFUSAL.equals(classes.get(operation.id())));
    }

    /** The body, as JSON: what is none is a text. */
    private JsonNode check(Request request, Answer answer) throws IOException {
        int status = answer.status();
        statuses.merge(status, 1, Integer::sum);
        assertTrue(status < 500, "the server's own error");
        if (!request.validUri()) {
            assertEquals(400, status, "status for what is no URI");
            return json.nullNode();
        }
        Operation operation = request.operation();
        if (operation == null) {
            assertTrue(status == 404 || status == 405, "status of a made-up address");
            return body(request, answer, "application/problem+json", problem());
        }
        JsonNode response = operation.node().path("responses").path(Integer.toString(status));
        assertTrue(response.isObject(), "a status that " + operation.id() + " does not document");
        if (status / 100 != 3) {
            classes.computeIfAbsent(operation.id(), id -> new TreeSet<>()).add(status / 100);
        }
        for (var header : response.path("headers").properties()) {
            assertTrue(
                    !header.getValue().path("required").asBoolean()
                            || answer.headers().containsKey(header.getKey()),
                    "no header " + header.getKey());
        }
        if (!response.has("content")) {
            assertEquals("", answer.body());
            return json.nullNode();
        }
        var media = response.path("content").properties().iterator().next();
        JsonNode body = body(request, answer, media.getKey(), media.getValue().path("schema"));
        if (body.has("version")) {
            assertEquals(
                    '"' + body.path("version").asText() + '"', answer.headers().get("ETag"), "ETag");
        }
        return body;
    }

    private JsonNode body(Request request, Answer answer, String mediaType, JsonNode schema) throws IOException {
        String type = answer.headers().getOrDefault("Content-Type", "");
        assertEquals(mediaType, type.replaceFirst(";.*", ""), "Content-Type");
        if (request.method().equals("HEAD")) {
            return json.nullNode();
        }
        JsonNode body = mediaType.endsWith("json")
                ? json.readTree(answer.body())
                : JsonNodeFactory.instance.textNode(answer.body());
        var violations = schemas.computeIfAbsent(schema, this::compiled).validate(body);
        assertTrue(violations.isEmpty(), () -> "the body is not as documented: " + violations);
        return body;
    }

    /** With the whole document around it, where its references lead. */
    private JsonSchema compiled(JsonNode schema) {
        var whole = schema.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) whole).set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private static JsonNode problem() {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/Problem");
    }
}

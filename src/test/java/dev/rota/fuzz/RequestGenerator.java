package dev.rota.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.support.Wire;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes requests out of an OpenAPI document and what answers have told: valid ones, and ones with something wrong. */
final class RequestGenerator {

    /** One entry of the document. */
    record Operation(String path, String method, JsonNode node) {

        String id() {
            return node.path("operationId").asText();
        }
    }

    /**
     * @param operation {@code null} where the address is made up
     * @param validUri whether the address is one at all; the server itself refuses it otherwise
     */
    record Request(
            Operation operation,
            String method,
            String target,
            Map<String, String> headers,
            byte[] body,
            boolean validUri) {

        String curl(int port) {
            var command = new StringBuilder("curl -i --path-as-is -X " + method);
            headers.forEach(
                    (name, value) -> command.append(" -H ").append(quoted((name + ": " + value).getBytes(ISO_8859_1))));
            if (body != null) {
                command.append(" --data-binary ").append(quoted(body));
            }
            return command + " " + quoted(("http://localhost:" + port + target).getBytes(ISO_8859_1));
        }

        /** As bash reads it. */
        private static String quoted(byte[] bytes) {
            var text = new StringBuilder("$'");
            for (byte b : bytes) {
                text.append(b >= ' ' && b < 127 && b != '\'' && b != '\\' ? "" + (char) b : "\\x%02x".formatted(b));
            }
            return text + "'";
        }
    }

    /** Texts that are trouble somewhere, as JSON writes them. */
    private static final List<String> NASTY_TEXTS = List.of(
            "",
            " ",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "x\\udfff",
            "\\ud83d\\ude00",
            "e\\u0301",
            "\\u202e",
            "\\u001b[31m",
            "\\r\\nSet-Cookie: a=b",
            "%",
            "_",
            "\\\\",
            "'; DROP TABLE users; --",
            "${jndi:ldap://x}",
            "<script>",
            "../../etc/passwd",
            "null",
            "NaN",
            "\u00df\u0130\u0131",
            "2026-02-30T00:00:00Z",
            "2026-03-29T00:00:00",
            "2026-03-29T00:00:00.5Z",
            "2026-03-29T00:00:00+18:01",
            "1999-12-31T23:59:59Z",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "1-1-1-1-1",
            "00000000-0000-0000-0000-00000000000g",
            "CANCELLED",
            "active",
            "Etc/GMT+5",
            "Mars/Olympus",
            "a@b",
            "@",
            "+0",
            "x".repeat(101),
            "\u00e9".repeat(256),
            "\ud83d\ude00".repeat(200),
            "x".repeat(20_000));

    private static final List<String> NASTY_VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-0",
            "2147483648",
            "9223372036854775808",
            "123456789012345678901234567890",
            "[]",
            "{}",
            "[null]",
            "[1, \"a\", {}]",
            "{\"a\": {\"b\": null}}",
            "NaN",
            "[".repeat(900) + "]".repeat(900),
            "[".repeat(5_000));
    private static final List<String> NASTY_BODIES = List.of(
            "",
            " ",
            "null",
            "[]",
            "[{}]",
            "{}",
            "true",
            "7",
            "\"text\"",
            "{",
            "}",
            "{\"name\"",
            "{\"name\":}",
            "{'name': 'x'}",
            "{\"name\": \"a\", \"name\": \"b\"}",
            "{} {}",
            "{} x",
            "\ufeff{}",
            "// {}",
            "{\"__proto__\": {}}",
            "{\"a\":".repeat(3_000),
            "{\"a\": \"" + "x".repeat(70_000) + "\"}");
    private static final List<String> NASTY_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json;;",
            "APPLICATION/JSON",
            "json",
            "/",
            "*/*",
            "");
    private static final List<String> NASTY_HEADERS = List.of(
            "",
            "*",
            "\"0\"",
            "\"1\"",
            "W/\"0\"",
            "0",
            "\"",
            "\"a, \"b\"",
            "\"99999999999\"",
            "\"-1\", \"0\"",
            "\u00e9\u00ff",
            "a b",
            "\t",
            ",",
            ",,,",
            "text/html",
            "application/json;q=0",
            "*/*;q=x",
            "application/*",
            "x".repeat(256),
            "x".repeat(20_000));
    private static final List<String> NASTY_ENCODED =
            List.of("%00", "%ff", "%c0%80", "%ed%a0%80", "%2F", "%2e%2e", "%25", "%0d%0a", "+", "%F0%9F%98%80", ";a=b");

    private final Random random;
    private final JsonNode document;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Operation> operations = new ArrayList<>();
    /** By the path of the collection. */
    private final Map<String, List<String>> ids = new LinkedHashMap<>();

    /** Ids with which an operation may succeed that does with few others, by its id. */
    private final Map<String, List<String>> likely = new LinkedHashMap<>();

    /** Who has to be named together with a shift that is to be swapped, or a swap that is to be accepted, by its id. */
    private final Map<String, String> named = new LinkedHashMap<>();

    private final Map<String, String> etags = new LinkedHashMap<>();
    private final List<String> cursors = new ArrayList<>();
    /** Instants within one request ascend, so that spans are mostly spans. */
    private Instant instant;

    RequestGenerator(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(
                                new Operation(path.getKey(), method.getKey().toUpperCase(), method.getValue()))));
    }

    List<Operation> operations() {
        return operations;
    }

    /** Remembers what an answer tells: ids, versions, what may be done with them, and where the next page begins. */
    void learn(Request request, Wire.Answer answer, JsonNode body) {
        if (body.has("id") && request.operation != null) {
            if (answer.status() == 201) {
                ids.computeIfAbsent(request.operation.path, path -> new ArrayList<>())
                        .add(body.path("id").asText());
            }
            learn(body);
        } else if (!request.target.contains("view=published")) {
            body.path("items").forEach(this::learn);
        }
        if (body.has("next")) {
            cursors.add(body.path("next").asText());
        }
    }

    private void learn(JsonNode found) {
        if (!found.has("id") || !found.has("version")) {
            return;
        }
        String id = found.path("id").asText();
        etags.put(id, '"' + found.path("version").asText() + '"');
        likely.values().forEach(here -> here.remove(id));
        switch (found.path("status").asText()) {
            case "PUBLISHED" -> {
                if (found.path("claimed").asBoolean()) {
                    likely("releaseShift", id);
                } else if (found.path("assignee").isNull()) {
                    likely("claimShift", id);
                } else if (found.path("role").isNull()) {
                    likely("offerSwap", id);
                    named.put(id, found.path("assignee").asText());
                }
            }
            case "OFFERED" -> {
                List.of("acceptSwap", "declineSwap", "withdrawSwap").forEach(decision -> likely(decision, id));
                named.put(id, found.path("wantedFrom").asText());
            }
            case "ACCEPTED" -> likely("approveSwap", id);
            default -> {}
        }
        if (found.has("path")) {
            likely("readFeed", found.path("path").asText().replaceFirst("^/v1/feeds/(.*)\\.ics$", "$1"));
        }
    }

    private void likely(String operation, String id) {
        var here = likely.computeIfAbsent(operation, o -> new ArrayList<>());
        here.add(id);
        // What was learned longer ago has mostly been changed since.
        if (here.size() > 20) {
            here.remove(0);
        }
    }

    /** A valid request that makes something. */
    Request creating() {
        return make(
                pick(operations.stream()
                        .filter(o -> o.method.equals("POST") && !o.path.contains("{"))
                        .toList()),
                false);
    }

    Request any() {
        // What is rarely possible is tried more often while it is.
        var possible = operations.stream()
                .filter(o -> !likely.getOrDefault(o.id(), List.of()).isEmpty())
                .toList();
        return chance(2) ? madeUp() : make(pick(chance(25) && !possible.isEmpty() ? possible : operations), chance(50));
    }

    private Request madeUp() {
        String target = pick(List.of("/", "/v1", "/v1/nothing", "/v1/users/%s/nothing", "/v2/users", "/v1/shifts/%s/x"))
                .formatted(UUID.randomUUID());
        return new Request(
                null,
                pick(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "TRACE", "FOO")),
                target,
                Map.of(),
                null,
                true);
    }

    private Request make(Operation operation, boolean broken) {
        // In the future, where a shift can still be claimed.
        instant = Instant.parse("2027-01-01T00:00:00Z").plusSeconds(3_600L * random.nextInt(9_000));
        // What is broken, if anything is; two things at the most, so that every check is reached.
        boolean breakBody = broken && chance(50);
        boolean breakHeader = broken && chance(30);
        boolean breakQuery = broken && chance(35);
        boolean breakPath = broken && chance(10);
        boolean validUri = true;
        String target = operation.path;
        String id = null;
        var query = new ArrayList<String>();
        var headers = new LinkedHashMap<String, String>();
        for (JsonNode parameter : operation.node.path("parameters")) {
            String name = parameter.path("name").asText();
            JsonNode schema = resolved(parameter.path("schema"));
            switch (parameter.path("in").asText()) {
                case "path" -> {
                    var here = likely.getOrDefault(operation.id(), List.of());
                    id = breakPath
                            ? null
                            : !here.isEmpty() && chance(50)
                                    ? pick(here)
                                    : existing(operation.path.substring(0, operation.path.indexOf("/{")));
                    String value = id != null ? id : "x" + pick(NASTY_ENCODED);
                    target = target.replace("{" + name + "}", value);
                }
                case "query" -> {
                    if (breakQuery ? chance(40) : chance(20)) {
                        query.add(name + "=" + (breakQuery ? nastyQuery() : encoded(text(name, parameter, schema))));
                    }
                }
                default -> {
                    if (breakHeader && chance(60)) {
                        headers.put(name, pick(NASTY_HEADERS));
                    } else if (name.equals("If-Match")) {
                        headers.put(name, etags.getOrDefault(id, "*"));
                    } else if (chance(30)) {
                        headers.put(name, name.startsWith("If-") ? etags.getOrDefault(id, "*") : someText(20));
                    }
                }
            }
        }
        if (breakQuery) {
            query.add("x" + random.nextInt(9) + "=" + nastyQuery());
            if (chance(5)) {
                query.add("long=" + "x".repeat(9_000));
            } else if (chance(8)) {
                query.add("prefix=" + pick(List.of("%", "%z1", "%4", "a%")));
                validUri = false;
            }
        }
        if (breakHeader) {
            if (chance(50)) {
                headers.put("Accept", pick(NASTY_HEADERS));
            }
            if (chance(20)) {
                headers.put("X-Request-ID", pick(NASTY_HEADERS));
            }
            if (chance(20)) {
                headers.put("X-Forwarded-User", pick(NASTY_HEADERS));
            }
        }
        byte[] body = null;
        JsonNode content = operation.node.path("requestBody").path("content");
        if (content.isObject() && !(breakBody && chance(5))) {
            var media = content.properties().iterator().next();
            headers.put("Content-Type", breakBody && chance(10) ? pick(NASTY_TYPES) : media.getKey());
            body = body(operation, id, media.getValue(), breakBody);
        }
        String method = operation.method.equals("GET") && chance(5) ? "HEAD" : operation.method;
        return new Request(
                operation,
                method,
                target + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                headers,
                body,
                validUri);
    }

    /** @param id of what the address names, {@code null} where it names nothing */
    private byte[] body(Operation operation, String id, JsonNode media, boolean broken) {
        if (broken && chance(25)) {
            return pick(NASTY_BODIES).getBytes(UTF_8);
        }
        JsonNode schema = resolved(media.path("schema"));
        boolean patch = !schema.has("properties");
        if (patch) {
            // A merge patch holds some of the fields that PUT replaces at the same address.
            schema = resolved(document.path("paths")
                    .path(operation.path)
                    .path("put")
                    .at("/requestBody/content/application~1json/schema"));
        }
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        var fields = new LinkedHashMap<String, String>();
        for (var property : schema.path("properties").properties()) {
            if (patch ? chance(20) : required.contains(property.getKey()) || chance(50)) {
                fields.put(property.getKey(), value(property.getKey(), property.getValue()));
            }
        }
        switch (operation.id()) {
            case "createShift" -> {
                // As others can be claimed or swapped, which few are by chance.
                if (chance(40)) {
                    fields.put("status", "\"PUBLISHED\"");
                    fields.remove("role");
                }
            }
            case "offerSwap" -> {
                var swappable = new ArrayList<>(likely.getOrDefault("offerSwap", List.of()));
                if (swappable.size() > 1 && chance(80)) {
                    Collections.shuffle(swappable, random);
                    fields.put("offered", write(swappable.get(0)));
                    fields.put("wanted", write(swappable.get(1)));
                    name("offeredBy", swappable.get(0), fields);
                }
            }
            case "acceptSwap" -> name("user", id, fields);
            default -> {}
        }
        if (broken) {
            var names = new ArrayList<>(fields.keySet());
            String name = names.isEmpty() ? "name" : pick(names);
            switch (random.nextInt(6)) {
                case 0 -> fields.remove(name);
                case 1 -> fields.put("x" + random.nextInt(9), pick(NASTY_VALUES));
                case 2 -> fields.put(name, pick(NASTY_VALUES));
                default -> fields.put(name, '"' + pick(NASTY_TEXTS) + '"');
            }
        }
        byte[] bytes = fields.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", ", "{", "}"))
                .getBytes(UTF_8);
        if (broken && chance(10)) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private void name(String field, String id, Map<String, String> fields) {
        if (named.containsKey(id) && chance(80)) {
            fields.put(field, write(named.get(id)));
        }
    }

    /** A valid value of this schema, as JSON. */
    private String value(String name, JsonNode unresolved) {
        JsonNode schema = resolved(unresolved);
        String type = schema.path("type").isArray()
                ? schema.path("type").path(0).asText()
                : schema.path("type").asText();
        if (schema.path("type").isArray() && chance(15)) {
            return "null";
        }
        return switch (type) {
            case "array" -> {
                if (schema.at("/items/type").asText().equals("integer")) {
                    yield "[" + text(name, schema.path("items"), schema.path("items")) + "]";
                }
                JsonNode examples = schema.path("examples").path(0);
                yield random.ints(0, Math.max(1, examples.size()))
                        .limit(random.nextInt(4))
                        .distinct()
                        .mapToObj(i -> write(varied(
                                examples.path(i).asText("a"),
                                schema.at("/items/pattern").asText())))
                        .distinct()
                        .collect(Collectors.joining(", ", "[", "]"));
            }
            case "string" -> write(text(name, schema, schema));
            default -> text(name, schema, schema);
        };
    }

    private String text(String name, JsonNode holder, JsonNode schema) {
        if (schema.has("enum")) {
            return pick(schema.path("enum")).asText();
        }
        if (schema.path("type").asText().equals("boolean")) {
            return Boolean.toString(random.nextBoolean());
        }
        if (schema.path("type").asText().equals("integer")) {
            int min = schema.path("minimum").asInt();
            int max = schema.path("maximum").asInt(Integer.MAX_VALUE);
            return Integer.toString(pick(List.of(min, max, min + random.nextInt(Math.min(8, max - min)))));
        }
        if (name.equals("cursor")) {
            return cursor();
        }
        String format = schema.has("anyOf")
                ? resolved(schema.at("/anyOf/0")).path("format").asText()
                : schema.path("format").asText();
        switch (format) {
            case "uuid" -> {
                boolean user = List.of("user", "assignee").contains(name) && chance(80);
                return existing(user || ids.isEmpty() ? "/v1/users" : pick(List.copyOf(ids.keySet())));
            }
            case "date-time" -> {
                instant = instant.plusSeconds(900L * (1 + random.nextInt(48)));
                return instant.atOffset(ZoneOffset.ofHours(random.nextInt(25) - 12))
                        .toString()
                        .replaceFirst("T(..:..)([Z+-])", "T$1:00$2");
            }
            case "email" -> {
                return "u" + Long.toString(random.nextLong() & 0xffff, 36) + "@example.com";
            }
            default -> {
                String example =
                        schema.at("/examples/0").asText(holder.path("example").asText("a"));
                return schema.has("pattern")
                        ? varied(example, schema.path("pattern").asText())
                        : schema.has("maxLength") && chance(60)
                                ? someText(schema.path("maxLength").asInt())
                                : example;
            }
        }
    }

    /** Something near the example that the pattern still matches. */
    private String varied(String example, String pattern) {
        var rule = Pattern.compile(pattern);
        String text = example;
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(text.length());
            String changed = text.substring(0, at) + "0-9az5+".charAt(random.nextInt(7)) + text.substring(at + i % 2);
            text = rule.matcher(changed).find() ? changed : text;
        }
        return text;
    }

    private String someText(int max) {
        String letters = "aA zZ0-_%'\u00e9\u00df\u4e16\ud83d";
        String text = random.ints(1 + random.nextInt(Math.min(max, 30)), 0, 12)
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
        return "t" + text.substring(0, Math.min(text.length(), max - 1)).strip();
    }

    private String cursor() {
        if (!cursors.isEmpty() && chance(60)) {
            return pick(cursors);
        }
        String key = pick(List.of(
                "",
                "Ada",
                "2026-03-29T08:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "+300000-01-01T00:00:00Z",
                "-5000-01-01T00:00:00Z",
                "2026-03-29T08:00:00.123456789Z",
                "\u0000",
                "\u0085",
                "x".repeat(3_000),
                "'%_\\"));
        return pick(List.of(
                Base64.getUrlEncoder().encodeToString((key + UUID.randomUUID()).getBytes(UTF_8)),
                Base64.getUrlEncoder().encodeToString(key.getBytes(UTF_8)),
                Base64.getUrlEncoder().encodeToString(new byte[] {-1, -2, 0}),
                key,
                "not base64!"));
    }

    private String nastyQuery() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(NASTY_ENCODED);
            case 1 -> encoded(cursor());
            case 2 -> encoded(pick(NASTY_VALUES.subList(0, 16)));
            default -> {
                String text = pick(NASTY_TEXTS);
                yield encoded(text.length() > 2_000 ? text.substring(0, 2_000) : unescaped(text));
            }
        };
    }

    /** One of the ids under this path, or a random one. */
    private String existing(String collection) {
        var known = ids.getOrDefault(collection, List.of());
        return known.isEmpty() || chance(10) ? new UUID(random.nextLong(), random.nextLong()).toString() : pick(known);
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private String unescaped(String jsonText) {
        try {
            return json.readTree('"' + jsonText + '"').asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return jsonText;
        }
    }

    private String write(String text) {
        return json.getNodeFactory().textNode(text).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private JsonNode pick(JsonNode values) {
        return values.get(random.nextInt(values.size()));
    }
}

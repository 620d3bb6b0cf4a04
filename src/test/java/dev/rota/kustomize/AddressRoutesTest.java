package dev.rota.kustomize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in front of the programs sends each address to the one that answers it, and what has no other to the board. */
class AddressRoutesTest {

    private static final Path KUSTOMIZE = Path.of("kustomize");
    private static final Path GATEWAY = KUSTOMIZE.resolve("components/gateway/routes.yaml");
    private static final Path INGRESS = KUSTOMIZE.resolve("components/ingress/ingress.yaml");
    private static final Path LOCAL = KUSTOMIZE.resolve("overlays/local/gateway/routes.yaml");

    @Test
    void a_gateway_has_the_routes_of_the_programs() throws IOException {
        var sent = new TreeMap<String, String>();
        for (JsonNode rule : route("rota").at("/spec/rules")) {
            JsonNode service = only(rule.path("backendRefs"));
            assertEquals(port(service.path("name").asText()), service.path("port"), rule::toString);
            for (JsonNode match : rule.path("matches")) {
                assertEquals("PathPrefix", match.at("/path/type").asText());
                assertEquals(1, match.size(), match::toString);
                sent.put(match.at("/path/value").asText(), service.path("name").asText());
            }
        }
        assertEquals(withTheBoard(programs()), sent);
    }

    @Test
    void an_ingress_has_the_routes_of_the_programs() throws IOException {
        var sent = new TreeMap<String, String>();
        for (JsonNode path : only(only(documents(INGRESS)).at("/spec/rules")).at("/http/paths")) {
            assertEquals("Prefix", path.path("pathType").asText());
            assertEquals("http", path.at("/backend/service/port/name").asText());
            sent.put(
                    path.path("path").asText(), path.at("/backend/service/name").asText());
        }
        assertEquals(withTheBoard(programs()), sent);
    }

    /** Which knows the services' own pages and the OpenID provider besides. */
    @Test
    void the_gateway_of_a_local_cluster_has_the_routes_of_the_programs() throws IOException {
        var sent = new TreeMap<String, String>();
        var v1 = Pattern.compile("PathRegexp\\(`\\^/v1/\\(?([a-z|]+)\\)?\\(/\\|\\$\\)`\\)");
        for (JsonNode router : only(documents(LOCAL)).at("/http/routers")) {
            String rule = router.path("rule").asText();
            var segments = v1.matcher(rule);
            assertEquals(rule.contains("/v1"), segments.matches(), rule);
            if (segments.matches()) {
                for (String segment : segments.group(1).split("\\|")) {
                    sent.put("/v1/" + segment, router.path("service").asText());
                }
            }
            if (rule.equals("PathPrefix(`/`)")) {
                assertEquals(1, router.path("priority").asInt(), "after all others");
                sent.put("/", router.path("service").asText());
            }
        }
        assertEquals(withTheBoard(programs()), sent);
    }

    @Test
    void every_answer_over_tls_tells_browsers_to_stay_there() throws IOException {
        for (JsonNode rule : route("rota").at("/spec/rules")) {
            JsonNode header = only(only(rule.path("filters")).at("/responseHeaderModifier/set"));
            assertEquals("Strict-Transport-Security", header.path("name").asText());
            assertTrue(header.path("value").asText().matches("max-age=[0-9]{8}"), header::toString);
        }
    }

    @Test
    void without_tls_nothing_but_a_redirect_to_it_is_answered() throws IOException {
        assertEquals(
                "https",
                only(route("rota").at("/spec/parentRefs")).path("sectionName").asText());
        JsonNode redirect = route("rota-to-https").path("spec");
        assertEquals(
                "http", only(redirect.path("parentRefs")).path("sectionName").asText());
        JsonNode rule = only(redirect.path("rules"));
        assertEquals(1, rule.size(), rule::toString);
        assertEquals(
                new ObjectMapper().readTree("{\"scheme\": \"https\", \"statusCode\": 301}"),
                only(rule.path("filters")).path("requestRedirect"));
    }

    /** A patch of all HTTPRoutes names both of them at once. */
    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void an_environment_names_its_host_and_its_gateway_once(String environment) throws IOException {
        String overlay = Files.readString(KUSTOMIZE.resolve("overlays/" + environment + "/kustomization.yaml"));
        String host = environment.equals("production") ? "rota.example.com" : "rota-" + environment + ".example.com";
        assertEquals(2, overlay.split(Pattern.quote(host), -1).length, overlay);
        JsonNode patch = StreamSupport.stream(
                        Serialization.unmarshal(overlay, JsonNode.class)
                                .path("patches")
                                .spliterator(),
                        false)
                .filter(each -> each.at("/target/kind").asText().equals("HTTPRoute"))
                .findAny()
                .orElseThrow();
        var replaced = new TreeMap<String, JsonNode>();
        Serialization.unmarshal(patch.path("patch").asText(), JsonNode.class)
                .forEach(operation -> replaced.put(operation.path("path").asText(), operation.path("value")));
        assertEquals(host, only(replaced.remove("/spec/hostnames")).asText());
        assertEquals(
                new TreeSet<>(List.of("/spec/parentRefs/0/name", "/spec/parentRefs/0/namespace")), replaced.keySet());
    }

    private static Map<String, String> withTheBoard(Map<String, String> programs) {
        programs.put("/", "board");
        return programs;
    }

    /** By the segment after /v1, which says whose an address is. */
    private static Map<String, String> programs() throws IOException {
        var addresses = new TreeMap<String, String>();
        for (String module : List.of("users", "shifts")) {
            var settings = new Properties();
            try (Reader file =
                    Files.newBufferedReader(Path.of("src/main/resources/application-" + module + ".properties"))) {
                settings.load(file);
            }
            for (String route : settings.getProperty("rota.routes." + module).split(",(?=/)")) {
                var segment = Pattern.compile("^/v1/[a-z]+(?=[/=])").matcher(route);
                assertTrue(segment.find(), route);
                String other = addresses.put(segment.group(), module);
                assertTrue(other == null || other.equals(module), route);
            }
        }
        return addresses;
    }

    /** Of the Service that a module's manifest has. */
    private static JsonNode port(String module) throws IOException {
        return documents(KUSTOMIZE.resolve("base/" + module + "/kubernetes.yml"))
                .filter(each -> each.path("kind").asText().equals("Service"))
                .map(service -> only(service.at("/spec/ports")).path("port"))
                .findAny()
                .orElseThrow();
    }

    private static JsonNode route(String name) throws IOException {
        return documents(GATEWAY)
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static Stream<JsonNode> documents(Path file) throws IOException {
        return Stream.of(Files.readString(file).split("(?m)^---$"))
                .filter(document -> !document.isBlank())
                .map(document -> Serialization.unmarshal(document, JsonNode.class));
    }

    private static JsonNode only(JsonNode list) {
        assertEquals(1, list.size(), list::toString);
        return list.get(0);
    }

    private static JsonNode only(Stream<JsonNode> documents) {
        var all = documents.toList();
        assertEquals(1, all.size(), all::toString);
        return all.get(0);
    }
}

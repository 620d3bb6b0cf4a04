package dev.rota.shared.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.problem.Problem.FieldError;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.IdempotencyKey;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses what the OpenAPI document does not have, before anything happens.
 *
 * <p>Methods: OPTIONS, and 405 with the header Allow, which RFC 9110 requires. Quarkus REST sends no Allow with 405,
 * answers OPTIONS with the methods of a whole class, says 404 if two classes share a path prefix, and takes {@code now}
 * for an id.
 *
 * <p>Query parameters and headers: JAX-RS ignores an unknown parameter, takes the first of several, and an empty one for
 * none. So a filter with a typing error in it would list everything.
 */
@Singleton
class DocumentedRequests {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Those of which another one would say something else. */
    private static final List<String> SINGLE_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, IdempotencyKey.HEADER, HttpHeaders.IF_MATCH, HttpHeaders.AUTHORIZATION);

    private final OpenApiDocumentService document;
    private final ObjectMapper json;
    private volatile Paths paths;

    DocumentedRequests(OpenApiDocumentService document, ObjectMapper json) {
        this.document = document;
        this.json = json;
    }

    @ServerRequestFilter(preMatching = true)
    Optional<Response> check(ContainerRequestContext request) {
        var operations = paths().operations(request.getUriInfo().getPath());
        if (operations.isEmpty()) {
            return Optional.empty();
        }
        if (request.getMethod().equals("OPTIONS")) {
            return Optional.of(allow(Response.noContent(), operations));
        }
        var operation = operations.get(request.getMethod());
        if (operation == null) {
            var refusal = ProblemException.status(405).getResponse();
            return Optional.of(allow(Response.fromResponse(refusal), operations));
        }
        var errors = new ArrayList<FieldError>();
        new TreeMap<>(request.getUriInfo().getQueryParameters()).forEach((name, values) -> {
            if (!operation.parameters.contains(name)) {
                errors.add(new FieldError(name, "is not a parameter of this operation"));
            } else if (values.size() > 1) {
                errors.add(new FieldError(name, "must come once"));
            } else if (values.get(0).isEmpty()) {
                errors.add(new FieldError(name, "must not be empty; leave it out instead"));
            }
        });
        SINGLE_HEADERS.stream()
                .filter(name ->
                        request.getHeaders().getOrDefault(name, List.of()).size() > 1)
                .forEach(name -> errors.add(new FieldError(name, "must come once")));
        if (!errors.isEmpty()) {
            return Optional.of(ProblemException.badFields(errors).getResponse());
        }
        return operation.takesBody && isOfAnyType(request.getHeaderString(HttpHeaders.CONTENT_TYPE))
                ? Optional.of(ProblemException.status(415).getResponse())
                : Optional.empty();
    }

    /** JAX-RS would take it for the right one. */
    private static boolean isOfAnyType(String contentType) {
        return contentType == null
                || contentType.isBlank()
                || contentType.replaceFirst(";.*", "").contains("*");
    }

    private static Response allow(Response.ResponseBuilder response, Map<String, Operation> operations) {
        var methods = new TreeSet<>(operations.keySet());
        methods.add("OPTIONS");
        return response.header(HttpHeaders.ALLOW, String.join(", ", methods)).build();
    }

    /** Lazy, because the document is not ready at startup. */
    private Paths paths() {
        if (paths == null) {
            paths = read();
        }
        return paths;
    }

    private Paths read() {
        try {
            var plain = new HashMap<String, Map<String, Operation>>();
            var templates = new ArrayList<Template>();
            for (var path : json.readTree(document.getDocument("<default>", Format.JSON))
                    .path("paths")
                    .properties()) {
                var operations = operations(path.getValue());
                if (path.getKey().contains("{")) {
                    templates.add(new Template(Template.pattern(path.getKey()), operations));
                } else {
                    plain.put(path.getKey(), operations);
                }
            }
            return new Paths(plain, templates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By method. */
    private static Map<String, Operation> operations(JsonNode path) {
        var operations = new HashMap<String, Operation>();
        for (var field : path.properties()) {
            // A path item also has parameters and descriptions.
            if (METHODS.contains(field.getKey())) {
                operations.put(field.getKey().toUpperCase(Locale.ROOT), new Operation(field.getValue()));
            }
        }
        if (operations.containsKey("GET")) {
            operations.put("HEAD", operations.get("GET"));
        }
        return operations;
    }

    /** @param parameters the names of its query parameters */
    private record Operation(Set<String> parameters, boolean takesBody) {

        Operation(JsonNode description) {
            this(
                    StreamSupport.stream(description.path("parameters").spliterator(), false)
                            .filter(parameter -> parameter.path("in").asText().equals("query"))
                            .map(parameter -> parameter.path("name").asText())
                            .collect(Collectors.toSet()),
                    description.has("requestBody"));
        }
    }

    private record Template(Pattern pattern, Map<String, Operation> operations) {

        static Pattern pattern(String template) {
            return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"));
        }
    }

    private record Paths(Map<String, Map<String, Operation>> plain, List<Template> templates) {

        /** Empty for an unknown path. A path without parameters precedes one with them, as in OpenAPI. */
        Map<String, Operation> operations(String path) {
            var operations = plain.get(path);
            return operations != null
                    ? operations
                    : templates.stream()
                            .filter(template -> template.pattern.matcher(path).matches())
                            .findAny()
                            .map(Template::operations)
                            .orElse(Map.of());
        }
    }
}

package dev.rota.shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The header Allow, which RFC 9110 requires with every 405. Quarkus REST sends none, and answers OPTIONS with the methods
 * of a whole class; the OpenAPI document knows those of each address.
 */
@Singleton
class AllowedMethods {

    private final OpenApiDocumentService document;
    private final ObjectMapper json;

    AllowedMethods(OpenApiDocumentService document, ObjectMapper json) {
        this.document = document;
        this.json = json;
    }

    /** The methods that this path supports, separated by commas; empty where there is nothing at the path. */
    String at(String path) {
        var methods = new TreeSet<String>();
        paths().properties().stream()
                .filter(template -> matches(template.getKey(), path))
                .forEach(template -> template.getValue().fieldNames().forEachRemaining(field -> {
                    // Next to its methods, a path may have parameters and descriptions.
                    if (METHOD.matcher(field).matches()) {
                        methods.add(field.toUpperCase());
                    }
                }));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return String.join(", ", methods);
    }

    @ServerRequestFilter(preMatching = true)
    Optional<Response> options(ContainerRequestContext request) {
        if (!request.getMethod().equals("OPTIONS")) {
            return Optional.empty();
        }
        String allowed = at(request.getUriInfo().getPath());
        return allowed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Response.noContent().header(HttpHeaders.ALLOW, allowed).build());
    }

    private static final Pattern METHOD = Pattern.compile("get|put|post|delete|patch");

    private static boolean matches(String template, String path) {
        return path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private JsonNode paths() {
        try {
            return json.readTree(document.getDocument("<default>", Format.JSON)).path("paths");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

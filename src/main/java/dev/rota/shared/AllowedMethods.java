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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * OPTIONS, and 405 with the header Allow, which RFC 9110 requires. Quarkus REST sends no Allow with it, answers OPTIONS
 * with the methods of a whole class, says 404 where two classes share the beginning of a path, and takes {@code now} for
 * an id where only the method for ids fits; the OpenAPI document knows what each address supports.
 */
@Singleton
class AllowedMethods {

    private static final Pattern METHOD = Pattern.compile("get|put|post|delete|patch");

    private final OpenApiDocumentService document;
    private final ObjectMapper json;
    private volatile JsonNode paths;

    AllowedMethods(OpenApiDocumentService document, ObjectMapper json) {
        this.document = document;
        this.json = json;
    }

    @ServerRequestFilter(preMatching = true)
    Optional<Response> check(ContainerRequestContext request) {
        var allowed = at(request.getUriInfo().getPath());
        boolean options = request.getMethod().equals("OPTIONS");
        if (allowed.isEmpty() || (allowed.contains(request.getMethod()) && !options)) {
            return Optional.empty();
        }
        var response = options
                ? Response.noContent()
                : Response.fromResponse(ProblemException.status(405).getResponse());
        return Optional.of(
                response.header(HttpHeaders.ALLOW, String.join(", ", allowed)).build());
    }

    /** The methods that this path supports; none where there is nothing at the path. */
    private Set<String> at(String path) {
        var methods = new TreeSet<String>();
        methodsOf(path).fieldNames().forEachRemaining(field -> {
            // Next to its methods, a path may have parameters and descriptions.
            if (METHOD.matcher(field).matches()) {
                methods.add(field.toUpperCase());
            }
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    /** As OpenAPI has it, a path without parameters comes before one with them. Slashes count as JAX-RS counts them. */
    private JsonNode methodsOf(String path) {
        String plain = path.replaceAll("/+", "/").replaceFirst("(?<=.)/$", "");
        var exact = paths().path(plain);
        return exact.isObject()
                ? exact
                : paths().properties().stream()
                        .filter(template -> plain.matches(
                                template.getKey().replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+")))
                        .findAny()
                        .map(template -> template.getValue())
                        .orElse(exact);
    }

    private JsonNode paths() {
        if (paths == null) {
            try {
                paths = json.readTree(document.getDocument("<default>", Format.JSON))
                        .path("paths");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return paths;
    }
}

package dev.rota.shared.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.problem.ProblemException;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * OPTIONS, and 405 with the header Allow, which RFC 9110 requires. Quarkus REST sends no Allow with 405, answers
 * OPTIONS with the methods of a whole class, says 404 if two classes share a path prefix, and takes {@code now} for an
 * id. The OpenAPI document has the methods of each path.
 */
@Singleton
class AllowedMethods {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern SLASHES = Pattern.compile("/+");

    private final OpenApiDocumentService document;
    private final ObjectMapper json;
    private volatile Paths paths;

    AllowedMethods(OpenApiDocumentService document, ObjectMapper json) {
        this.document = document;
        this.json = json;
    }

    @ServerRequestFilter(preMatching = true)
    Optional<Response> check(ContainerRequestContext request) {
        var allowed = paths().methods(request.getUriInfo().getPath());
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

    /** Lazy, because the document is not ready at startup. */
    private Paths paths() {
        if (paths == null) {
            paths = read();
        }
        return paths;
    }

    private Paths read() {
        try {
            var plain = new HashMap<String, Set<String>>();
            var templates = new ArrayList<Template>();
            for (var path : json.readTree(document.getDocument("<default>", Format.JSON))
                    .path("paths")
                    .properties()) {
                var methods = methods(path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
                if (path.getKey().contains("{")) {
                    templates.add(new Template(Template.pattern(path.getKey()), methods));
                } else {
                    plain.put(path.getKey(), methods);
                }
            }
            return new Paths(plain, templates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param fields of a path item, which also has parameters and descriptions */
    private static Set<String> methods(List<String> fields) {
        var methods = new TreeSet<String>();
        fields.stream().filter(METHODS::contains).map(String::toUpperCase).forEach(methods::add);
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return methods;
    }

    private record Template(Pattern pattern, Set<String> methods) {

        static Pattern pattern(String template) {
            return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"));
        }
    }

    private record Paths(Map<String, Set<String>> plain, List<Template> templates) {

        /**
         * Empty for an unknown path. A path without parameters precedes one with them, as in OpenAPI; trailing slashes
         * count, as in JAX-RS.
         */
        Set<String> methods(String path) {
            String single = SLASHES.matcher(path).replaceAll("/");
            String normal =
                    single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
            var methods = plain.get(normal);
            return methods != null
                    ? methods
                    : templates.stream()
                            .filter(template -> template.pattern.matcher(normal).matches())
                            .findAny()
                            .map(Template::methods)
                            .orElse(Set.of());
        }
    }
}

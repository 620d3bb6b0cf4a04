package dev.rota.shared.openapi;

import dev.rota.shared.http.RequestId;
import dev.rota.shared.problem.Problem;
import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.IdempotencyKey;
import dev.rota.shared.wire.Zone;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Adds what operations have in common to the OpenAPI document: the errors that follow from method, roles, body, headers
 * and parameters, and the response headers. Resources declare only what is their own.
 */
public class OpenApiConventions implements OASFilter {

    public static final String TOO_MANY_REQUESTS = "Too many requests; try again after `Retry-After` seconds";

    /** A module whose conflicts have members of their own declares them by a schema of this name. */
    private static final String CONFLICT = "ConflictProblem";

    @Override
    public Schema filterSchema(Schema schema) {
        OpenApiSchemas.complete(schema);
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getInfo()
                .getLicense()
                .setIdentifier(document.getInfo().getLicense().getName());
        // Of operations that have none of their own: those that are open to everybody.
        document.addSecurityRequirement(OASFactory.createSecurityRequirement());
        OpenApiSchemas.complete(document);
        String conflict = document.getComponents().getSchemas().containsKey(CONFLICT) ? CONFLICT : "Problem";
        document.getPaths().getPathItems().values().forEach(path -> complete(path, conflict));
    }

    private static void complete(PathItem path, String conflict) {
        path.getOperations().forEach((method, operation) -> complete(method, operation, conflict));
    }

    private static void complete(HttpMethod method, Operation operation, String conflict) {
        var parameters = operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters();
        parameters.forEach(OpenApiConventions::describe);
        Map<String, String> errors = new TreeMap<>();
        errors.put("400", "The request is not valid; `errors` names the fields and parameters");
        errors.put("406", "The operation produces none of the media types in `Accept`");
        errors.put("414", "The address is too long");
        errors.put("431", "The headers are too large");
        errors.put("500", "Something went wrong in the service");
        errors.put(
                "503",
                "The database or another service does not answer, or there is too much to do; try again after `Retry-After` seconds");
        var roles = roles(operation);
        if (!roles.isEmpty()) {
            errors.put("401", "There is no token, or it is not valid (any more)");
            errors.put("403", "Whoever the token is of may not do this");
            errors.put("429", TOO_MANY_REQUESTS);
            operation.setDescription(Stream.of(operation.getDescription(), "Roles: " + String.join(", ", roles) + ".")
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" ")));
        }
        if (has(parameters, "id")) {
            errors.put("404", "No such resource");
        }
        if (operation.getRequestBody() != null) {
            errors.put("413", "The body is larger than 64 KiB");
            errors.put("415", "The operation does not accept this media type");
        }
        if (has(parameters, "If-Match")) {
            errors.put("412", "The resource has changed since the version in `If-Match`");
            errors.put("428", "`If-Match` is missing");
        }
        if (has(parameters, "Idempotency-Key")) {
            errors.put("422", "The `Idempotency-Key` was used for another request");
        }
        var responses = operation.getResponses();
        errors.forEach((status, description) -> {
            // Quarkus has words of its own for refusals by role.
            if (!responses.hasAPIResponse(status) || status.equals("401") || status.equals("403")) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
            }
        });
        if (has(parameters, "If-None-Match")) {
            responses.addAPIResponse(
                    "304",
                    OASFactory.createAPIResponse().description("What `If-None-Match` names is still the latest"));
        }
        responses.getAPIResponses().forEach((status, response) -> {
            response.addHeader(RequestId.HEADER, header("The request's id in the logs"));
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema()
                                                .ref(status.equals("409") ? conflict : "Problem"))));
            } else if (has(parameters, "cursor")) {
                response.addHeader(
                        "Link",
                        header("The next page, rel=\"next\"; absent on the last one")
                                .required(false));
                if (has(parameters, "If-None-Match")) {
                    response.addHeader("ETag", header("Of the page, for If-None-Match"));
                }
            } else if (status.equals("201")
                    || has(parameters, "If-None-Match")
                    || status.equals("200") && has(parameters, "id") && method != HttpMethod.GET) {
                response.addHeader("ETag", header("The version, for If-Match"));
            }
            if (status.equals("201")) {
                response.addHeader("Location", header("The address of the new resource"));
            }
            if (status.equals("401")) {
                response.addHeader("WWW-Authenticate", header("The challenge of RFC 6750"));
            }
            if (status.equals("429") || status.equals("503")) {
                response.addHeader("Retry-After", header("Seconds"));
            }
        });
    }

    /** Those by which the operation is permitted, which Quarkus takes from its annotations; none if it is to everybody. */
    private static List<String> roles(Operation operation) {
        return operation.getSecurity() == null
                ? List.of()
                : operation.getSecurity().stream()
                        .flatMap(requirement -> requirement.getSchemes().values().stream())
                        .flatMap(List::stream)
                        .toList();
    }

    private static void describe(Parameter parameter) {
        if (parameter.getIn() == Parameter.In.QUERY && isText(parameter.getSchema())) {
            // See DocumentedRequests.
            parameter.getSchema().setMinLength(1);
        }
        switch (parameter.getName()) {
            case "If-Match" ->
                parameter
                        .required(true)
                        .description(
                                "The ETag of the version that the change is meant for, or `*`. Required: 428 without it")
                        .example("\"0\"");
            case "If-None-Match" ->
                parameter
                        .description("Answers 304 if this ETag is still the latest")
                        .example("\"0\"");
            case "Idempotency-Key" -> {
                parameter.getSchema().pattern(IdempotencyKey.PATTERN);
                parameter
                        .description("Makes the request idempotent: within 24 hours, a retry with the same key"
                                + " and body gets the first response and has no second effect. 1 to 255"
                                + " visible ASCII characters")
                        .example("6f1e8c1e-0b63-4a43-9b0f-1b1f7c7d1a2b");
            }
            case "cursor" -> {
                parameter.getSchema().pattern(Cursor.PATTERN);
                parameter.description("`next` of the previous page. Absent: the first page");
            }
            case "limit" -> parameter.description("The maximum number of items on a page");
            case "zone" -> parameter.getSchema().pattern(Zone.PATTERN);
            default -> {}
        }
    }

    private static boolean isText(Schema schema) {
        return schema.getType() != null
                && schema.getType().contains(Schema.SchemaType.STRING)
                && schema.getFormat() == null
                && schema.getEnumeration() == null;
    }

    private static boolean has(List<Parameter> parameters, String name) {
        return parameters.stream().anyMatch(parameter -> parameter.getName().equals(name));
    }

    private static org.eclipse.microprofile.openapi.models.headers.Header header(String description) {
        return OASFactory.createHeader()
                .description(description)
                .required(true)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }
}

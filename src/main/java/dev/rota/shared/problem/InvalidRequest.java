package dev.rota.shared.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.rota.shared.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The 400s for invalid bodies and parameters, with the field names of the API. */
public final class InvalidRequest {

    private InvalidRequest() {}

    /** For constraint violations of Bean Validation. */
    public static ProblemException violations(Set<? extends ConstraintViolation<?>> violations) {
        return ProblemException.badFields(violations.stream()
                .map(v -> new FieldError(field(v.getPropertyPath()), v.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList());
    }

    /** Without the path's Java method and parameter. */
    private static String field(Path path) {
        List<String> names = new ArrayList<>();
        String parameter = "";
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.PROPERTY) {
                names.add(node.getName());
            } else if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            }
        }
        return names.isEmpty() ? parameter : String.join(".", names);
    }

    /** For a body that is not JSON, or not of the expected type. */
    public static ProblemException unreadable(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping && !(failure.getCause() instanceof StreamReadException)) {
            String field = mapping.getPath().stream()
                    .map(reference -> reference.getFieldName() == null
                            ? "[" + reference.getIndex() + "]"
                            : reference.getFieldName())
                    .collect(Collectors.joining("."))
                    .replace(".[", "[");
            if (failure instanceof UnrecognizedPropertyException) {
                return ProblemException.badField(field, "is not a field of this resource");
            }
            return ProblemException.badField(field.isEmpty() ? "body" : field, reason(mapping));
        }
        var at = failure.getLocation();
        return ProblemException.badRequest("The body is not valid JSON"
                + (at == null ? "." : " at line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
    }

    private static String reason(JsonMappingException failure) {
        return failure.getCause() instanceof InvalidValue invalid
                ? invalid.getMessage()
                : "does not have the right type or one of the allowed values";
    }
}

package dev.rota.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.rota.shared.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request ends with into a {@link Problem}; nothing of our insides gets out. */
class ExceptionMappers {

    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

    @ServerExceptionMapper
    Response problem(ProblemException failure) {
        return failure.getResponse();
    }

    /** What JAX-RS itself refuses: no such path, method, media type, or a body that Jackson cannot read. */
    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return unreadable(json).getResponse();
        }
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure);
        }
        return ProblemException.status(status).getResponse();
    }

    /** As below; without it, Quarkus answers this kind itself, and without a body. */
    @ServerExceptionMapper
    Response json(MismatchedInputException failure) {
        return unreadable(failure).getResponse();
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException failure) {
        return unreadable(failure).getResponse();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure) {
        return invalid(failure.getConstraintViolations()).getResponse();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        LOG.error("A request failed unexpectedly", failure);
        return ProblemException.status(500).getResponse();
    }

    static ProblemException invalid(Set<? extends ConstraintViolation<?>> violations) {
        return ProblemException.badFields(violations.stream()
                .map(v -> new FieldError(field(v.getPropertyPath()), v.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList());
    }

    /** The field as the client knows it: without the Java method and parameter that lead to it. */
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

    static ProblemException unreadable(JsonProcessingException failure) {
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

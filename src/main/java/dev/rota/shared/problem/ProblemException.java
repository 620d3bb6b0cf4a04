package dev.rota.shared.problem;

import dev.rota.shared.problem.Problem.FieldError;
import io.netty.handler.codec.http.HttpResponseStatus;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    /** Long enough for a database or a service to come back, short enough that nobody gives up. */
    private static final int RETRY_AFTER_SECONDS = 2;

    private ProblemException(Response response, String message) {
        super(message, response);
    }

    public static ProblemException badRequest(String detail, FieldError... errors) {
        return problem(400, "about:blank", detail, List.of(errors));
    }

    public static ProblemException badField(String field, String message) {
        return badRequest("The request is not valid.", new FieldError(field, message));
    }

    public static ProblemException badFields(List<FieldError> errors) {
        return problem(400, "about:blank", "The request is not valid.", errors);
    }

    /** 401, without the challenge that RFC 9110 requires. */
    public static ProblemException unauthorized(String detail) {
        return problem(401, "about:blank", detail, List.of());
    }

    public static ProblemException forbidden(String type, String detail, FieldError... errors) {
        return problem(403, "urn:rota:" + type, detail, List.of(errors));
    }

    public static ProblemException notFound(String detail) {
        return problem(404, "about:blank", detail, List.of());
    }

    /** @param more extension members: names what is in the way */
    public static ProblemException conflict(
            String type, String detail, Map<String, Object> more, FieldError... errors) {
        return new ProblemException(response(409, "urn:rota:" + type, detail, List.of(errors), more), detail);
    }

    /** 412, RFC 9110: If-Match is not the current version (optimistic locking). */
    public static ProblemException stale() {
        return problem(412, "about:blank", "The resource has changed since it was read. Read it again.", List.of());
    }

    /** 428, RFC 6585: without If-Match, updates could be lost. */
    public static ProblemException preconditionRequired() {
        return problem(428, "about:blank", "Send If-Match with the ETag of the version that you read.", List.of());
    }

    public static ProblemException unprocessable(String type, String detail, FieldError... errors) {
        return problem(422, "urn:rota:" + type, detail, List.of(errors));
    }

    /** 429, RFC 6585, with Retry-After. */
    public static ProblemException tooManyRequests(Duration wait) {
        var problem = status(429);
        return new ProblemException(
                Response.fromResponse(problem.getResponse())
                        .header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()))
                        .build(),
                problem.getMessage());
    }

    /** 503 with Retry-After: a dependency does not answer, or there is too much to do. */
    public static ProblemException unavailable(String type, String detail) {
        return problem(503, "urn:rota:" + type, detail, List.of());
    }

    /** A problem without a type of its own. */
    public static ProblemException status(int status) {
        return problem(status, "about:blank", detail(status), List.of());
    }

    private static String detail(int status) {
        return switch (status) {
            case 403 -> "Your roles do not permit this.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not support that method; the header Allow lists those it does.";
            case 406 -> "This address answers with none of the media types in the header Accept.";
            case 413 -> "The request is larger than this service accepts.";
            case 414 -> "The address is longer than this service accepts.";
            case 415 -> "This address does not take that media type.";
            case 421 -> "This service does not answer for the host that the request names.";
            case 429 -> "You ask more often than anybody may. Try again after as many seconds as Retry-After says.";
            case 431 -> "The headers are larger than this service accepts.";
            case 500 -> "Something went wrong on our side. It has been logged.";
            default -> "The request cannot be answered as it was sent.";
        };
    }

    private static ProblemException problem(int status, String type, String detail, List<FieldError> errors) {
        return new ProblemException(response(status, type, detail, errors, Map.of()), detail);
    }

    private static Response response(
            int status, String type, String detail, List<FieldError> errors, Map<String, Object> more) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        var response = Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(type, title, status, detail, errors, more));
        if (status == 503) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}

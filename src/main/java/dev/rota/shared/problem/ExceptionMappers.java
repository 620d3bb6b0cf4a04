package dev.rota.shared.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps every exception to a {@link Problem}, without details of the implementation. */
class ExceptionMappers {

    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

    @ServerExceptionMapper
    Response problem(ProblemException failure) {
        return failure.getResponse();
    }

    /** Refusals of JAX-RS itself: unknown path, method, media type, or a body that Jackson cannot read. */
    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return InvalidRequest.unreadable(json).getResponse();
        }
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure);
        }
        return ProblemException.status(status).getResponse();
    }

    /** As below; needed because Quarkus' own mapper for this type sends no body. */
    @ServerExceptionMapper
    Response json(MismatchedInputException failure) {
        return InvalidRequest.unreadable(failure).getResponse();
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException failure) {
        return InvalidRequest.unreadable(failure).getResponse();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure) {
        return InvalidRequest.violations(failure.getConstraintViolations()).getResponse();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        LOG.error("A request failed unexpectedly", failure);
        return ProblemException.status(500).getResponse();
    }
}

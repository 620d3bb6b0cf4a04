package dev.rota.shared.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.problem.Problem;
import dev.rota.shared.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Problem responses for requests that fail before JAX-RS. */
@ApplicationScoped
class RouterProblems {

    private static final Logger LOG = Logger.getLogger(RouterProblems.class);

    private final ObjectMapper json;

    RouterProblems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(-100).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            context.next();
            return;
        }
        int status = context.statusCode() > 0 ? context.statusCode() : 500;
        if (status == 500) {
            LOG.error("A request failed unexpectedly", context.failure());
        }
        if (status == 413) {
            ConnectionClosing.closeAfterAnswer(context);
        }
        var problem = context.failure() instanceof ProblemException known ? known : ProblemException.status(status);
        prepared(problem).answer(context.response());
    }

    /** An answer that says that problem. */
    Prepared prepared(ProblemException problem) {
        var response = problem.getResponse();
        try {
            return new Prepared(
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.RETRY_AFTER.toString()),
                    Buffer.buffer(json.writeValueAsBytes(response.getEntity())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param retryAfter {@code null} for none */
    record Prepared(int status, String retryAfter, Buffer body) {

        void answer(HttpServerResponse response) {
            if (retryAfter != null) {
                response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
            }
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(body);
        }
    }
}

package dev.rota.board.page;

import dev.rota.board.api.ApiProblem;
import dev.rota.board.reason.Reason;
import dev.rota.board.session.Board;
import dev.rota.board.session.SignedIn;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.AuthenticationCompletionException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** The page of a request that users or shifts refuse, or do not answer, where no form shows it. */
class Refused {

    private static final Logger LOG = Logger.getLogger(Refused.class);

    private final Pages pages;

    Refused(Pages pages) {
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Problem(Frame frame, Reason reason) implements TemplateInstance {}

    @ServerExceptionMapper
    Uni<Response> refused(ApiProblem problem) {
        return page(problem.status(), Reason.of(problem));
    }

    /** The REST client has no answer at all, or not in time. */
    @ServerExceptionMapper({ProcessingException.class, TimeoutException.class, IOException.class, VertxException.class})
    Uni<Response> unanswered(Exception failure) {
        LOG.warnf("A service does not answer: %s", failure);
        return page(503, Reason.unanswered());
    }

    /** Somebody comes back from the provider, and who it is cannot be found out. */
    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Uni<Response> notSignedIn(AuthenticationCompletionException failure) {
        LOG.warnf("Somebody could not sign in: %s", failure);
        boolean isAway = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof IOException || cause instanceof TimeoutException);
        var frame = pages.ofAnybody(false);
        return Pages.page(
                frame, isAway ? 503 : 401, new Problem(frame, isAway ? Reason.noProvider() : Reason.notSignedIn()));
    }

    /** What the program itself refuses, such as an address that there is not: a page, for whoever reads pages. */
    @ServerResponseFilter
    void refused(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        // As it was sent: whatever it is, it must not fail here.
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        boolean reads = accepted != null && accepted.contains(MediaType.TEXT_HTML);
        if (reads && Board.serves(path) && response.getEntity() instanceof dev.rota.shared.problem.Problem problem) {
            var frame = pages.ofAnybody(false);
            boolean isUnasked = SignedIn.isUnasked() && "person-unknown".equals(ApiProblem.name(problem.type()));
            if (isUnasked) {
                response.setStatus(503);
            }
            response.setEntity(
                    new Problem(frame, isUnasked ? Reason.unasked() : Reason.of(problem))
                            .setLocale(frame.viewer().locale())
                            .render(),
                    null,
                    MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
        }
    }

    private Uni<Response> page(int status, Reason reason) {
        var frame = pages.frame();
        return Pages.page(frame, status, new Problem(frame, reason));
    }
}

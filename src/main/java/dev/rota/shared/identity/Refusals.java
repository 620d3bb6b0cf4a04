package dev.rota.shared.identity;

import dev.rota.shared.problem.ProblemException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The problems for requests that are refused because of who sends them: 401, with the challenge of RFC 6750, and 403. */
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final SecurityIdentity identity;
    private final HttpAuthenticator authenticator;

    Refusals(SecurityIdentity identity, HttpAuthenticator authenticator) {
        this.identity = identity;
        this.authenticator = authenticator;
    }

    /** A page sends its reader to the provider, or tells its script to do so (499, by Quarkus). */
    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Uni<Response> noToken(UnauthorizedException failure, RoutingContext request) {
        return challenged(request, "", "Send a token: Authorization: Bearer …");
    }

    /** There is no challenge at all for a token of nothing. */
    private static boolean isPage(ChallengeData challenge) {
        return challenge != null && (challenge.status == 302 || challenge.status == 499);
    }

    private static Response page(ChallengeData challenge) {
        var response = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return response.build();
    }

    /**
     * Says not why: whoever tries tokens out would learn from it. A session that cannot be used any more, such as one that
     * the provider has ended, leads to the provider, as none does.
     */
    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Uni<Response> invalidToken(AuthenticationFailedException failure, RoutingContext request) {
        LOG.debugf("A token was refused: %s", failure.getCause() == null ? failure : failure.getCause());
        return challenged(
                request,
                ", error=\"invalid_token\"",
                "The token is not valid, or not any more. Sign in again for a new one.");
    }

    private Uni<Response> challenged(RoutingContext request, String error, String detail) {
        return authenticator
                .getChallenge(request)
                .map(challenge -> isPage(challenge) ? page(challenge) : challenge(error, detail))
                .onFailure(OIDCException.class)
                .recoverWithItem(this::noProvider);
    }

    /** The provider's keys are not known yet, and it does not answer. */
    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Response noProvider(OIDCException failure) {
        LOG.warnf("The OpenID provider does not answer: %s", failure);
        return ProblemException.unavailable("provider-unavailable", "The token cannot be verified now.")
                .getResponse();
    }

    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Response forbidden(ForbiddenException failure) {
        IdentifiedCaller.Standing standing = identity.getAttribute(IdentifiedCaller.STANDING);
        var problem = switch (standing) {
            case UNKNOWN -> ProblemException.forbidden("person-unknown", "No person is linked with your sign-in.");
            case INACTIVE -> ProblemException.forbidden("person-inactive", "You have been deactivated.");
            case ACTIVE -> ProblemException.status(403);
        };
        return problem.getResponse();
    }

    private static Response challenge(String error, String detail) {
        return Response.fromResponse(ProblemException.unauthorized(detail).getResponse())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"rota\"" + error)
                .build();
    }
}

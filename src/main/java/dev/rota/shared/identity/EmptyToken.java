package dev.rota.shared.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** Refuses a token of nothing but dots, which Quarkus 3.33 takes apart without looking: the request would fail with 500. */
@ApplicationScoped
class EmptyToken implements HttpAuthenticationMechanism {

    private static final Pattern FORM = Pattern.compile("(?i)bearer +\\.+ *");

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && FORM.matcher(header).matches()
                ? Uni.createFrom().failure(new AuthenticationFailedException("the token has no parts"))
                : Uni.createFrom().nullItem();
    }

    /** That of tokens is for everybody. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    /** Before Quarkus looks at tokens. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 100;
    }
}

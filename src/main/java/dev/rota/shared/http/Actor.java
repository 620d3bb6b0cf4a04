package dev.rota.shared.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rota.shared.problem.ProblemException;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Who makes a request, by the name that an authenticating proxy has sent along in {@code X-Forwarded-User}, in UTF-8. It is
 * recorded and decides nothing; where anybody can reach the service without such a proxy, it says nothing either.
 */
@Singleton
public class Actor {

    private static final String HEADER = "X-Forwarded-User";

    /** PostgreSQL cannot store all control characters, and nobody can read them. */
    private static final Pattern NAME = Pattern.compile("\\P{Cc}{1,200}");

    private static final String LOCAL = Actor.class.getName();

    /** For as long as the request lasts. A header without a name is none. */
    @ServerRequestFilter
    void remember(ContainerRequestContext request) {
        String header = request.getHeaderString(HEADER);
        if (header == null || header.isBlank()) {
            return;
        }
        // HTTP itself takes each byte for a character.
        String name = new String(header.strip().getBytes(ISO_8859_1), UTF_8);
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.badField(HEADER, "must have 1 to 200 characters, and no control characters");
        }
        ContextLocals.put(LOCAL, name);
    }

    /** Of the request that is being worked on; empty where nobody is named, and where there is no request. */
    public static Optional<String> current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(LOCAL) : Optional.empty();
    }
}

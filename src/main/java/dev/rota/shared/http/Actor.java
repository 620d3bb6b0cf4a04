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
 * The user behind a request, as an authenticating proxy names them in {@code X-Forwarded-User}, in UTF-8. Recorded for
 * the history, never used for authorization; without such a proxy anybody can claim any name.
 */
@Singleton
public class Actor {

    public static final String HEADER = "X-Forwarded-User";

    /** No control characters: PostgreSQL cannot store U+0000. */
    private static final Pattern NAME = Pattern.compile("\\P{Cc}{1,200}");

    private static final String LOCAL = Actor.class.getName();

    /** Kept for the request. An empty header counts as none. */
    @ServerRequestFilter
    void remember(ContainerRequestContext request) {
        String header = request.getHeaderString(HEADER);
        if (header == null || header.isBlank()) {
            return;
        }
        // The server decodes header bytes as ISO 8859-1.
        String name = new String(header.strip().getBytes(ISO_8859_1), UTF_8);
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.badField(HEADER, "must have 1 to 200 characters, and no control characters");
        }
        ContextLocals.put(LOCAL, name);
    }

    /** The actor of the current request; empty if it names none, and outside of requests. */
    public static Optional<String> current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(LOCAL) : Optional.empty();
    }

    /** The same as a header for another service, whose characters are bytes. */
    public static Optional<String> header() {
        return current().map(name -> new String(name.getBytes(UTF_8), ISO_8859_1));
    }
}

package dev.rota.shared.wire;

import dev.rota.shared.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** The header of draft-ietf-httpapi-idempotency-key-header: 1 to 255 visible ASCII characters. */
@Singleton
public class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";
    public static final String PATTERN = "^[\\x21-\\x7e]{1,255}$";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    /** JAX-RS reads an empty header as none, and its sender would rely on a protection that is not there. */
    @ServerRequestFilter
    void refuseEmpty(ContainerRequestContext request) {
        if ("".equals(request.getHeaderString(HEADER))) {
            throw invalid();
        }
    }

    /**
     * @param key the header, {@code null} where there is none
     * @throws ProblemException 400
     */
    public static void check(String key) {
        if (key != null && !COMPILED.matcher(key).matches()) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return ProblemException.badField(HEADER, "must have 1 to 255 visible ASCII characters");
    }
}

package dev.rota.shared.wire;

import dev.rota.shared.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** The header Idempotency-Key, draft-ietf-httpapi-idempotency-key-header: 1 to 255 visible ASCII characters. */
@Singleton
public class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";
    public static final String PATTERN = "^[\\x21-\\x7e]{1,255}$";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    /** JAX-RS treats an empty header as absent; its sender would rely on idempotency in vain. */
    @ServerRequestFilter
    void refuseEmpty(ContainerRequestContext request) {
        if ("".equals(request.getHeaderString(HEADER))) {
            throw invalid();
        }
    }

    /**
     * @param key the header, {@code null} if absent
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

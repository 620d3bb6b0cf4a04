package dev.rota.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * One effect for one Idempotency-Key, however often and however concurrently the request arrives. The key, the answer and
 * the effect are one transaction: a request that failed left no key, and runs again. Kept for 24 hours in the table
 * {@code idempotency_key} of the module's own database. The header is that of draft-ietf-httpapi-idempotency-key-header.
 */
@ApplicationScoped
public class Idempotency {

    private static final String HEADER = "Idempotency-Key";
    static final Pattern KEY = Pattern.compile("^[\\x21-\\x7e]{1,255}$");

    private final ObjectMapper json;

    Idempotency(ObjectMapper json) {
        this.json = json;
    }

    /** JAX-RS takes an empty header for none, and its sender would believe in a protection that is not there. */
    @ServerRequestFilter
    void refuseEmpty(ContainerRequestContext request) {
        if ("".equals(request.getHeaderString(HEADER))) {
            throw invalid();
        }
    }

    /**
     * What identifies a request: the client's key and a digest of what was asked.
     *
     * @param key the header, {@code null} where there is none
     * @throws ProblemException 400 where the key is not 1 to 255 visible ASCII characters
     */
    public Request request(String key, String operation, Object body) {
        if (key == null) {
            return new Request(null, null);
        }
        if (!KEY.matcher(key).matches()) {
            throw invalid();
        }
        return new Request(key, Digest.sha256(operation + "\n" + write(body)));
    }

    private static ProblemException invalid() {
        return ProblemException.badField(HEADER, "must have 1 to 255 visible ASCII characters");
    }

    /** @see #request */
    public record Request(String key, String digest) {}

    /** The answer that this request was given before, or {@code null}. Needs an open session. */
    public <T> Uni<T> earlier(Uni<Mutiny.Session> session, Request request, Class<T> type) {
        if (request.key == null) {
            return Uni.createFrom().nullItem();
        }
        return session.chain(s -> s.createNativeQuery(
                                "SELECT digest, answer FROM idempotency_key WHERE key = :key AND created_at > now() - interval '24 hours'",
                                Object[].class)
                        .setParameter("key", request.key)
                        .getSingleResultOrNull())
                .map(row -> {
                    if (row == null) {
                        return null;
                    }
                    if (!row[0].equals(request.digest)) {
                        throw ProblemException.unprocessable(
                                "idempotency-key-reused",
                                "This Idempotency-Key was used within the last 24 hours for another request.");
                    }
                    return read((String) row[1], type);
                });
    }

    /**
     * Runs the effect, unless the request has had its effect already: then the first answer again. A second request with
     * the same key waits for the first one's transaction. Needs an open transaction.
     */
    public <T> Uni<T> once(Uni<Mutiny.Session> session, Request request, Class<T> type, Supplier<Uni<T>> effect) {
        if (request.key == null) {
            return effect.get();
        }
        return session.chain(s -> forgetOld(s)
                .chain(() -> claim(s, request))
                .chain(claimed -> claimed
                        ? effect.get().call(answer -> keep(s, request, answer))
                        : earlier(session, request, type)));
    }

    /** A few at a time and none that another request is at: nobody waits for the sweeping. */
    private static Uni<Integer> forgetOld(Mutiny.Session session) {
        return session.createNativeQuery("DELETE FROM idempotency_key WHERE key IN (SELECT key FROM idempotency_key"
                        + " WHERE created_at < now() - interval '24 hours' LIMIT 100 FOR UPDATE SKIP LOCKED)")
                .executeUpdate();
    }

    private static Uni<Boolean> claim(Mutiny.Session session, Request request) {
        return session.createNativeQuery("INSERT INTO idempotency_key (key, digest) VALUES (:key, :digest)"
                        + " ON CONFLICT (key) DO UPDATE SET digest = excluded.digest, answer = NULL, created_at = now()"
                        + " WHERE idempotency_key.created_at < now() - interval '24 hours'")
                .setParameter("key", request.key)
                .setParameter("digest", request.digest)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private Uni<Integer> keep(Mutiny.Session session, Request request, Object answer) {
        return session.createNativeQuery("UPDATE idempotency_key SET answer = :answer WHERE key = :key")
                .setParameter("answer", write(answer))
                .setParameter("key", request.key)
                .executeUpdate();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            // After a rollback, a later version may have stored an answer that says more.
            return json.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

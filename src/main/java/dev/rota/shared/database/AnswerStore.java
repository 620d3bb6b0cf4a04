package dev.rota.shared.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rota.shared.identity.Caller;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Digest;
import dev.rota.shared.wire.IdempotencyKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The responses to requests with an {@link IdempotencyKey}, valid for 24 hours, in the table {@code idempotency_key} of
 * the module's database, until {@link Sweep} deletes them.
 */
@Singleton
public class AnswerStore {

    /** In SQL. */
    static final String VALID = "interval '24 hours'";

    /** What is stored for {@code :key}. */
    static final String EARLIER =
            "SELECT digest, answer FROM idempotency_key WHERE key = :key AND created_at > now() - " + VALID;

    private final ObjectMapper json;

    AnswerStore(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @param key {@code null} if the client sent none
     * @param digest of who asks for which operation with which body: tells requests with the same key apart, and nobody
     *     gets another one's answer
     */
    record Request<T>(String key, String digest, Class<T> type) {}

    /** @throws ProblemException 400 if the key is not valid */
    <T> Request<T> request(String key, String operation, Object body, Class<T> type) {
        IdempotencyKey.check(key);
        if (key == null) {
            return new Request<>(null, null, type);
        }
        String caller =
                Caller.current().map(Caller::actor).map(actor -> actor + "\n").orElse("");
        return new Request<>(key, Digest.sha256(caller + operation + "\n" + write(body)), type);
    }

    /** A stored response, as JSON. */
    record Stored(String digest, String answer) {}

    /** @throws ProblemException 422 if the key was used for another request */
    <T> T answer(Stored stored, Request<T> request) {
        if (!stored.digest.equals(request.digest)) {
            throw ProblemException.unprocessable(
                    "idempotency-key-reused",
                    "This Idempotency-Key was used within the last 24 hours for another request.");
        }
        return read(stored.answer, request.type);
    }

    /**
     * Runs the effect and stores its response, or returns the stored one. A second request with the same key waits for
     * the first one's transaction. Needs an open transaction, in which it records the request's {@link Caller}.
     */
    <T> Uni<T> once(Mutiny.Session session, Request<T> request, Supplier<Uni<T>> effect) {
        return insert(session, request)
                .chain(inserted -> inserted
                        ? effect.get().call(answer -> keep(session, request, answer))
                        : session.createNativeQuery(EARLIER, Object[].class)
                                .setParameter("key", request.key)
                                .getSingleResult()
                                .map(row -> answer(new Stored((String) row[0], (String) row[1]), request)));
    }

    private static Uni<Boolean> insert(Mutiny.Session session, Request<?> request) {
        return session.createNativeQuery("INSERT INTO idempotency_key (key, digest)"
                        // One round for both.
                        + " SELECT :key, :digest FROM " + Database.ACTOR
                        + " ON CONFLICT (key) DO UPDATE SET digest = excluded.digest, answer = NULL, created_at = now()"
                        + " WHERE idempotency_key.created_at < now() - " + VALID)
                .setParameter("key", request.key)
                .setParameter("digest", request.digest)
                .setParameter("actor", Caller.current().map(Caller::actor).orElse(""))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private Uni<Integer> keep(Mutiny.Session session, Request<?> request, Object answer) {
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
            // After a rollback, stored responses may have fields, statuses and kinds of a later version.
            return json.readerFor(type)
                    .with(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

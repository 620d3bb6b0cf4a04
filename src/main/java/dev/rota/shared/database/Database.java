package dev.rota.shared.database;

import dev.rota.shared.http.Actor;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.IdempotencyKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A module's access to its database: sessions and transactions with a deadline, and idempotent writes. A module has one
 * bean of a subclass. A database that does not answer is a 503, a row that somebody else changed meanwhile a 412; any
 * other failure is passed on, see {@link DatabaseFailure#violates}.
 */
public abstract class Database {

    /** Waiting for a connection included. Just under the 2 s after which a client gets its 503. */
    private static final Duration DEADLINE = Duration.ofMillis(1_800);

    private final String unit;
    private final AnswerStore answers;

    /** @param unit the name of the datasource and of the persistence unit */
    protected Database(String unit, AnswerStore answers) {
        this.unit = unit;
        this.answers = answers;
    }

    /** The session of the work that is being done by {@link #read}, {@link #write} or {@link #once}. */
    public Uni<Mutiny.Session> session() {
        return SessionOperations.getSession(unit);
    }

    /** Work that reads: each statement is a transaction of its own and sees what is committed. */
    public <T> Uni<T> read(Supplier<Uni<T>> work) {
        return bounded(() -> Panache.withSession(unit, work));
    }

    /** One transaction: all of the work or, if it fails, nothing. The database records the request's {@link Actor}. */
    public <T> Uni<T> write(Supplier<Uni<T>> work) {
        return bounded(() -> Panache.withTransaction(
                unit,
                () -> Actor.current().isEmpty() ? work.get() : recordActor().chain(recorded -> work.get())));
    }

    /**
     * An idempotent {@link #write}: the key, the answer and the effect are one transaction, so a request that failed has
     * left no key, and runs again.
     *
     * @param key the request's {@link IdempotencyKey}, {@code null} for a plain write
     * @param operation what is asked for; together with the body it tells requests apart that share a key
     * @param type the type of the answer, which is kept as JSON
     * @throws ProblemException 422 where the key was used for another request
     */
    public <T> Uni<T> once(String key, String operation, Object body, Class<T> type, Supplier<Uni<T>> effect) {
        return once(answers.request(key, operation, body, type), effect);
    }

    /**
     * The same for a write that needs something first, such as an answer of another service, for which no connection is to be
     * held. A request that was answered before gets that answer without it.
     */
    public <P, T> Uni<T> once(
            String key,
            String operation,
            Object body,
            Class<T> type,
            Supplier<Uni<P>> preparation,
            Function<P, Uni<T>> effect) {
        var request = answers.request(key, operation, body, type);
        return earlier(request)
                .onItem()
                .ifNull()
                .switchTo(() -> preparation.get().chain(prepared -> once(request, () -> effect.apply(prepared))));
    }

    private <T> Uni<T> once(AnswerStore.Request<T> request, Supplier<Uni<T>> effect) {
        return write(
                () -> request.key() == null ? effect.get() : session().chain(s -> answers.once(s, request, effect)));
    }

    private <T> Uni<T> earlier(AnswerStore.Request<T> request) {
        return request.key() == null
                ? Uni.createFrom().nullItem()
                : read(() -> session().chain(s -> answers.earlier(s, request)));
    }

    /** For this transaction only: the connection serves others afterwards. */
    private Uni<String> recordActor() {
        return session()
                .chain(session -> session.createNativeQuery(
                                "SELECT set_config('rota.actor', :actor, true)", String.class)
                        .setParameter("actor", Actor.current().orElseThrow())
                        .getSingleResult());
    }

    /**
     * Work that misses the deadline is left to end by itself rather than cancelled: a session that is closed in the
     * middle of a statement would hand its connection back with the transaction still open.
     */
    private static <T> Uni<T> bounded(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>emitter(emitter -> work.get().subscribe().with(emitter::complete, emitter::fail))
                .ifNoItem()
                .after(DEADLINE)
                .failWith(() -> new TimeoutException("no answer within " + DEADLINE))
                .onFailure()
                .transform(DatabaseFailure::translate);
    }
}

package dev.rota.shared.database;

import dev.rota.shared.http.Deadline;
import dev.rota.shared.identity.Caller;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.IdempotencyKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A module's access to its database: reads and transactions with a deadline, and idempotent writes. Reads are answered by
 * the driver, and only writes have a session of Hibernate. A module has one bean of a subclass. A database that does not
 * answer is a 503, a failure of optimistic locking a 412; any other failure is passed on, see {@link
 * DatabaseFailure#violates}.
 */
public abstract class Database {

    /** Makes {@code :actor} the one of a transaction; not of more, because connections are pooled. */
    static final String ACTOR = "set_config('rota.actor', :actor, true)";

    private final String unit;
    private final Pool pool;
    private final AnswerStore answers;

    /**
     * @param unit the name of both datasource and persistence unit
     * @param pool the datasource's
     */
    protected Database(String unit, Pool pool, AnswerStore answers) {
        this.unit = unit;
        this.pool = pool;
        this.answers = answers;
    }

    /** The current session, within {@link #write} or {@link #once}. */
    public Uni<Mutiny.Session> session() {
        return SessionOperations.getSession(unit);
    }

    /**
     * Answers a query in a transaction of its own (auto-commit). The objects belong to no session: what is changed in one
     * stays there.
     */
    public <T> Uni<List<T>> read(ListQuery<T> query) {
        return read(query.statement(), query.mapping().object());
    }

    /**
     * The same for any other query.
     *
     * @param sql with named parameters, {@code :name}; casts are written as CAST
     * @param values by name: texts, numbers, UUIDs, instants, enums, and arrays of texts or UUIDs
     */
    public <T> Uni<List<T>> read(String sql, Map<String, ?> values, Function<Row, T> object) {
        return read(Statement.of(sql, values), object);
    }

    private <T> Uni<List<T>> read(Statement statement, Function<Row, T> object) {
        return bounded(deadline -> Uni.createFrom()
                .completionStage(() -> pool.preparedQuery(statement.sql())
                        .collecting(Collectors.mapping(object, Collectors.toList()))
                        .execute(statement.values())
                        .map(SqlResult::value)
                        .toCompletionStage()));
    }

    /** The row of a query that has one at the most; {@code null} for none. */
    public <T> Uni<T> one(ListQuery<T> query) {
        return read(query).map(found -> found.isEmpty() ? null : found.get(0));
    }

    /**
     * @param none for no row
     * @throws ProblemException as {@code none} says
     */
    public <T> Uni<T> one(ListQuery<T> query, Supplier<ProblemException> none) {
        return one(query).onItem().ifNull().failWith(none);
    }

    /** Answers a query within {@link #write} or {@link #once}, by managed entities: what is changed in one is written. */
    public <T> Uni<List<T>> load(ListQuery<T> query) {
        return session().chain(query::load);
    }

    /** Runs one transaction, in which the database records the request's {@link Caller}. */
    public <T> Uni<T> write(Supplier<Uni<T>> work) {
        return transaction(() -> recordActor().chain(done -> work.get()));
    }

    private <T> Uni<T> transaction(Supplier<Uni<T>> work) {
        return bounded(deadline -> Panache.withTransaction(
                unit,
                () -> requireTime(deadline)
                        .chain(session -> work.get())
                        // What is still to be written, so that nothing but COMMIT is sent after this check.
                        .call(() -> session().call(Mutiny.Session::flush))
                        .call(() -> requireTime(deadline))));
    }

    /**
     * Fails after the deadline, so that the transaction is rolled back: its client has been told that nothing was done,
     * and may have sent the request again since.
     */
    private Uni<Mutiny.Session> requireTime(Deadline deadline) {
        return session().invoke(session -> {
            if (deadline.isOver()) {
                throw new CompletionException(new TimeoutException("rolled back after the deadline"));
            }
        });
    }

    /**
     * An idempotent {@link #write}: the key and the response are stored in the same transaction, so a request that
     * failed has left no key and may be retried.
     *
     * @param key the request's {@link IdempotencyKey}, {@code null} for a plain write
     * @param operation together with the body, tells requests with the same key apart
     * @param type the type of the response, which is stored as JSON
     * @throws ProblemException 422 if the key was used for another request
     */
    public <T> Uni<T> once(String key, String operation, Object body, Class<T> type, Supplier<Uni<T>> effect) {
        return once(answers.request(key, operation, body, type), effect);
    }

    /**
     * The same for a write that first needs something else, such as a call of another service, during which no
     * connection is held. Skipped if the response is stored already.
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
        return request.key() == null
                ? write(effect)
                : transaction(() -> session().chain(session -> answers.once(session, request, effect)));
    }

    private <T> Uni<T> earlier(AnswerStore.Request<T> request) {
        return request.key() == null
                ? Uni.createFrom().nullItem()
                : read(
                                AnswerStore.EARLIER,
                                Map.of("key", request.key()),
                                row -> new AnswerStore.Stored(row.getString("digest"), row.getString("answer")))
                        .map(found -> found.isEmpty() ? null : answers.answer(found.get(0), request));
    }

    private Uni<Void> recordActor() {
        var actor = Caller.current().map(Caller::actor);
        return actor.isEmpty()
                ? Uni.createFrom().voidItem()
                : session()
                        .chain(session -> session.createNativeQuery("SELECT " + ACTOR, String.class)
                                .setParameter("actor", actor.get())
                                .getSingleResult())
                        .replaceWithVoid();
    }

    /**
     * Work that misses the deadline, the wait for a connection included, is not cancelled: closing a session in the
     * middle of a statement would return its connection to the pool with the transaction still open. It ends by itself,
     * at the latest by the server's {@code transaction_timeout}.
     */
    private static <T> Uni<T> bounded(Function<Deadline, Uni<T>> work) {
        return Deadline.bound(deadline -> Uni.createFrom()
                        .<T>emitter(emitter -> work.apply(deadline).subscribe().with(emitter::complete, emitter::fail)))
                .onFailure()
                .transform(DatabaseFailure::translate);
    }
}

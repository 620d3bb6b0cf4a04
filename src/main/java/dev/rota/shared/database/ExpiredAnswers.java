package dev.rota.shared.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlResult;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Deletes the responses of the {@link AnswerStore} that have expired, whether or not anybody sends requests. */
@Singleton
class ExpiredAnswers {

    private static final Logger LOG = Logger.getLogger(ExpiredAnswers.class);

    private static final int AT_ONCE = 500;

    /**
     * By the database's clock. SKIP LOCKED: no request waits for it, nor it for one, and the replicas share the work.
     */
    private static final String DELETE = "DELETE FROM idempotency_key WHERE key IN (SELECT key FROM idempotency_key"
            + " WHERE created_at < now() - " + AnswerStore.VALID + " LIMIT " + AT_ONCE + " FOR UPDATE SKIP LOCKED)";

    private final Instance<Pool> pools;
    private final Duration every;
    private Cancellable rounds;
    private boolean failing;

    ExpiredAnswers(@Any Instance<Pool> pools, @ConfigProperty(name = "rota.expired-answers.every") Duration every) {
        this.pools = pools;
        this.every = every;
    }

    /** One round after another, however long one takes. */
    void begin(@Observes StartupEvent start) {
        rounds = Multi.createFrom()
                .ticks()
                .startingAfter(every)
                .every(every)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> round())
                .subscribe()
                .with(done -> {});
    }

    void end(@Observes ShutdownEvent shutdown) {
        rounds.cancel();
    }

    private Uni<Boolean> round() {
        return Multi.createFrom()
                .iterable(pools)
                .onItem()
                .transformToUniAndConcatenate(ExpiredAnswers::deleteFrom)
                .collect()
                .asList()
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(this::tell)
                .invoke(done -> failing = !done);
    }

    private static Uni<Integer> deleteFrom(Pool pool) {
        return Uni.createFrom()
                .completionStage(() ->
                        pool.query(DELETE).execute().map(SqlResult::rowCount).toCompletionStage())
                .repeat()
                .whilst(deleted -> deleted == AT_ONCE)
                .collect()
                .last();
    }

    /** Once, and not every minute while a database is away. */
    private boolean tell(Throwable failure) {
        if (!failing) {
            LOG.warnf("Expired idempotency keys could not be deleted: %s", failure);
        }
        return false;
    }
}

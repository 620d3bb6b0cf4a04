package dev.rota.shared.database;

import io.quarkus.arc.All;
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
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Deletes what has {@link Expired}, in small bites, whether or not anybody sends requests. That of every module are the responses
 * of the {@link AnswerStore}.
 */
@Singleton
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private static final String EXPIRED_ANSWER = "created_at < now() - " + AnswerStore.VALID;

    private final List<Expired> all;
    private final Duration every;
    private Cancellable rounds;
    private boolean failing;

    Sweep(
            @Any Instance<Pool> pools,
            @All List<Expired> expired,
            @ConfigProperty(name = "rota.sweep.every") Duration every) {
        all = Stream.concat(
                        pools.stream().map(pool -> new Expired(pool, "idempotency_key", EXPIRED_ANSWER)),
                        expired.stream())
                .toList();
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
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(Sweep::delete)
                .collect()
                .asList()
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(this::tell)
                .invoke(done -> failing = !done);
    }

    private static Uni<Integer> delete(Expired expired) {
        String deletion = expired.deletion();
        return Uni.createFrom()
                .completionStage(() -> expired.pool()
                        .query(deletion)
                        .execute()
                        .map(SqlResult::rowCount)
                        .toCompletionStage())
                .repeat()
                .whilst(deleted -> deleted == Expired.AT_ONCE)
                .collect()
                .last();
    }

    /** Once, and not every minute while a database is away. */
    private boolean tell(Throwable failure) {
        if (!failing) {
            LOG.warnf("What has expired could not be deleted: %s", failure);
        }
        return false;
    }
}

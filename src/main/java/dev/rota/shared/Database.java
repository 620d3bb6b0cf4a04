package dev.rota.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** A module's way to its database: within a deadline, and with failures that say what they mean. */
public final class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);

    /** Waiting for a connection included. Just under the 2 s after which a client gets its 503. */
    private static final Duration DEADLINE = Duration.ofMillis(1_800);

    private Database() {}

    /** Work that reads: statements that each are a transaction of their own and see what is committed. */
    public static <T> Uni<T> read(String unit, Supplier<Uni<T>> work) {
        return bounded(() -> Panache.withSession(unit, work));
    }

    /** One transaction: all of the work or, if it fails, nothing. The database records who asked for it. */
    public static <T> Uni<T> write(String unit, Supplier<Uni<T>> work) {
        return bounded(() -> Panache.withTransaction(
                unit, () -> Actor.current().isEmpty() ? work.get() : sign(unit).chain(signed -> work.get())));
    }

    /** For this transaction only: the connection is somebody else's afterwards. */
    private static Uni<String> sign(String unit) {
        return SessionOperations.getSession(unit)
                .chain(session -> session.createNativeQuery(
                                "SELECT set_config('rota.actor', :actor, true)", String.class)
                        .setParameter("actor", Actor.current().orElseThrow())
                        .getSingleResult());
    }

    /** Whether the database refused a row because of the constraint of this name. */
    public static boolean violates(Throwable failure, String constraint) {
        // Hibernate Reactive keeps the driver's message, which quotes the name, and drops its getConstraint().
        return refusal(failure)
                .map(refusal -> refusal.state.startsWith("23") && refusal.message.contains('"' + constraint + '"'))
                .orElse(false);
    }

    /** The problem that a failure of the database is to a client; empty for a failure that is none. */
    static Optional<ProblemException> problem(Throwable failure) {
        if (causes(failure).anyMatch(OptimisticLockException.class::isInstance)) {
            return Optional.of(ProblemException.stale());
        }
        boolean transientState = refusal(failure)
                .map(refusal -> UNAVAILABLE.contains(refusal.state.substring(0, 2)))
                .orElse(false);
        if (transientState || causes(failure).anyMatch(Database::isConnectionFailure)) {
            LOG.warnf(
                    "The database did not answer: %s",
                    causes(failure).reduce((a, b) -> b).orElse(failure));
            return Optional.of(
                    ProblemException.unavailable("database-unavailable", "The database does not answer now."));
        }
        return Optional.empty();
    }

    /**
     * SQLSTATE classes that another attempt may not meet: connection exception, transaction rollback (serialization,
     * deadlock), insufficient resources, operator intervention (shutdown, statement timeout).
     * https://www.postgresql.org/docs/18/errcodes-appendix.html
     */
    private static final Set<String> UNAVAILABLE = Set.of("08", "40", "53", "57");

    /**
     * Work that misses the deadline is left to end by itself rather than cancelled: a session that is closed in the
     * middle of a statement would hand its connection back with the transaction still open.
     */
    private static <T> Uni<T> bounded(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>emitter(emitter -> work.get().subscribe().with(emitter::complete, emitter::fail))
                .ifNoItem()
                .after(DEADLINE)
                .failWith(() -> new TimeoutException("no answer within " + DEADLINE));
    }

    private static boolean isConnectionFailure(Throwable failure) {
        return (failure instanceof IOException && !(failure instanceof JsonProcessingException))
                || failure instanceof TimeoutException
                // The driver's own words for a connection that is gone, and for a pool that waited in vain.
                || (failure instanceof VertxException && !(failure instanceof DatabaseException))
                || failure instanceof NoStackTraceThrowable;
    }

    /** What the server itself said: to a statement by way of Hibernate, to the end of a transaction by the driver. */
    private static Optional<Refusal> refusal(Throwable failure) {
        return causes(failure)
                .map(e -> e instanceof SQLException sql
                        ? new Refusal(sql.getSQLState(), sql.getMessage())
                        : e instanceof DatabaseException driver
                                ? new Refusal(driver.getSqlState(), driver.getMessage())
                                : new Refusal(null, null))
                .filter(refusal -> refusal.state != null)
                .findFirst();
    }

    private record Refusal(String state, String message) {}

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(20);
    }
}

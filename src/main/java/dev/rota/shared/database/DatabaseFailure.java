package dev.rota.shared.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rota.shared.problem.ProblemException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Classifies failures of the database. */
public final class DatabaseFailure {

    private static final Logger LOG = Logger.getLogger(DatabaseFailure.class);

    /**
     * How the SQLSTATE of a transient failure, worth a retry, begins: connection exception, transaction rollback
     * (serialization, deadlock), insufficient resources (locks, connections, memory, disk), operator intervention
     * (shutdown, start, statement timeout), and the time-outs of a transaction and of a lock.
     * https://www.postgresql.org/docs/18/errcodes-appendix.html
     */
    private static final Set<String> UNAVAILABLE = Set.of("08", "40", "53", "57", "25P03", "25P04", "55P03");

    /** SQLSTATE class of integrity constraint violations. */
    private static final String VIOLATION = "23";

    private DatabaseFailure() {}

    /** Whether the failure is a violation of this constraint. */
    public static boolean violates(Throwable failure, String constraint) {
        // Hibernate Reactive keeps the driver's message, which quotes the name, and drops its getConstraint().
        return refusal(failure)
                .map(refusal -> refusal.state.startsWith(VIOLATION) && refusal.message.contains('"' + constraint + '"'))
                .orElse(false);
    }

    /** The problem for a failure of optimistic locking or of availability, else the failure itself. */
    static Throwable translate(Throwable failure) {
        return problem(failure).<Throwable>map(problem -> problem).orElse(failure);
    }

    private static Optional<ProblemException> problem(Throwable failure) {
        if (causes(failure).anyMatch(OptimisticLockException.class::isInstance)) {
            return Optional.of(ProblemException.stale());
        }
        boolean transientState = refusal(failure)
                .map(refusal -> UNAVAILABLE.stream().anyMatch(refusal.state::startsWith))
                .orElse(false);
        if (transientState || causes(failure).anyMatch(DatabaseFailure::isConnectionFailure)) {
            LOG.warnf(
                    "The database did not answer: %s",
                    causes(failure).reduce((a, b) -> b).orElse(failure));
            return Optional.of(
                    ProblemException.unavailable("database-unavailable", "The database does not answer now."));
        }
        return Optional.empty();
    }

    private static boolean isConnectionFailure(Throwable failure) {
        return (failure instanceof IOException && !(failure instanceof JsonProcessingException))
                || failure instanceof TimeoutException
                // What the driver throws for a closed connection, and the pool for a time-out.
                || (failure instanceof VertxException && !(failure instanceof DatabaseException))
                || failure instanceof NoStackTraceThrowable;
    }

    /** The server's error, which Hibernate wraps for a statement and the driver throws as such for a commit. */
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

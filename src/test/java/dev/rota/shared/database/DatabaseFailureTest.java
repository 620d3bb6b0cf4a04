package dev.rota.shared.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shared.problem.ProblemException;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says, by SQLSTATE: https://www.postgresql.org/docs/18/errcodes-appendix.html */
class DatabaseFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", // connection failure
                "25P03", // idle in transaction for too long
                "25P04", // transaction_timeout
                "40001", // serialization failure
                "40P01", // deadlock
                "53000", // insufficient resources
                "53100", // disk full
                "53200", // out of memory, and no room in the table of locks
                "53300", // too many connections
                "53400", // a limit of the configuration
                "55P03", // lock_timeout
                "57014", // statement_timeout
                "57P01", // the server is shut down
                "57P02", // the server crashed
                "57P03", // the server is starting, or recovering
                "57P05" // idle for too long
            })
    void what_may_succeed_a_moment_later_is_a_503(String state) {
        for (var failure : failures(state)) {
            var problem = assertInstanceOf(ProblemException.class, DatabaseFailure.translate(failure), state);
            assertEquals(503, problem.getResponse().getStatus());
            assertTrue(problem.getResponse().getHeaders().containsKey("Retry-After"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "25001", "42P01", "42501", "22023", "55000", "XX000"})
    void anything_else_is_what_it_was(String state) {
        for (var failure : failures(state)) {
            assertSame(failure, DatabaseFailure.translate(failure));
        }
    }

    /** As the driver throws it, and as Hibernate wraps it. */
    private static Throwable[] failures(String state) {
        return new Throwable[] {
            new PgException("told", "FATAL", state, "detail"), new CompletionException(new SQLException("told", state))
        };
    }
}

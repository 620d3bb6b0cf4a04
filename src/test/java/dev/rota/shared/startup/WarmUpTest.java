package dev.rota.shared.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.shared.identity.RehearsalKey;
import dev.rota.shared.problem.ProblemException;
import dev.rota.support.Databases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** When a program says that it is warm. */
@QuarkusTest
@QuarkusTestResource(Databases.class)
class WarmUpTest {

    private static final int ROUNDS = 3;
    private static final int CLIENTS = 2;

    @Inject
    Vertx vertx;

    /** How many writes have begun. */
    private final AtomicInteger writes = new AtomicInteger();

    private WarmUp warmUp;

    /** @param write by its number, from 1 */
    private WarmUp rehearsing(IntFunction<Uni<?>> write) {
        var rehearsal = new Rehearsal() {

            @Override
            public List<Request> requests() {
                return List.of();
            }

            @Override
            public Uni<?> write() {
                assertEquals(Status.DOWN, warmUp.call().getStatus());
                return write.apply(writes.incrementAndGet());
            }
        };
        var config = new WarmUpConfig() {

            @Override
            public int rounds() {
                return ROUNDS;
            }

            @Override
            public int clients() {
                return CLIENTS;
            }
        };
        warmUp = new WarmUp(vertx, List.of(rehearsal), new RehearsalKey(), config);
        return warmUp;
    }

    private void isWarmAfter(int expected) {
        warmUp.warmUp(0);
        assertEquals(Status.UP, warmUp.call().getStatus());
        assertEquals(expected, writes.get());
    }

    @Test
    void it_rehearses_one_by_one_and_then_on_all_connections_at_once() {
        rehearsing(write -> Uni.createFrom().voidItem());
        isWarmAfter(ROUNDS + CLIENTS);
    }

    @Test
    void what_misses_its_deadline_is_rehearsed_again() {
        rehearsing(write -> write <= 2
                ? Uni.createFrom().failure(ProblemException.unavailable("database-unavailable", "late"))
                : Uni.createFrom().voidItem());
        isWarmAfter(2 + ROUNDS + CLIENTS);
    }

    /** The first round on all connections has one that takes longer than that. */
    @Test
    void it_goes_on_until_all_connections_at_once_are_answered_within_a_second() {
        rehearsing(write -> write == ROUNDS + 1
                ? Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(1_100))
                : Uni.createFrom().voidItem());
        isWarmAfter(ROUNDS + 2 * CLIENTS);
    }

    @Test
    void what_cannot_be_rehearsed_at_all_does_not_keep_a_program_from_serving() {
        rehearsing(write -> Uni.createFrom().failure(new IllegalStateException("no such table")));
        isWarmAfter(1);
    }
}

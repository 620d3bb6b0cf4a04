package dev.rota.shared.http;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The moment by which a request has its answer, whatever it needs for it: just under the 2 s within which a client gets
 * its 503. The clock starts with the first step that waits for a database or another service, so a slow upload does not
 * count.
 *
 * @param nanos of {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    private static final Duration LIMIT = Duration.ofMillis(1_800);

    private static final String LOCAL = Deadline.class.getName();

    /** The deadline of the current request; outside of requests, a new one. */
    public static Deadline current() {
        if (!VertxContext.isOnDuplicatedContext()) {
            return begin();
        }
        return ContextLocals.<Deadline>get(LOCAL).orElseGet(() -> {
            var deadline = begin();
            ContextLocals.put(LOCAL, deadline);
            return deadline;
        });
    }

    /**
     * Work that waits for something else, which learns the current deadline. Where there is no answer by then, it is
     * cancelled and fails with a {@link TimeoutException}.
     */
    public static <T> Uni<T> bound(Function<Deadline, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            var deadline = current();
            return work.apply(deadline)
                    .ifNoItem()
                    .after(deadline.left())
                    .failWith(() -> new TimeoutException("no answer before the deadline"));
        });
    }

    private static Deadline begin() {
        return new Deadline(System.nanoTime() + LIMIT.toNanos());
    }

    public boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }

    /** What is left until then; at least a millisecond, because a time-out of nothing cannot be set. */
    public Duration left() {
        return Duration.ofNanos(Math.max(nanos - System.nanoTime(), 1_000_000));
    }
}

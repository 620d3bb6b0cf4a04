package dev.rota.shifts.people;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rota.shared.http.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests share a call of users. */
class GatheredCallsTest {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<Set<UUID>> calls = new ArrayList<>();
    private Function<UUID, Person> users = id -> new Person(Person.Standing.ACTIVE, Set.of(id.toString()), null);
    private final GatheredCalls gathered =
            new GatheredCalls(new UsersCalls(null, null, null, new SimpleMeterRegistry()) {
                @Override
                Uni<Map<UUID, Person>> people(Set<UUID> ids, Deadline deadline) {
                    calls.add(Set.copyOf(ids));
                    return Uni.createFrom()
                            .item(() -> ids.stream().collect(Collectors.toMap(id -> id, id -> users.apply(id))));
                }
            });

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void who_is_asked_for_in_one_turn_is_asked_for_by_one_call_and_each_gets_their_own() throws Exception {
        var ids = ids(3);
        var answers =
                inOneTurn(Stream.concat(ids.stream(), Stream.of(ids.get(0))).toList());
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    Set.of(ids.get(i % 3).toString()),
                    answers.get(i).get(10, SECONDS).roles());
        }
        assertEquals(List.of(Set.copyOf(ids)), calls);
    }

    @Test
    void the_next_turn_asks_again() throws Exception {
        var ids = ids(1);
        inOneTurn(ids).get(0).get(10, SECONDS);
        users = id -> Person.UNKNOWN;
        assertSame(Person.UNKNOWN, inOneTurn(ids).get(0).get(10, SECONDS));
        assertEquals(2, calls.size());
    }

    @Test
    void more_than_users_takes_are_asked_for_by_several_calls() throws Exception {
        for (var answer : inOneTurn(ids(UsersClient.MOST + 1))) {
            answer.get(10, SECONDS);
        }
        assertEquals(List.of(UsersClient.MOST, 1), calls.stream().map(Set::size).toList());
    }

    @Test
    void a_call_that_fails_fails_for_all_of_it() throws Exception {
        users = id -> {
            throw new IllegalStateException("down");
        };
        for (var answer : inOneTurn(ids(2))) {
            assertThrows(ExecutionException.class, () -> answer.get(10, SECONDS));
        }
        assertEquals(1, calls.size());
    }

    @Test
    void each_request_goes_on_in_its_own_context() throws Exception {
        var contexts = new ArrayList<Context>();
        var seen = new ArrayList<Context>();
        for (var answer : inOneTurn(ids(2), contexts, seen)) {
            answer.get(10, SECONDS);
        }
        assertEquals(2, Set.copyOf(contexts).size());
        assertEquals(contexts, seen);
    }

    private List<CompletableFuture<Person>> inOneTurn(List<UUID> ids) throws Exception {
        return inOneTurn(ids, new ArrayList<>(), new ArrayList<>());
    }

    /** Each in a context of its own, as requests are. */
    private List<CompletableFuture<Person>> inOneTurn(List<UUID> ids, List<Context> contexts, List<Context> seen)
            throws Exception {
        var started = new CompletableFuture<List<CompletableFuture<Person>>>();
        var loop = (ContextInternal) vertx.getOrCreateContext();
        loop.runOnContext(turn -> started.complete(ids.stream()
                .map(id -> {
                    var answer = new CompletableFuture<Person>();
                    var request = loop.duplicate();
                    contexts.add(request);
                    request.dispatch(asked -> gathered.person(id, Deadline.current())
                            .invoke(person -> seen.add(Vertx.currentContext()))
                            .subscribe()
                            .with(answer::complete, answer::completeExceptionally));
                    return answer;
                })
                .toList()));
        return started.get(10, SECONDS);
    }

    private static List<UUID> ids(int number) {
        return IntStream.range(0, number).mapToObj(i -> UUID.randomUUID()).toList();
    }
}

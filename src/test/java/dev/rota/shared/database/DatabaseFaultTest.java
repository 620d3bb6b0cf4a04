package dev.rota.shared.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.support.Client;
import dev.rota.support.Client.Answer;
import dev.rota.support.OwnDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both modules under constant traffic while their database fails and comes back. */
@QuarkusTest
@QuarkusTestResource(value = OwnDatabase.class, restrictToAnnotatedClass = true)
class DatabaseFaultTest {

    private enum Database {
        UP,
        DOWN,
        CHANGING
    }

    @TestHTTPResource
    URI root;

    @TestHTTPResource(management = true)
    URI management;

    OwnDatabase database;
    Client client;

    /** Each of these goes on all the time. */
    private final List<Supplier<Answer>> traffic = List.of(
            this::register,
            this::register,
            this::plan,
            this::plan,
            () -> client.get("/v1/users"),
            () -> client.get("/v1/people/" + UUID.randomUUID() + "/shifts"),
            () -> client.get("/v1/shifts/now"));

    private final ExecutorService threads = Executors.newFixedThreadPool(traffic.size());
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private Step repair;
    private volatile Database state = Database.UP;

    @BeforeEach
    void traffic_begins() throws InterruptedException {
        client = new Client(root);
        for (var request : traffic) {
            threads.submit(() -> repeat(request));
        }
        Thread.sleep(2_000);
    }

    @Test
    void the_database_is_shut_down_and_started_again() throws Exception {
        outage("shutdown", database::shutDown, database::startServer);
    }

    @Test
    void the_database_is_killed_and_started_again() throws Exception {
        outage("kill -9", database::kill, database::startServer);
    }

    @Test
    void the_database_freezes_and_goes_on() throws Exception {
        outage("freeze", database::freeze, database::thaw);
    }

    @Test
    void the_database_is_replaced_by_one_that_accepts_connections_and_says_nothing() throws Exception {
        outage("silence", database::beSilent, database::startServer);
    }

    private interface Step {

        void run() throws Exception;
    }

    /** The next test needs a healthy database. */
    @AfterEach
    void traffic_ends() throws Exception {
        threads.shutdownNow();
        if (state != Database.UP) {
            repair.run();
        }
    }

    private void outage(String name, Step begin, Step end) throws Exception {
        repair = end;
        state = Database.CHANGING;
        begin.run();
        state = Database.DOWN;
        int before = refused.get();

        // Longer than a pool would have to wait for what it has lost.
        var health = new Client(management);
        var until = Instant.now().plusSeconds(6);
        while (Instant.now().isBefore(until)) {
            assertEquals(200, health.get("/q/health/live").status());
            Thread.sleep(200);
        }
        assertEquals(503, health.get("/q/health/ready").status());
        assertTrue(refused.get() > before, "there was traffic");

        state = Database.CHANGING;
        end.run();
        repair = () -> {};
        var healed = Instant.now();
        await().atMost(10, SECONDS).until(this::everybodySucceeds);
        long recovery = Duration.between(healed, Instant.now()).toMillis();
        state = Database.UP;
        Thread.sleep(2_000);
        assertEquals(200, health.get("/q/health/ready").status());

        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, SECONDS));
        System.out.printf(
                "%s: %d answers, %d times 503, longest %d ms, well again after %d ms%n",
                name, succeeded.get(), refused.get(), client.longest().toMillis(), recovery);
        assertEquals(List.of(), List.copyOf(surprises));
        assertTrue(client.longest().toSeconds() < 5, client.longest().toString());
        for (String path : acknowledged) {
            assertEquals(200, client.get(path).status(), path);
        }
    }

    private boolean everybodySucceeds() {
        return traffic.stream().allMatch(request -> request.get().status() < 300);
    }

    private void repeat(Supplier<Answer> request) {
        while (!threads.isShutdown()) {
            var before = state;
            try {
                var answer = request.get();
                boolean unavailable = answer.isUnavailable("database-unavailable");
                (unavailable ? refused : succeeded).incrementAndGet();
                boolean expected = before != state || before == Database.CHANGING
                        ? unavailable || answer.status() < 300
                        : unavailable == (before == Database.DOWN);
                if (!expected || (!unavailable && answer.status() >= 300)) {
                    surprises.add(before + ": " + answer);
                }
                Thread.sleep(20);
            } catch (InterruptedException e) {
                return;
            } catch (AssertionError e) {
                if (!threads.isShutdown()) {
                    surprises.add(before + ": " + e.getCause());
                }
            }
        }
    }

    private Answer register() {
        return acknowledge("/v1/users", Map.of("name", "Ada Lovelace", "email", UUID.randomUUID() + "@example.com"));
    }

    private Answer plan() {
        return acknowledge(
                "/v1/shifts",
                Map.of(
                        "start", "2026-03-29T00:00:00+01:00",
                        "end", "2026-03-29T08:00:00+02:00",
                        "zone", "Europe/Berlin",
                        "location", "Harbour café"));
    }

    private Answer acknowledge(String path, Map<String, ?> body) {
        var answer = client.post(path, body);
        if (answer.status() == 201) {
            acknowledged.add(path + "/" + answer.id());
        }
        return answer;
    }
}

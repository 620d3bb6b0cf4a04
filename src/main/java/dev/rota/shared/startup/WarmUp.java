package dev.rota.shared.startup;

import dev.rota.shared.identity.RehearsalKey;
import dev.rota.shared.problem.ProblemException;
import io.quarkus.arc.All;
import io.quarkus.vertx.VertxContextSupport;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: the JVM is warm. The first requests to a cold JVM on half a core take seconds, so a new pod sends them to
 * itself.
 */
@Readiness
@ApplicationScoped
class WarmUp implements HealthCheck {

    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(WarmUp.class);
    private static final Logger ACCESS_LOG = Logger.getLogger("io.quarkus.http.access-log");

    /**
     * A rehearsal that takes longer will not succeed: its database or the other service is away. Ten times what it
     * takes on half a core, because pods that start at the same time get less each.
     */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * What a round on all connections at once takes at most when the JVM is warm. On a busy machine, the first of them
     * takes seconds, and so would the first requests of clients, who are answered 503 then.
     */
    private static final Duration WARM = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final List<Rehearsal> rehearsals;
    private final RehearsalKey key;
    private final int rounds;
    private final int clients;
    private volatile boolean done;

    WarmUp(Vertx vertx, @All List<Rehearsal> rehearsals, RehearsalKey key, WarmUpConfig config) {
        this.vertx = vertx;
        this.rehearsals = rehearsals;
        this.key = key;
        rounds = config.rounds();
        clients = config.clients();
        done = rounds == 0;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("warm-up").status(done).build();
    }

    void begin(@ObservesAsync HttpServerStart start) {
        if (!done) {
            warmUp(start.options().getPort());
        }
    }

    void warmUp(int port) {
        // Not requests of clients.
        ACCESS_LOG.setLevel(Level.OFF);
        long begin = System.nanoTime();
        var client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(clients));
        var together = Executors.newFixedThreadPool(clients);
        String token = key.begin();
        Callable<Boolean> rehearsal = () -> rehearse(client, port, token);
        int round = 0;
        int atOnce = 0;
        boolean warm = false;
        try {
            while (round < rounds && since(begin).compareTo(LIMIT) < 0) {
                if (rehearsal.call()) {
                    round++;
                } else {
                    // The database may refuse at once.
                    Thread.sleep(100);
                }
            }
            while (!warm && since(begin).compareTo(LIMIT) < 0) {
                long start = System.nanoTime();
                warm = true;
                for (var rehearsed : together.invokeAll(Collections.nCopies(clients, rehearsal))) {
                    warm &= rehearsed.get();
                }
                warm &= since(start).compareTo(WARM) < 0;
                atOnce++;
            }
        } catch (Throwable e) {
            // Cold, but able to serve.
            LOG.warnf("The warm-up failed: %s", e);
        } finally {
            together.shutdown();
            client.close();
            key.end();
            ACCESS_LOG.setLevel(null);
            done = true;
        }
        LOG.infof(
                "Warmed up in %d ms by %d rounds, and %d on %d connections at once",
                since(begin).toMillis(), round, atOnce, clients);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Whether the write did not miss its deadline. On a cold JVM on a busy machine, the first ones do. */
    private boolean rehearse(HttpClient client, int port, String token) throws Exception {
        boolean inTime = true;
        for (Rehearsal rehearsal : rehearsals) {
            for (Rehearsal.Request request : rehearsal.requests()) {
                ask(client, port, token, request).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
            try {
                VertxContextSupport.subscribeAndAwait(rehearsal::write);
            } catch (ProblemException e) {
                inTime = false;
            } catch (Throwable e) {
                throw new ExecutionException(e);
            }
        }
        return inTime;
    }

    /** On an event loop, so that the response cannot arrive before its handler is set. */
    private CompletableFuture<Buffer> ask(HttpClient client, int port, String token, Rehearsal.Request request) {
        var answer = new CompletableFuture<Buffer>();
        vertx.getOrCreateContext()
                .runOnContext(go -> client.request(request.method(), port, "localhost", request.path())
                        .map(sent -> sent.putHeader(HttpHeaders.AUTHORIZATION, token))
                        .compose(sent -> request.body() == null
                                ? sent.send()
                                : sent.putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                                        .send(Buffer.buffer(request.body())))
                        .compose(HttpClientResponse::body)
                        .onSuccess(answer::complete)
                        .onFailure(answer::completeExceptionally));
        return answer;
    }
}

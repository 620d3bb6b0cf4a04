package dev.rota.bench;

import dev.rota.bench.Workload.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Requests, sent by one thread: as many as some connections take, one after the other on each (a closed loop), or at a
 * constant rate.
 */
final class Load implements AutoCloseable {

    /** Clients who come whenever they like, each with a connection of its own. */
    private static final int CLIENTS = 1_000;

    /** Of a client, in milliseconds. */
    private static final long PATIENCE = 2_000;

    private final int connections;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    Load(int connections) {
        this.connections = connections;
    }

    /**
     * What came of it.
     *
     * @param answered with 200 or 201
     * @param failed all others
     */
    record Result(int answered, int failed, Duration time) {

        double perSecond() {
            return answered * 1e9 / time.toNanos();
        }
    }

    /** @param headers of every request */
    Result closed(String address, Map<String, String> headers, Supplier<Request> requests, Duration duration)
            throws InterruptedException, ExecutionException {
        // A client for each run: of connections that wait, a program closes some.
        var client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
        try {
            var run = new Run(client, address, headers, requests, duration);
            var ended = Promise.<Result>promise();
            vertx.runOnContext(start -> run.all(connections).onComplete(ended));
            return ended.future().toCompletionStage().toCompletableFuture().get();
        } finally {
            client.close();
        }
    }

    /**
     * What came of requests that were due at a constant rate.
     *
     * @param sent which the others were not, because every client still waited for an answer
     * @param inTime answered with 200 or 201 soon enough
     * @param refused answered with 503 soon enough
     * @param p99 milliseconds of those in time
     */
    record Paced(int sent, int inTime, int refused, double p99) {}

    /** Sends at a constant rate, however long answers take, as long as there is a client who does not wait for one. */
    Paced paced(String address, Supplier<Request> requests, double perSecond, Duration duration)
            throws InterruptedException, ExecutionException {
        var client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CLIENTS));
        try {
            var pace = new Pace(vertx, client, address, requests, perSecond, duration);
            var ended = Promise.<Paced>promise();
            vertx.runOnContext(start -> pace.begin(ended));
            return ended.future().toCompletionStage().toCompletableFuture().get();
        } finally {
            client.close();
        }
    }

    @Override
    public void close() {
        vertx.close();
    }

    /** Of one thread only. */
    private static final class Pace {

        private final Vertx vertx;
        private final HttpClient client;
        private final String address;
        private final Supplier<Request> requests;
        private final double perSecond;
        private final Duration duration;
        private final List<Double> inTime = new ArrayList<>();
        private long start;
        private int due;
        private int waiting;
        private int sent;
        private int refused;

        private Pace(
                Vertx vertx,
                HttpClient client,
                String address,
                Supplier<Request> requests,
                double perSecond,
                Duration duration) {
            this.vertx = vertx;
            this.client = client;
            this.address = address;
            this.requests = requests;
            this.perSecond = perSecond;
            this.duration = duration;
        }

        void begin(Promise<Paced> ended) {
            start = System.nanoTime();
            vertx.setPeriodic(1, timer -> {
                long passed = System.nanoTime() - start;
                if (passed < duration.toNanos()) {
                    for (; due < passed / 1e9 * perSecond; due++) {
                        if (waiting < CLIENTS) {
                            send();
                        }
                    }
                } else {
                    vertx.cancelTimer(timer);
                    vertx.setTimer(PATIENCE, rest -> ended.complete(result()));
                }
            });
        }

        private void send() {
            sent++;
            waiting++;
            long begin = System.nanoTime();
            var request = requests.get();
            var options = new RequestOptions()
                    .setMethod(request.method())
                    .setAbsoluteURI(address + request.path())
                    .setTimeout(PATIENCE);
            if (request.body() != null) {
                options.putHeader("Content-Type", "application/json");
            }
            client.request(options)
                    .compose(sending -> request.body() == null ? sending.send() : sending.send(request.body()))
                    .compose(answer -> answer.body().map(answer.statusCode()))
                    .onComplete(ended -> waiting--)
                    .onSuccess(status -> {
                        double milliseconds = (System.nanoTime() - begin) / 1e6;
                        if (milliseconds <= PATIENCE && status == 503) {
                            refused++;
                        } else if (milliseconds <= PATIENCE && status < 300) {
                            inTime.add(milliseconds);
                        }
                    });
        }

        private Paced result() {
            Collections.sort(inTime);
            double p99 = inTime.isEmpty() ? 0 : inTime.get(inTime.size() * 99 / 100);
            return new Paced(sent, inTime.size(), refused, p99);
        }
    }

    /** Of one thread only, so that counting costs nothing. */
    private static final class Run {

        private final HttpClient client;
        private final String address;
        private final Map<String, String> headers;
        private final Supplier<Request> requests;
        private final long start = System.nanoTime();
        private final long end;
        private int answered;
        private int failed;

        private Run(
                HttpClient client,
                String address,
                Map<String, String> headers,
                Supplier<Request> requests,
                Duration duration) {
            this.client = client;
            this.address = address;
            this.headers = headers;
            this.requests = requests;
            end = start + duration.toNanos();
        }

        Future<Result> all(int connections) {
            return Future.all(
                            Stream.generate(this::connection).limit(connections).toList())
                    .map(all -> new Result(answered, failed, Duration.ofNanos(System.nanoTime() - start)));
        }

        private Future<Void> connection() {
            var promise = Promise.<Void>promise();
            next(promise);
            return promise.future();
        }

        private void next(Promise<Void> connection) {
            if (System.nanoTime() > end) {
                connection.complete();
                return;
            }
            send(requests.get()).onComplete(status -> {
                if (status.succeeded() && (status.result() == 200 || status.result() == 201)) {
                    answered++;
                } else {
                    failed++;
                }
                next(connection);
            });
        }

        /** The status, when all of the answer is there. */
        private Future<Integer> send(Request request) {
            var options = new RequestOptions().setMethod(request.method()).setAbsoluteURI(address + request.path());
            headers.forEach(options::putHeader);
            if (request.body() != null) {
                options.putHeader("Content-Type", "application/json");
            }
            return client.request(options)
                    .compose(sending -> request.body() == null ? sending.send() : sending.send(request.body()))
                    .compose(answer -> answer.body().map(answer.statusCode()));
        }
    }
}

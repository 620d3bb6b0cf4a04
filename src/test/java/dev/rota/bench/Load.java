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
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A closed loop: as many requests as some connections take, one after the other on each, sent by one thread. */
final class Load implements AutoCloseable {

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

    @Override
    public void close() {
        vertx.close();
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

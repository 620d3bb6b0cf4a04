package dev.rota.bench;

import dev.rota.support.Api;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What tokens cost the users program, in CPU. Called by bench/tokens, which says more. */
public final class TokenCost {

    private static final int CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration ROUND = Duration.ofSeconds(2);

    private TokenCost() {}

    /** @param token {@code null} for none */
    private record Variant(String name, PackagedService users, String token, List<Double> perSecond) {

        Variant(String name, PackagedService users, String token) {
            this(name, users, token, new ArrayList<>());
        }

        double median() {
            return median(perSecond.stream());
        }

        /** Of each round by itself, because a busy machine is slower in some than in others. */
        double ratio(Variant baseline) {
            return median(IntStream.range(0, perSecond.size())
                    .mapToObj(round -> perSecond.get(round) / baseline.perSecond.get(round)));
        }

        private static double median(Stream<Double> values) {
            var sorted = values.sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        try (var open = start(Map.of("OIDC_ENABLED", "false"));
                var closed = start(Map.of())) {
            String email = Api.email();
            String id = registered(closed, email);
            var variants = List.of(
                    new Variant("sign-in off", open, null),
                    new Variant("program's token", closed, Tokens.of(Tokens.SERVICE)),
                    new Variant("person's token", closed, Tokens.person(email)));
            for (var variant : variants) {
                perCpuSecond(variant, id, WARM_UP);
            }
            System.out.println("Requests by id per second of CPU");
            System.out.printf("%-8s", "round");
            variants.forEach(variant -> System.out.printf("%18s", variant.name));
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("%n%-8d", round);
                for (var variant : variants) {
                    variant.perSecond.add(perCpuSecond(variant, id, ROUND));
                    System.out.printf("%18.0f", variant.perSecond.get(round - 1));
                }
            }
            var baseline = variants.get(0);
            System.out.printf("%n%-8s", "median");
            variants.forEach(variant -> System.out.printf("%18.0f", variant.median()));
            System.out.printf("%n%-8s", "ratio");
            variants.forEach(variant -> System.out.printf("%18.2f", variant.ratio(baseline)));
            System.out.printf("%n%-8s", "µs each");
            variants.forEach(variant -> System.out.printf("%18.0f", 1e6 / variant.median()));
            System.out.println();
        } finally {
            Tokens.stop();
        }
    }

    /** By the options of its image: what is compiled, and how well, decides what cryptography costs. */
    private static PackagedService start(Map<String, String> environment) throws IOException {
        var command = PackagedService.entrypoint();
        command.set(0, PackagedService.JAVA);
        return PackagedService.start("users", PackagedService.jars("users"), environment, command);
    }

    private static String registered(PackagedService users, String email) throws IOException, InterruptedException {
        var answer = users.post("/v1/users", Api.json(Api.person("email", email)));
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    private static double perCpuSecond(Variant variant, String id, Duration duration)
            throws InterruptedException, ExecutionException {
        var request = HttpRequest.newBuilder(URI.create(variant.users.address() + "/v1/users/" + id));
        if (variant.token != null) {
            request.header("Authorization", variant.token);
        }
        var before = variant.users.cpu();
        long requests = requests(request.build(), System.nanoTime() + duration.toNanos());
        var cpu = variant.users.cpu().minus(before);
        return requests * 1e9 / cpu.toNanos();
    }

    /** How many requests were answered until then, by some clients at a time. */
    private static long requests(HttpRequest request, long end) throws InterruptedException, ExecutionException {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var answered = new AtomicLong();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            var running = new ArrayList<Future<?>>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> {
                    while (System.nanoTime() < end) {
                        var answer = http.send(request, BodyHandlers.ofString());
                        if (answer.statusCode() != 200) {
                            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                        }
                        answered.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (var client : running) {
                client.get();
            }
            return answered.get();
        } finally {
            clients.shutdownNow();
        }
    }
}

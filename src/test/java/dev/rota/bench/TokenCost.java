package dev.rota.bench;

import dev.rota.bench.Workload.Request;
import dev.rota.support.Api;
import dev.rota.support.PackagedService;
import dev.rota.support.Tokens;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

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
            return Report.median(
                    perSecond.stream().mapToDouble(Double::doubleValue).toArray());
        }

        /** Of each round by itself, because a busy machine is slower in some than in others. */
        double ratio(Variant baseline) {
            return Report.median(IntStream.range(0, perSecond.size())
                    .mapToDouble(round -> perSecond.get(round) / baseline.perSecond.get(round))
                    .toArray());
        }
    }

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        PackagedService.migrate("users");
        try (var limits = new Limits();
                var load = new Load(CLIENTS)) {
            measure(new Pods(limits, "users"), load, rounds);
        } finally {
            Tokens.stop();
        }
    }

    private static void measure(Pods pods, Load load, int rounds) throws Exception {
        try (var open = pods.start("users", Map.of("OIDC_ENABLED", "false"));
                var closed = pods.start("users", Map.of())) {
            String email = Api.email();
            String id = registered(closed, email);
            var variants = List.of(
                    new Variant("sign-in off", open, null),
                    new Variant("program's token", closed, Tokens.of(Tokens.SERVICE)),
                    new Variant("person's token", closed, Tokens.person(email)));
            for (var variant : variants) {
                perCpuSecond(load, variant, id, WARM_UP);
            }
            System.out.println("Requests by id per second of CPU");
            System.out.printf("%-8s", "round");
            variants.forEach(variant -> System.out.printf("%18s", variant.name));
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("%n%-8d", round);
                for (var variant : variants) {
                    variant.perSecond.add(perCpuSecond(load, variant, id, ROUND));
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
        }
    }

    private static String registered(PackagedService users, String email) throws IOException, InterruptedException {
        var answer = users.post("/v1/users", Api.json(Api.person("email", email)));
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    private static double perCpuSecond(Load load, Variant variant, String id, Duration duration)
            throws InterruptedException, ExecutionException {
        Map<String, String> headers = variant.token == null ? Map.of() : Map.of("Authorization", variant.token);
        var request = new Request(HttpMethod.GET, "/v1/users/" + id, null);
        var before = variant.users.cpu();
        var result = load.closed(variant.users.address(), headers, () -> request, duration);
        if (result.failed() > 0) {
            throw new IllegalStateException(variant.name + ": " + result);
        }
        return result.answered() * 1e9 / variant.users.cpu().minus(before).toNanos();
    }
}

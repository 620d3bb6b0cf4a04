package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Watches how an environment scales, every 5 s, and leaves what it saw in target/cluster: a table and a picture. */
final class Recorder implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration YOUNG = Duration.ofSeconds(60);

    private static final String PROMETHEUS =
            "/api/v1/namespaces/monitoring/services/prometheus:9090/proxy/api/v1/query?query=";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Environment environment;
    private final Path file;
    private final String query;
    private final Instant start = Instant.now();
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> marks = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * One look at users.
     *
     * @param wanted how many pods the autoscaler wants
     * @param rate the requests that it answers in a second; NaN where Prometheus does not say
     * @param seen the p95 of a call in seconds, as shifts sees it; NaN where Prometheus does not say
     * @param served the same as users sees it
     * @param cpu in thousandths of a core, on average of the pods that have been ready for a minute; 0 where there is none
     */
    record Sample(Duration at, int wanted, int ready, double rate, double seen, double served, int cpu) {}

    Recorder(String name, Environment environment) {
        this.environment = environment;
        file = Path.of("target", "cluster", name);
        query = query(environment.namespace);
        clock.scheduleAtFixedRate(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Names this moment. */
    void mark(String event) {
        marks.put(event, samples.size());
        System.out.printf("%4d s: %s; %s%n", seconds(Duration.between(start, Instant.now())), event, last());
    }

    /** What was seen from a marked moment on. */
    List<Sample> since(String event) {
        return samples.stream().skip(marks.get(event)).toList();
    }

    /** The numbers of pods that the autoscaler wanted from a marked moment on. */
    Set<Integer> wantedSince(String event) {
        return since(event).stream().map(Sample::wanted).collect(toCollection(TreeSet::new));
    }

    Sample last() {
        return samples.isEmpty() ? null : samples.get(samples.size() - 1);
    }

    /** Waits until something is seen, and marks the moment. */
    void await(String event, Duration atMost, Predicate<Sample> condition) {
        int begin = samples.size();
        Awaitility.await(event)
                .atMost(atMost)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> samples.stream().skip(begin).anyMatch(condition));
        mark(event);
    }

    /** Keeps on looking. */
    void watch(String event, Duration time) {
        mark(event);
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void look() {
        try {
            var deployment = API.apps()
                    .deployments()
                    .inNamespace(environment.namespace)
                    .withName("users")
                    .get();
            Integer ready = deployment.getStatus().getReadyReplicas();
            String ours = "namespace=\"" + environment.namespace + "\"";
            String serving = "app=\"users\",uri=~\"/v1/users.*\"";
            samples.add(new Sample(
                    Duration.between(start, Instant.now()),
                    deployment.getSpec().getReplicas(),
                    ready == null ? 0 : ready,
                    prometheus("sum(rate(http_server_requests_seconds_count{%s,%s}[30s]))".formatted(ours, serving)),
                    prometheus(query),
                    prometheus(
                            "histogram_quantile(0.95, sum by (le) (rate(http_server_requests_seconds_bucket{%s,app=\"users\",method=~\"GET|POST\",uri=~\"/v1/users/(.id.|query)\"}[1m])))"
                                    .formatted(ours)),
                    cpu()));
        } catch (RuntimeException e) {
            // One look less: a cluster under load may be late, and what is asserted needs many.
            System.out.println("not seen: " + e);
        }
    }

    /** The value of a query that has one; NaN where there is none, or no Prometheus. */
    static double prometheus(String query) {
        try {
            String answer = API.raw(PROMETHEUS + URLEncoder.encode(query, StandardCharsets.UTF_8));
            JsonNode result = JSON.readTree(answer).path("data").path("result");
            return result.isEmpty()
                    ? Double.NaN
                    : Double.parseDouble(result.get(0).path("value").get(1).asText());
        } catch (KubernetesClientException | IOException | IllegalArgumentException e) {
            return Double.NaN;
        }
    }

    /** The one that scales. */
    private static String query(String namespace) {
        try (var file = Files.newInputStream(Path.of("kustomize/components/latency-keda/scaled-object.yaml"))) {
            String query = Serialization.unmarshal(file, GenericKubernetesResource.class)
                    .get("spec", "triggers", 0, "metadata", "query");
            return query.replace("namespace=\"rota\"", "namespace=\"" + namespace + "\"");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int cpu() {
        var old = environment.readyPods("users").stream()
                .filter(pod -> readySince(pod).isBefore(Instant.now().minus(YOUNG)))
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
        return (int) API.top().pods().metrics(environment.namespace).getItems().stream()
                .filter(metrics -> old.contains(metrics.getMetadata().getName()))
                .mapToDouble(Recorder::millis)
                .average()
                .orElse(0);
    }

    private static double millis(PodMetrics pod) {
        return pod.getContainers().stream()
                .mapToDouble(container ->
                        container.getUsage().get("cpu").getNumericalAmount().doubleValue() * 1_000)
                .sum();
    }

    private static Instant readySince(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst()
                .orElse(Instant.MAX);
    }

    private static long seconds(Duration duration) {
        return Math.round(duration.toMillis() / 1_000.0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        var table = new ArrayList<>(List.of("seconds,wanted,ready,requests/s,seen p95 s,served p95 s,cpu m"));
        for (Sample sample : samples) {
            table.add("%d,%d,%d,%.1f,%.4f,%.4f,%d"
                    .formatted(
                            seconds(sample.at),
                            sample.wanted,
                            sample.ready,
                            sample.rate,
                            sample.seen,
                            sample.served,
                            sample.cpu));
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(file.resolveSibling(file.getFileName() + ".csv"), table);
            Files.writeString(file.resolveSibling(file.getFileName() + ".svg"), picture());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String picture() {
        var events = new LinkedHashMap<String, Double>();
        marks.forEach((event, index) -> events.put(
                event, index < samples.size() ? (double) seconds(samples.get(index).at) : seconds(last().at)));
        return new Chart(seconds(last().at), events)
                .panel("requests to users in a second", Double.NaN, line("rate", "#555", Sample::rate))
                .panel(
                        "p95 of a call, in seconds; dashed: the target",
                        AutoscalerTest.TARGET,
                        line("seen by shifts", "#c33", Sample::seen),
                        line("served by users", "#e9a", Sample::served))
                .panel(
                        "CPU of a users pod, in thousandths of a core; dashed: 70 % of the request",
                        AutoscalerTest.CPU_TARGET, line("cpu", "#383", Sample::cpu))
                .panel(
                        "users pods",
                        Double.NaN,
                        line("wanted", "#36c", Sample::wanted),
                        line("ready", "#9bd", Sample::ready))
                .svg();
    }

    private Chart.Line line(String name, String color, ToDoubleFunction<Sample> value) {
        return new Chart.Line(
                name,
                color,
                samples.stream()
                        .map(sample -> new double[] {seconds(sample.at), value.applyAsDouble(sample)})
                        .toList());
    }
}

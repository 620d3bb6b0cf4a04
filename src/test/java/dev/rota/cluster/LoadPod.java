package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.function.Executable;

/** {@link Load} in pods of a namespace beside an environment's, which its network policies let in; on the first node. */
final class LoadPod implements AutoCloseable {

    private static final String JAR = "load.jar";
    private static final List<String> CONNECTIONS = List.of("kept", "fresh");

    private final Environment environment;
    private final String namespace;
    private final int wellFirst;

    /** What one pod saw. */
    record Report(int sent, List<String> failures, Set<String> users, Set<String> shifts, String summary) {}

    LoadPod(Environment environment) {
        this(environment, 100);
    }

    /** @param wellFirst how many requests are answered well, one after the other, before the load begins */
    LoadPod(Environment environment, int wellFirst) {
        this.environment = environment;
        this.wellFirst = wellFirst;
        namespace = environment.namespace + "-load";
        Cluster.createNamespace(
                namespace, Map.of("rota/client", "true", "pod-security.kubernetes.io/enforce", "restricted"));
        API.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("load")
                        .endMetadata()
                        .withBinaryData(Map.of(JAR, Base64.getEncoder().encodeToString(jar())))
                        .build())
                .create();
    }

    Map<String, Report> during(int rate, Runnable change) {
        return during(rate, Load.Mix.ALL, change);
    }

    /**
     * The load of two pods, one with connections that are kept and one with a fresh connection for each request, while
     * something happens.
     *
     * @param rate requests a second, of each pod
     */
    Map<String, Report> during(int rate, Load.Mix mix, Runnable change) {
        Provider.awaitReady();
        CONNECTIONS.forEach(connections -> start(connections, rate, mix));
        CONNECTIONS.forEach(connections -> Awaitility.await("load")
                .atMost(Duration.ofSeconds(120))
                .until(() -> log(connections).contains("started")));
        try {
            change.run();
        } catch (Throwable e) {
            CONNECTIONS.forEach(connections -> stop(connections).failures().forEach(System.out::println));
            throw e;
        }
        var reports = new TreeMap<String, Report>();
        CONNECTIONS.forEach(connections -> reports.put(connections, stop(connections)));
        return reports;
    }

    /**
     * As {@link #during}; fails the test unless every request is answered well and every acknowledged write is there.
     *
     * @return how many requests were sent
     */
    int assertNothingIsLost(String what, int rate, Load.Mix mix, Runnable change) {
        var reports = during(rate, mix, change);
        var missing = new TreeMap<String, Set<String>>();
        reports.forEach((connections, report) -> missing.put(connections, lost(report)));
        reports.forEach((connections, report) -> System.out.printf(
                "%s, %s connections: sent %d, failed %d, writes acknowledged %d, lost %d; %s%n",
                what,
                connections,
                report.sent(),
                report.failures().size(),
                report.users().size() + report.shifts().size(),
                missing.get(connections).size(),
                report.summary()));
        reports.values().forEach(report -> report.failures().forEach(System.out::println));
        assertAll(reports.entrySet().stream().<Executable>map(entry -> () -> {
            assertEquals(List.of(), entry.getValue().failures());
            assertEquals(Set.of(), missing.get(entry.getKey()));
        }));
        return reports.values().stream().mapToInt(Report::sent).sum();
    }

    private void start(String connections, int rate, Load.Mix mix) {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: %s}
                spec:
                  restartPolicy: Never
                  nodeSelector: {kubernetes.io/hostname: %s}
                  terminationGracePeriodSeconds: 30
                  automountServiceAccountToken: false
                  enableServiceLinks: false
                  securityContext: {runAsNonRoot: true, runAsUser: 185, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: load
                      # Any image with a JVM.
                      image: %s/rota-users:local
                      command: [java, -Xmx200m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, /load/%s, %s]
                      args: ["http://users.%s", "http://shifts.%s", "http://board.%s", "%s/protocol/openid-connect/token", "%d", "%s", "%s", "%d"]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 384Mi}}
                      volumeMounts: [{name: load, mountPath: /load}]
                  volumes: [{name: load, configMap: {name: load}}]
                """.formatted(
                        connections,
                        namespace,
                        Cluster.nodes().get(0),
                        Cluster.REGISTRY,
                        JAR,
                        Load.class.getName(),
                        environment.namespace,
                        environment.namespace,
                        environment.namespace,
                        Provider.ISSUER,
                        rate,
                        connections,
                        mix,
                        wellFirst);
        API.resource(Serialization.unmarshal(pod, Pod.class)).create();
    }

    /** Stops it, and waits until every request has its answer. */
    private Report stop(String name) {
        kubectl("-n", namespace, "exec", name, "--", "sh", "-c", "kill -TERM 1");
        // Not whether it succeeded: a JVM that is told to end says 143.
        Cluster.awaitEnd(namespace, name);
        var failures = new ArrayList<String>();
        Set<String> users = new HashSet<>();
        Set<String> shifts = new HashSet<>();
        String summary = "";
        int sent = -1;
        for (String line : log(name).lines().toList()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "failed" -> failures.add(line);
                case "created" -> (words[1].equals("users") ? users : shifts).add(words[2]);
                case "answered" -> summary = line;
                case "sent" -> sent = Integer.parseInt(words[1]);
                default -> {}
            }
        }
        if (sent < 0) {
            throw new AssertionError("the load ended without its report:\n" + log(name));
        }
        API.pods()
                .inNamespace(namespace)
                .withName(name)
                .withTimeout(30, TimeUnit.SECONDS)
                .delete();
        return new Report(sent, failures, users, shifts, summary);
    }

    /** Acknowledged writes that the databases do not know. */
    Set<String> lost(Report report) {
        var lost = new HashSet<>(report.users());
        environment.sql("users", "SELECT id FROM users").forEach(lost::remove);
        var lostShifts = new HashSet<>(report.shifts());
        environment.sql("shifts", "SELECT id FROM shift").forEach(lostShifts::remove);
        lost.addAll(lostShifts);
        return lost;
    }

    private String log(String name) {
        var result = Cluster.tryKubectl("-n", namespace, "logs", name);
        return result.code() == 0 ? result.output() : "";
    }

    private static byte[] jar() {
        var bytes = new ByteArrayOutputStream();
        Path classes = Path.of("target", "test-classes");
        try (var jar = new JarOutputStream(bytes);
                var files =
                        Files.newDirectoryStream(classes.resolve("dev/rota/cluster"), "{Load,Session}{,$*}.class")) {
            for (Path file : files) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        API.namespaces().withName(namespace).delete();
    }
}

package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
class NetworkPolicyTest {

    /** Every port on which a pod of the environment listens, to be tried on every pod. */
    private static final List<Integer> PORTS = List.of(8080, 9000, 5432);

    /** @param kind what its network policy knows it by */
    private record End(String name, String kind, String namespace, String address) {}

    @Test
    void every_pod_reaches_exactly_what_its_policy_names() {
        try (var environment = Environment.whole().deploy();
                var client = new Guests(environment.namespace + "-client", Map.of("rota/client", "true"));
                var monitoring = new Guests(environment.namespace + "-monitoring", Map.of("rota/monitoring", "true"));
                var stranger = new Guests(environment.namespace + "-stranger", Map.of())) {
            var ends = new LinkedHashMap<String, End>();
            for (String kind : List.of("users", "shifts", "board", "users-db", "shifts-db")) {
                environment
                        .readyPods(kind)
                        .forEach(pod -> ends.put(pod.getMetadata().getName(), end(pod, kind)));
            }
            var sources = new LinkedHashMap<>(ends);
            sources.put("client", end(client.start("client"), "client"));
            sources.put("monitoring", end(monitoring.start("monitoring"), "monitoring"));
            sources.put("stranger", end(stranger.start("stranger"), "stranger"));
            sources.put("intruder", end(Guests.start("intruder", environment.namespace), "intruder"));

            var targets = new LinkedHashMap<String, String>();
            ends.forEach(
                    (name, end) -> PORTS.forEach(port -> targets.put(end.address + ":" + port, name + ":" + port)));
            // Nobody's, but of a port-forward; it has no shell, so that it is tried only as a target.
            environment.awaitRollout("gateway");
            var gateway = environment.readyPods("gateway").get(0).getStatus().getPodIP();
            targets.put(gateway + ":8080", "gateway:8080");
            environment.awaitRollout("keycloak");
            var keycloak = environment.readyPods("keycloak").get(0).getStatus().getPodIP();
            targets.put(keycloak + ":8080", "keycloak:8080");
            targets.put(keycloak + ":9000", "keycloak:9000");
            var server = Environment.apiServer();
            targets.put(
                    server.getAddresses().get(0).getIp() + ":"
                            + server.getPorts().get(0).getPort(),
                    "api server");
            targets.put(clusterIp("default", "kubernetes") + ":443", "api:443");
            targets.put(clusterIp("kube-system", "kube-dns") + ":53", "dns:53");

            BiPredicate<End, String> allowed = (from, target) -> {
                String to = target.replaceFirst(":.*", "");
                String port = target.substring(target.indexOf(':') + 1);
                String kind = ends.containsKey(to) ? ends.get(to).kind + ":" + port : target;
                return from.name.equals(to) && port.equals("5432") == from.kind.endsWith("-db")
                        || switch (from.kind) {
                            case "users" ->
                                List.of("users-db:5432", "keycloak:8080", "api:443", "api server", "dns:53")
                                        .contains(kind);
                            case "shifts" ->
                                List.of("shifts-db:5432", "users:8080", "keycloak:8080", "dns:53")
                                        .contains(kind);
                            case "board" ->
                                List.of("users:8080", "shifts:8080", "keycloak:8080", "dns:53")
                                        .contains(kind);
                            // Nothing binds what these three send, so they show that the three outside can be reached.
                            case "client" ->
                                List.of("users:8080", "shifts:8080", "board:8080", "api:443", "api server", "dns:53")
                                        .contains(kind);
                            case "monitoring" ->
                                List.of("users:9000", "shifts:9000", "board:9000", "api:443", "api server", "dns:53")
                                        .contains(kind);
                            case "stranger" ->
                                List.of("api:443", "api server", "dns:53").contains(kind);
                            default -> false;
                        };
            };
            var expected = new TreeSet<String>();
            sources.values()
                    .forEach(from -> targets.values().stream()
                            .filter(target -> allowed.test(from, target))
                            .forEach(target -> expected.add(from.name + " -> " + target)));

            // A pod's policies take effect a moment after its start.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertEquals(expected, open(sources, targets)));
            System.out.printf(
                    "network matrix: %d connections tried, %d open, all of them and no others allowed%n",
                    sources.size() * targets.size(), expected.size());
        }
    }

    /** All pairs that connect; all attempts of one pod at once. */
    private static TreeSet<String> open(Map<String, End> sources, Map<String, String> targets) {
        String attempts = "for t in " + String.join(" ", targets.keySet())
                + "; do (timeout 3 bash -c \"exec 3<>/dev/tcp/${t%:*}/${t##*:}\" 2>/dev/null && echo $t) & done; wait";
        var open = new TreeSet<String>();
        sources.values()
                .forEach(from -> kubectl("-n", from.namespace, "exec", from.name, "--", "bash", "-c", attempts)
                        .lines()
                        .filter(targets::containsKey)
                        .forEach(target -> open.add(from.name + " -> " + targets.get(target))));
        return open;
    }

    private static End end(Pod pod, String kind) {
        var metadata = pod.getMetadata();
        return new End(
                metadata.getName(),
                kind,
                metadata.getNamespace(),
                pod.getStatus().getPodIP());
    }

    private static String clusterIp(String namespace, String service) {
        return API.services()
                .inNamespace(namespace)
                .withName(service)
                .get()
                .getSpec()
                .getClusterIP();
    }

    /** A namespace with pods that only wait. */
    private record Guests(String namespace, Map<String, String> labels) implements AutoCloseable {

        Guests {
            Cluster.createNamespace(namespace, labels);
        }

        Pod start(String name) {
            return start(name, namespace);
        }

        static Pod start(String name, String namespace) {
            String pod = """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: %s, namespace: %s}
                    spec:
                      automountServiceAccountToken: false
                      terminationGracePeriodSeconds: 0
                      securityContext: {runAsNonRoot: true, runAsUser: 185, seccompProfile: {type: RuntimeDefault}}
                      containers:
                        - name: guest
                          image: %s/rota-users:local
                          command: [sleep, infinity]
                          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                    """.formatted(name, namespace, Cluster.REGISTRY);
            API.resource(Serialization.unmarshal(pod, Pod.class)).create();
            return API.pods().inNamespace(namespace).withName(name).waitUntilReady(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            API.namespaces().withName(namespace).delete();
        }
    }
}

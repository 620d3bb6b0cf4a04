package dev.rota.kustomize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health and metrics are for the probes and for Prometheus, the API is for clients, and neither reaches the other's port. */
class ManagementPortTest {

    private static final Path KUSTOMIZE = Path.of("kustomize");
    private static final int API = 8080;
    private static final int MANAGEMENT = 9000;

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts", "board"})
    void probes_and_prometheus_ask_the_port_that_no_service_exposes(String module) throws IOException {
        var manifest = KUSTOMIZE.resolve("base/" + module + "/kubernetes.yml");
        var template = only(Deployment.class, manifest).getSpec().getTemplate();
        Container program = template.getSpec().getContainers().get(0);
        assertEquals(
                Map.of("http", API, "management", MANAGEMENT),
                program.getPorts().stream()
                        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort)));
        for (Probe probe :
                List.of(program.getStartupProbe(), program.getReadinessProbe(), program.getLivenessProbe())) {
            assertEquals(new IntOrString(MANAGEMENT), probe.getHttpGet().getPort(), probe::toString);
        }
        var annotations = template.getMetadata().getAnnotations();
        assertEquals(Integer.toString(MANAGEMENT), annotations.get("prometheus.io/port"));
        assertEquals("/q/metrics", annotations.get("prometheus.io/path"));
        assertEquals(
                List.of(new IntOrString(API)),
                only(Service.class, manifest).getSpec().getPorts().stream()
                        .map(ServicePort::getTargetPort)
                        .toList());
    }

    @Test
    void the_network_lets_each_in_to_its_own_port_only() throws IOException {
        var let = new TreeMap<String, Set<String>>();
        for (var policy : all(NetworkPolicy.class, KUSTOMIZE.resolve("components/network-policy/policies.yaml"))) {
            for (var rule : policy.getSpec().getIngress()) {
                for (var peer : rule.getFrom()) {
                    var from = peer.getPodSelector() != null ? peer.getPodSelector() : peer.getNamespaceSelector();
                    rule.getPorts()
                            .forEach(port -> let.computeIfAbsent(
                                            from.getMatchLabels().toString(), labels -> new TreeSet<>())
                                    .add(policy.getMetadata().getName() + ":"
                                            + port.getPort().getStrVal()));
                }
            }
        }
        assertEquals(
                Map.of(
                        "{rota/client=true}", Set.of("users:http", "shifts:http", "board:http"),
                        "{rota/monitoring=true}", Set.of("users:management", "shifts:management", "board:management"),
                        "{app.kubernetes.io/name=shifts}", Set.of("users:http", "shifts-db:postgres"),
                        "{app.kubernetes.io/name=board}", Set.of("users:http", "shifts:http"),
                        "{app.kubernetes.io/name=users}", Set.of("users-db:postgres")),
                let);
    }

    private static <T extends HasMetadata> T only(Class<T> kind, Path file) throws IOException {
        var found = all(kind, file);
        assertEquals(1, found.size(), file::toString);
        return found.get(0);
    }

    private static <T extends HasMetadata> List<T> all(Class<T> kind, Path file) throws IOException {
        return Stream.of(Files.readString(file).split("(?m)^---$"))
                .filter(document -> document.contains("kind: " + kind.getSimpleName() + "\n"))
                .map(document -> Serialization.unmarshal(document, kind))
                .toList();
    }
}

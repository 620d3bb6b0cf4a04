package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static dev.rota.cluster.Cluster.succeed;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The Keycloak of the overlay local, once for the environments of all tests, in a namespace of its own that ends with the
 * JVM.
 */
final class Provider {

    static final String NAMESPACE = "rota-test-provider";
    static final String HOST = "keycloak." + NAMESPACE + ":8080";
    static final String ISSUER = "http://" + HOST + "/realms/rota";

    /** Of the administrator of this JVM's tests, and of the board. */
    static final String SECRET = UUID.randomUUID().toString();

    private static boolean started;

    private Provider() {}

    /** Starts it, unless it has been; it gets ready meanwhile. */
    static synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        API.namespaces().withName(NAMESPACE).delete();
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> API.namespaces().withName(NAMESPACE).get() == null);
        Cluster.createNamespace(
                NAMESPACE, Map.of("rota/provider", "true", "pod-security.kubernetes.io/enforce", "restricted"));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> API.namespaces().withName(NAMESPACE).delete()));
        Path folder = Path.of("target", "cluster", NAMESPACE);
        Environment.write(folder, """
                namespace: %s
                resources: [../../../kustomize/overlays/local/keycloak]
                secretGenerator:
                  - {name: keycloak, literals: [BOARD_SECRET=%s]}
                patches:
                  - target: {kind: Deployment}
                    patch: |
                      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: KC_BOOTSTRAP_ADMIN_CLIENT_ID, value: tests}}
                      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: KC_BOOTSTRAP_ADMIN_CLIENT_SECRET, value: %s}}
                      # The last of two counts.
                      - {op: add, path: /spec/template/spec/containers/0/args/-, value: "--hostname=http://%s"}
                  # Clients of every environment.
                  - target: {kind: NetworkPolicy}
                    patch: |
                      $patch: delete
                      apiVersion: networking.k8s.io/v1
                      kind: NetworkPolicy
                      metadata: {name: any}
                """.formatted(NAMESPACE, SECRET, SECRET, HOST));
        kubectl("apply", "-k", folder.toString());
    }

    static void awaitReady() {
        kubectl("-n", NAMESPACE, "rollout", "status", "deployment/keycloak", "--timeout=300s");
    }

    /** Keycloak's own command for administrators. */
    static String administer(String... arguments) {
        String login =
                "/opt/keycloak/bin/kcadm.sh config credentials --config /tmp/kcadm --server http://localhost:8080"
                        + " --realm master --client tests --secret " + SECRET + " 2>/dev/null";
        return succeed(inPod(
                "sh",
                "-c",
                login + " && /opt/keycloak/bin/kcadm.sh " + String.join(" ", arguments)
                        + " --config /tmp/kcadm --target-realm rota"));
    }

    /** Ends the server, as Kubernetes does; its container starts again, with the same database. */
    static void restart() {
        succeed(inPod("sh", "-c", "kill -TERM 1"));
    }

    private static List<String> inPod(String... command) {
        return Stream.concat(
                        Stream.of("kubectl", "-n", NAMESPACE, "exec", "deployment/keycloak", "--"), Stream.of(command))
                .toList();
    }

    static int restarts() {
        return API
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", "keycloak")
                .list()
                .getItems()
                .stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }

    /** The document of its keys. */
    static String keys() {
        return kubectl(
                "get",
                "--raw",
                "/api/v1/namespaces/" + NAMESPACE
                        + "/services/keycloak:http/proxy/realms/rota/protocol/openid-connect/certs");
    }

    /** Whether somebody gets a token, who has their name as a password. */
    static boolean signIn(String name) {
        return Cluster.run(inPod(
                                "/opt/keycloak/bin/kcadm.sh",
                                "config",
                                "credentials",
                                "--config",
                                "/tmp/" + name,
                                "--server",
                                "http://localhost:8080",
                                "--realm",
                                "rota",
                                "--client",
                                "curl",
                                "--user",
                                name,
                                "--password",
                                name))
                        .code()
                == 0;
    }
}

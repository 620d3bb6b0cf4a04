package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.REGISTRY;
import static dev.rota.cluster.Cluster.kubectl;

import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * An overlay, deployed as README says, in a namespace of its own that ends with the test: local, unless it says staging.
 * Where it may, it does without its own OpenID provider, which takes long to start, and trusts the one of
 * {@link Provider}.
 */
final class Environment implements AutoCloseable {

    /** With a database each. */
    static final List<String> SERVICES = List.of("users", "shifts");

    static final String BOARD = "board";

    /** All that is rolled out. */
    static final List<String> PROGRAMS =
            Stream.concat(SERVICES.stream(), Stream.of(BOARD)).toList();

    /** Names the API server's address, as staging and production do. */
    private static final String API_SERVER =
            """

              - target: {kind: NetworkPolicy, name: to-api-server}
                patch: |
                  - {op: replace, path: /spec/egress/0/to/0/ipBlock/cidr, value: %s/32}
            """.formatted(apiServer().getAddresses().get(0).getIp());

    private static final String HOST = """
              - target: {kind: HTTPRoute}
                patch: |
                  - {op: replace, path: /spec/hostnames, value: [$namespace.rota.test]}
            """;

    /** Makes all of them trust {@link Provider}. */
    private static final String TRUST = """
            configMapGenerator:
              - {name: users-config, behavior: merge, literals: [OIDC_ISSUER=%1$s, OIDC_INSECURE_ISSUER=true]}
              - {name: shifts-config, behavior: merge, literals: [OIDC_ISSUER=%1$s, OIDC_INSECURE_ISSUER=true]}
              - {name: board-config, behavior: merge, literals: [OIDC_ISSUER=%1$s, OIDC_INSECURE_ISSUER=true]}
            """.formatted(Provider.ISSUER);

    private final Path overlay;
    final String namespace;

    Environment() {
        this("");
    }

    /** @param more what its kustomization says besides, in YAML */
    Environment(String more) {
        this("trusting", "localhost:5000", more);
        Provider.start();
        write(overlay.resolve("trusting"), """
                resources: [../../../../kustomize/overlays/local]
                namespace: rota-local
                generatorOptions: {disableNameSuffixHash: true}
                patches:
                  - target: {name: "(to-)?keycloak", kind: "Deployment|Service|NetworkPolicy"}
                    patch: |
                      $patch: delete
                      apiVersion: v1
                      kind: Service
                      metadata: {name: any}
                """ + API_SERVER + TRUST + """
            secretGenerator:
              - {name: board-oidc, behavior: merge, literals: [BOARD_CLIENT_SECRET=%s]}
            """.formatted(Provider.SECRET));
    }

    /** With its own provider. */
    static Environment whole() {
        return new Environment("../../../kustomize/overlays/local", "localhost:5000", "patches:" + API_SERVER);
    }

    /** With Secrets of its own, which an administrator makes, and a host of its own at the Gateway that staging names. */
    static Environment staging() {
        var environment = new Environment(
                "../../../kustomize/overlays/staging",
                "registry.example.com/rota",
                "patches:" + API_SERVER + HOST + TRUST);
        Provider.start();
        Cluster.createNamespace(environment.namespace, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        for (String service : SERVICES) {
            var secret = new ArrayList<>(
                    List.of("-n", environment.namespace, "create", "secret", "generic", service + "-db"));
            for (String name : List.of("POSTGRES_PASSWORD", "DB_PASSWORD", "DB_MIGRATION_PASSWORD")) {
                secret.add("--from-literal=" + name + "=" + UUID.randomUUID());
            }
            kubectl(secret.toArray(String[]::new));
        }
        kubectl(
                "-n",
                environment.namespace,
                "create",
                "secret",
                "generic",
                "board-oidc",
                "--from-literal=BOARD_CLIENT_SECRET=" + Provider.SECRET,
                "--from-literal=BOARD_SESSION_KEY="
                        + UUID.randomUUID().toString().replace("-", ""));
        return environment;
    }

    /** @param registry of its images, instead of which the tests have their own */
    private Environment(String resource, String registry, String more) {
        namespace = "rota-test-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        overlay = Path.of("target", "cluster", namespace);
        write(overlay, """
                resources: [%1$s]
                namespace: %2$s
                images:
                  - {name: %3$s/rota-users, newName: %4$s/rota-users, newTag: local}
                  - {name: %3$s/rota-shifts, newName: %4$s/rota-shifts, newTag: local}
                  - {name: %3$s/rota-board, newName: %4$s/rota-board, newTag: local}
                """.formatted(resource, namespace, registry, REGISTRY) + more.replace("$namespace", namespace));
    }

    /** Where staging's address is. */
    String host() {
        return namespace + ".rota.test";
    }

    /** The API server itself, without its Service. */
    static EndpointSubset apiServer() {
        return API.endpoints()
                .inNamespace("default")
                .withName("kubernetes")
                .get()
                .getSubsets()
                .get(0);
    }

    static void write(Path folder, String kustomization) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), """
                            apiVersion: kustomize.config.k8s.io/v1beta1
                            kind: Kustomization
                            """ + kustomization);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void apply() {
        kubectl("apply", "-k", overlay.toString());
    }

    /** Applies, and waits until every pod is ready. */
    Environment deploy() {
        apply();
        for (String service : SERVICES) {
            // From nothing: both databases initialise themselves meanwhile.
            kubectl("-n", namespace, "rollout", "status", "statefulset/" + service + "-db", "--timeout=300s");
            awaitRollout(service);
        }
        awaitRollout(BOARD);
        return this;
    }

    /** What `kubectl -n NAMESPACE rollout …` prints. */
    String rollout(String verb, String service, String... options) {
        var arguments = new ArrayList<>(List.of("-n", namespace, "rollout", verb, "deployment/" + service));
        arguments.addAll(List.of(options));
        return kubectl(arguments.toArray(String[]::new));
    }

    /** Another version of a service, as README says. */
    void setImage(String service, String tag) {
        String image = REGISTRY + "/rota-" + service + ":" + tag;
        var images = new ArrayList<>(
                List.of("-n", namespace, "set", "image", "deployment/" + service, service + "=" + image));
        if (SERVICES.contains(service)) {
            images.add("migrate=" + image);
        }
        kubectl(images.toArray(String[]::new));
        kubectl(
                "-n",
                namespace,
                "annotate",
                "--overwrite",
                "deployment/" + service,
                "kubernetes.io/change-cause=" + service + " " + tag);
    }

    /** Ten pods, one after the other, take some five minutes. */
    void awaitRollout(String service) {
        rollout("status", service, "--timeout=600s");
    }

    /** The pods of that name, those that are leaving included. */
    List<Pod> pods(String name) {
        return API.pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/name", name)
                .list()
                .getItems();
    }

    List<Pod> readyPods(String name) {
        return pods(name).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && Readiness.isPodReady(pod))
                .toList();
    }

    /** The rows that a superuser gets, one a line. */
    List<String> sql(String module, String statement) {
        return kubectl(
                        "-n",
                        namespace,
                        "exec",
                        module + "-db-0",
                        "--",
                        "psql",
                        "-qAtX",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-U",
                        "postgres",
                        "-d",
                        module,
                        "-c",
                        statement)
                .lines()
                .toList();
    }

    /** Does not wait for the end: the next test has a namespace of its own. */
    @Override
    public void close() {
        API.namespaces().withName(namespace).delete();
    }
}

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
import java.util.concurrent.ThreadLocalRandom;

/**
 * The overlay local, deployed as README says, in a namespace of its own that ends with the test. Where it may, it does
 * without its own OpenID provider, which takes long to start, and trusts the one of {@link Provider}.
 */
final class Environment implements AutoCloseable {

    static final List<String> SERVICES = List.of("users", "shifts");

    /** Names the API server's address, as staging and production do. */
    private static final String API_SERVER =
            """

              - target: {kind: NetworkPolicy, name: to-api-server}
                patch: |
                  - {op: replace, path: /spec/egress/0/to/0/ipBlock/cidr, value: %s/32}
            """.formatted(apiServer().getAddresses().get(0).getIp());

    private final Path overlay;
    final String namespace;

    Environment() {
        this("");
    }

    /** @param more what its kustomization says besides, in YAML */
    Environment(String more) {
        this(false, more);
    }

    /** With its own provider. */
    static Environment whole() {
        return new Environment(true, "patches:" + API_SERVER);
    }

    private Environment(boolean whole, String more) {
        namespace = "rota-test-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        overlay = Path.of("target", "cluster", namespace);
        write(
                overlay,
                """
                resources: [%s]
                namespace: %s
                images:
                  - {name: localhost:5000/rota-users, newName: %s/rota-users}
                  - {name: localhost:5000/rota-shifts, newName: %s/rota-shifts}
                """.formatted(whole ? "../../../kustomize/overlays/local" : "trusting", namespace, REGISTRY, REGISTRY)
                        + more);
        if (!whole) {
            Provider.start();
            write(overlay.resolve("trusting"), """
                    resources: [../../../../kustomize/overlays/local]
                    namespace: rota-local
                    configMapGenerator:
                      - {name: users-config, behavior: merge, literals: [OIDC_ISSUER=%1$s]}
                      - {name: shifts-config, behavior: merge, literals: [OIDC_ISSUER=%1$s]}
                    generatorOptions: {disableNameSuffixHash: true}
                    patches:
                      - target: {name: "(to-)?keycloak", kind: "Deployment|Service|NetworkPolicy"}
                        patch: |
                          $patch: delete
                          apiVersion: v1
                          kind: Service
                          metadata: {name: any}
                    """.formatted(Provider.ISSUER) + API_SERVER);
        }
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
        kubectl("-n", namespace, "set", "image", "deployment/" + service, service + "=" + image, "migrate=" + image);
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

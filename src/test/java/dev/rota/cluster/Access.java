package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.REGISTRY;
import static dev.rota.cluster.Cluster.kubectl;
import static dev.rota.cluster.Cluster.tryKubectl;
import static org.awaitility.Awaitility.await;

import dev.rota.cluster.Cluster.Result;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The tree rbac/, applied to a namespace by an administrator, and the roles that act under it. */
final class Access implements AutoCloseable {

    static final String USERS_REPOSITORY = REGISTRY + "/rota-users";

    final String namespace;
    private final Path folder;

    record Actor(String user, List<String> groups) {

        Actor with(String... more) {
            return new Actor(
                    user, Stream.concat(groups.stream(), Stream.of(more)).toList());
        }
    }

    /** In a namespace of its own. */
    Access() {
        this("rota-access-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    }

    Access(String namespace) {
        this.namespace = namespace;
        folder = Path.of("target", "cluster", namespace);
        write("rbac/namespace.yaml", """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  annotations:
                    rota/developers: %s
                    rota/viewers: %s
                    rota/break-glass: %s
                """.formatted(
                        namespace, group("developer"), group("viewer"), group("break-glass")));
        write("rbac/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [namespace.yaml]
                components: [../../../../rbac/base]
                patches:
                  - target: {kind: Namespace}
                    patch: |
                      - {op: replace, path: /metadata/annotations/rota~1repositories, value: %s}
                """.formatted(repositories()));
    }

    /** Applies, and waits until both policies hold. */
    Access apply() {
        kubectl("apply", "-k", folder.resolve("rbac").toString());
        var administrator = new Actor("admin", List.of("system:masters"));
        awaitTrue("the policy for images", () -> refuses("images", administrator, "evil:1"));
        awaitTrue(
                "the policy for developers",
                () -> refuses("developers", administrator.with(group("developer")), USERS_REPOSITORY + ":1"));
        return this;
    }

    /** The Secrets of the databases and the board, created by an administrator: the pipeline may not. */
    void createSecrets() {
        for (String database : List.of("users-db", "shifts-db")) {
            kubectl(
                    "-n",
                    namespace,
                    "create",
                    "secret",
                    "generic",
                    database,
                    "--from-literal=POSTGRES_PASSWORD=a",
                    "--from-literal=DB_PASSWORD=b",
                    "--from-literal=DB_MIGRATION_PASSWORD=c");
        }
        kubectl(
                "-n",
                namespace,
                "create",
                "secret",
                "generic",
                "board-oidc",
                "--from-literal=BOARD_CLIENT_SECRET=d",
                "--from-literal=BOARD_SESSION_KEY=" + "e".repeat(32));
    }

    private boolean refuses(String policy, Actor actor, String image) {
        return as(actor, "create", "deployment", "x", "--image=" + image, "--dry-run=server")
                .output()
                .contains("ValidatingAdmissionPolicy '" + policy + ".");
    }

    /** API servers take a second or two to see a changed policy or parameter. */
    static void awaitTrue(String what, Callable<Boolean> condition) {
        awaitTrue(what, Duration.ofSeconds(60), condition);
    }

    static void awaitTrue(String what, Duration atMost, Callable<Boolean> condition) {
        await(what).atMost(atMost).pollInterval(Duration.ofSeconds(1)).until(condition);
    }

    static String repositories() {
        return USERS_REPOSITORY + " " + REGISTRY + "/rota-shifts " + REGISTRY
                + "/rota-board docker.io/library/postgres";
    }

    /** The group that is bound to a role. */
    String group(String role) {
        return namespace + "-" + (role.equals("break-glass") ? role : role + "s");
    }

    Actor actor(String role) {
        return role.equals("pipeline")
                ? new Actor(
                        "system:serviceaccount:" + namespace + ":pipeline",
                        List.of(
                                "system:serviceaccounts",
                                "system:serviceaccounts:" + namespace,
                                "system:authenticated"))
                : new Actor("ada", List.of(group(role), "system:authenticated"));
    }

    /** kubectl in the namespace, impersonating an actor. */
    Result as(Actor actor, String... arguments) {
        var command = new ArrayList<>(List.of("-n", namespace, "--as", actor.user()));
        actor.groups().forEach(group -> command.add("--as-group=" + group));
        command.addAll(List.of(arguments));
        return tryKubectl(command.toArray(String[]::new));
    }

    Result as(String role, String... arguments) {
        return as(actor(role), arguments);
    }

    /** Fails the test if the role may not. */
    String succeedAs(String role, String... arguments) {
        var result = as(role, arguments);
        if (result.code() != 0) {
            throw new AssertionError(role + " may not " + String.join(" ", arguments) + ":\n" + result.output());
        }
        return result.output();
    }

    static KubernetesClient client(Actor actor) {
        var config = new ConfigBuilder(API.getConfiguration())
                .withImpersonateUsername(actor.user())
                .withImpersonateGroups(actor.groups().toArray(String[]::new))
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** The overlay staging, with existing images; returns its folder. */
    Path overlay(String tag, String... more) {
        write(
                "overlay/kustomization.yaml",
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources: [../../../../kustomize/overlays/staging]
                images:
                  - {name: registry.example.com/rota/rota-users, newName: %s/rota-users, newTag: %s}
                  - {name: registry.example.com/rota/rota-shifts, newName: %s/rota-shifts, newTag: %s}
                  - {name: registry.example.com/rota/rota-board, newName: %s/rota-board, newTag: %s}
                """.formatted(namespace, REGISTRY, tag, REGISTRY, tag, REGISTRY, tag) + String.join("", more));
        return folder.resolve("overlay");
    }

    /** Of this environment, among the files of the tests. */
    Path file(String name) {
        return folder.resolve(name);
    }

    Path write(String file, String content) {
        try {
            Path path = file(file);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (String policy : List.of("developers", "images")) {
            kubectl(
                    "delete",
                    "validatingadmissionpolicybinding,validatingadmissionpolicy",
                    policy + "." + namespace,
                    "--ignore-not-found");
        }
        API.namespaces().withName(namespace).delete();
    }
}

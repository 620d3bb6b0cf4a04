package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static dev.rota.cluster.Cluster.run;
import static dev.rota.cluster.Cluster.tryKubectl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.cluster.Cluster.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The work of developer and pipeline, with the certificate and the token that scripts/access issues. */
class AccessDrillTest {

    @BeforeAll
    static void build() {
        Environment.PROGRAMS.forEach(service -> Images.same(service, "again"));
    }

    @Test
    @Tag("cluster")
    void a_developer_ships_a_version_watches_it_and_rolls_a_broken_one_back_under_load() {
        try (var environment = new Environment();
                var access = new Access(environment.namespace)) {
            environment.deploy();
            access.apply();
            var developer = new Kubeconfig(access, "person", "ada", access.group("developer"), "60");
            try (var load = new LoadPod(environment)) {
                var reports = load.during(10, () -> {
                    developer.setImage("again");
                    developer.succeed(
                            "annotate", "--overwrite", "deployment/users", "kubernetes.io/change-cause=users again");
                    assertTrue(developer.rollout("status", "--timeout=300s").contains("successfully rolled out"));
                    assertTrue(developer.rollout("history").contains("users again"));

                    developer.setImage("never-built");
                    developer.succeed(
                            "annotate", "--overwrite", "deployment/users", "kubernetes.io/change-cause=users broken");
                    var broken = developer.run("rollout", "status", "deployment/users", "--timeout=15s");
                    assertNotEquals(0, broken.code(), broken.output());
                    assertTrue(developer.succeed("get", "pods").contains("ImagePull"));
                    assertTrue(developer.succeed("get", "events").contains("never-built"));
                    developer.rollout("undo");
                    assertTrue(developer.rollout("status", "--timeout=300s").contains("successfully rolled out"));
                    assertTrue(developer.rollout("history").contains("users again"));
                    assertTrue(developer
                            .succeed("get", "deployment", "users", "-o", "yaml")
                            .contains("rota-users:again"));
                    assertFalse(developer.succeed("logs", "deployment/users").isEmpty());

                    assertNotEquals(
                            0,
                            developer
                                    .run("set", "env", "deployment/users", "X=y")
                                    .code());
                    assertNotEquals(0, developer.run("get", "secrets").code());

                    // Only a real identity can try impersonation.
                    for (String other : List.of("admin", "system:serviceaccount:" + access.namespace + ":pipeline")) {
                        String output =
                                developer.run("--as=" + other, "get", "pods").output();
                        assertTrue(output.contains("cannot impersonate resource"), output);
                    }
                });
                reports.forEach((connections, report) -> {
                    System.out.printf(
                            "access: a version, a broken one and an undo under load, %s connections, sent %d, failed %d%n",
                            connections, report.sent(), report.failures().size());
                    assertEquals(List.of(), report.failures());
                    assertTrue(load.lost(report).isEmpty());
                });
            }
            // Certificates cannot be revoked, so the group's name is.
            String renamed = access.group("developer") + "-2";
            kubectl(
                    "-n",
                    access.namespace,
                    "patch",
                    "rolebinding",
                    "developer",
                    "--type=json",
                    "-p",
                    "[{\"op\":\"replace\",\"path\":\"/subjects/0/name\",\"value\":\"" + renamed + "\"}]");
            Access.awaitTrue(
                    "the revocation",
                    () -> developer.run("get", "pods").output().contains("Forbidden"));
        }
    }

    @Test
    @Tag("cluster")
    void the_pipeline_applies_an_overlay_from_nothing_then_a_new_tag_then_without_an_object() {
        try (var access = new Access()) {
            access.apply();
            access.createSecrets();
            String onePod = """
                    patches:
                      - target: {kind: HorizontalPodAutoscaler}
                        patch: |
                          - {op: replace, path: /spec/minReplicas, value: 1}
                    """;
            var pipeline = new Kubeconfig(access, "pipeline", access.namespace, "10");
            pipeline.apply(access.overlay("local", onePod));
            pipeline.awaitRollout();

            String unchanged = pipeline.apply(access.overlay("local", onePod));
            assertFalse(unchanged.contains("created"), unchanged);
            String changed = pipeline.apply(access.overlay("again", onePod));
            assertTrue(changed.contains("deployment.apps/users configured"), changed);
            pipeline.awaitRollout();
            assertEquals(
                    Access.USERS_REPOSITORY + ":again",
                    API.apps()
                            .deployments()
                            .inNamespace(access.namespace)
                            .withName("users")
                            .get()
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getImage());

            Path without = access.overlay("again", onePod, """
                      - target: {kind: PodDisruptionBudget, name: shifts}
                        patch: |
                          $patch: delete
                          apiVersion: policy/v1
                          kind: PodDisruptionBudget
                          metadata: {name: shifts}
                    """);
            String pruned = pipeline.succeed(
                    "apply",
                    "-k",
                    without.toString(),
                    "--prune",
                    "--all",
                    "--prune-allowlist=autoscaling/v2/HorizontalPodAutoscaler",
                    "--prune-allowlist=policy/v1/PodDisruptionBudget",
                    "--prune-allowlist=networking.k8s.io/v1/NetworkPolicy",
                    "--prune-allowlist=networking.k8s.io/v1/Ingress");
            assertEquals(
                    1, pruned.lines().filter(line -> line.contains("pruned")).count(), pruned);
            assertTrue(pruned.contains("poddisruptionbudget.policy/shifts pruned"), pruned);

            // Revoked: the tokens of a ServiceAccount end with it.
            kubectl("-n", access.namespace, "delete", "serviceaccount", "pipeline");
            access.apply();
            Access.awaitTrue(
                    "the revocation",
                    () -> pipeline.run("get", "deployment", "users").output().contains("Unauthorized"));
            var anew = new Kubeconfig(access, "pipeline", access.namespace, "10");
            anew.apply(access.overlay("again", onePod));
        }
    }

    /** Ten minutes are the minimum of Kubernetes. */
    @Test
    @Tag("drill")
    void access_ends_by_itself() {
        try (var access = new Access()) {
            access.apply();
            var all = List.of(
                    new Kubeconfig(access, "person", "ada", access.group("viewer"), "10"),
                    new Kubeconfig(access, "pipeline", access.namespace, "10"));
            all.forEach(kubeconfig -> kubeconfig.succeed("auth", "whoami"));
            for (Kubeconfig kubeconfig : all) {
                Access.awaitTrue(
                        "the end",
                        Duration.ofMinutes(12),
                        () -> kubeconfig.run("auth", "whoami").code() != 0);
                String output = kubeconfig.run("auth", "whoami").output();
                assertTrue(output.contains("Unauthorized") || output.contains("must be logged in"), output);
            }
        }
    }

    @Test
    @Tag("cluster")
    void bad_input_is_answered_in_one_line() {
        for (String line : List.of(
                "",
                "person",
                "person ada",
                "person Ada rota-staging-developers",
                "person system:admin rota-staging-developers",
                "person ada system:masters",
                "person ada rota-nowhere-developers",
                "person ada rota-staging-developers,",
                "person ada rota-staging-developers 9",
                "person ada rota-staging-developers 1441",
                "person ada rota-staging-developers x",
                "person ada/O=system:masters rota-staging-developers",
                "pipeline",
                "pipeline rota-nowhere",
                "pipeline Rota",
                "pipeline rota-staging 9",
                "pipeline rota-staging 1441",
                "somebody ada x")) {
            var command = new ArrayList<>(List.of("scripts/access"));
            command.addAll(List.of(line.split(" ")));
            var result = run(command);
            assertNotEquals(0, result.code(), line);
            assertEquals(1, result.output().lines().count(), line + ": " + result.output());
            assertTrue(result.output().startsWith("scripts/access: "), line + ": " + result.output());
        }
    }

    /** A kubeconfig of scripts/access, whose context names the namespace. */
    private record Kubeconfig(Path file) {

        Kubeconfig(Access access, String... arguments) {
            this(handOut(access.file(arguments[0] + ".kubeconfig"), arguments));
        }

        private static Path handOut(Path file, String... arguments) {
            var command = new ArrayList<>(List.of("scripts/access", "-o", file.toString()));
            command.addAll(List.of(arguments));
            Cluster.succeed(command);
            return file;
        }

        Result run(String... arguments) {
            var command = new ArrayList<>(List.of("--kubeconfig", file.toString()));
            command.addAll(List.of(arguments));
            return tryKubectl(command.toArray(String[]::new));
        }

        String succeed(String... arguments) {
            var result = run(arguments);
            assertEquals(0, result.code(), () -> String.join(" ", arguments) + ":\n" + result.output());
            return result.output();
        }

        String rollout(String verb, String... options) {
            var arguments = new ArrayList<>(List.of("rollout", verb, "deployment/users"));
            arguments.addAll(List.of(options));
            return succeed(arguments.toArray(String[]::new));
        }

        void setImage(String tag) {
            String image = Access.USERS_REPOSITORY + ":" + tag;
            succeed("set", "image", "deployment/users", "users=" + image, "migrate=" + image);
        }

        String apply(Path overlay) {
            return succeed("apply", "-k", overlay.toString());
        }

        void awaitRollout() {
            for (String service : Environment.SERVICES) {
                succeed("rollout", "status", "statefulset/" + service + "-db", "--timeout=300s");
                succeed("rollout", "status", "deployment/" + service, "--timeout=300s");
            }
        }
    }
}

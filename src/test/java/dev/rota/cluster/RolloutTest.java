package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static dev.rota.cluster.Cluster.pause;
import static dev.rota.cluster.Environment.PROGRAMS;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Rollouts, deleted pods and drained nodes lose no request. */
class RolloutTest {

    private static final String NEXT = "next";

    private static Environment environment;
    private static LoadPod load;
    private static String emptied;

    @BeforeAll
    static void deploy() {
        Images.migrating("users", NEXT, "ALTER TABLE users ADD COLUMN nickname text;");
        Images.migrating("shifts", NEXT, "ALTER TABLE shift ADD COLUMN colour text;");
        Images.same("board", NEXT);
        emptied = Cluster.nodes().get(1);
        // A database is bound to the node of its volume, so the drained node has none.
        environment = new Environment("""
                        patches:
                          - target: {kind: StatefulSet}
                            patch: |
                              - {op: add, path: /spec/template/spec/nodeSelector, value: {kubernetes.io/hostname: %s}}
                        """.formatted(Cluster.nodes().get(0))).deploy();
        // A new environment does not get its whole load at once.
        load = new LoadPod(environment, 1000);
    }

    @AfterAll
    static void remove() {
        load.close();
        environment.close();
    }

    @Test
    @Tag("cluster")
    void a_rollout_of_each_program_and_its_undo_lose_nothing() {
        load.assertNothingIsLost("a rollout of each program and its undo", 25, Load.Mix.ALL, () -> rollOutAndBack(3));
    }

    @Test
    @Tag("cluster")
    @EnabledOnOs(OS.LINUX)
    @DisabledIfEnvironmentVariable(named = "ROTA_AOT", matches = "false")
    void programs_start_from_their_caches() {
        for (String service : PROGRAMS) {
            for (Pod pod : environment.readyPods(service)) {
                String name = pod.getMetadata().getName();
                String command = kubectl(
                        "-n",
                        environment.namespace,
                        "exec",
                        name,
                        "--container",
                        service,
                        "--",
                        "cat",
                        "/proc/1/cmdline");
                assertTrue(command.contains("-XX:AOTCache="), command);
                String log = kubectl(
                        "-n", environment.namespace, "logs", name, "--container", service, "--limit-bytes=100000");
                assertTrue(log.contains("started in"), log);
                assertFalse(log.contains("][aot"), log);
            }
        }
    }

    @Test
    @Tag("drill")
    void ten_rollouts_and_ten_undos_lose_nothing() {
        int sent = load.assertNothingIsLost("10 rollouts and 10 undos", 50, Load.Mix.ALL, () -> rollOutAndBack(10));
        assertTrue(sent >= 100_000, sent + " requests tell too little");
    }

    @Test
    @Tag("drill")
    void rollouts_lose_nothing_while_a_pod_is_deleted_every_five_seconds() {
        scale(3);
        PROGRAMS.forEach(environment::awaitRollout);
        var deleted = new AtomicInteger();
        var clock = Executors.newSingleThreadScheduledExecutor();
        try {
            int sent = load.assertNothingIsLost("10 rollouts and 10 undos, pods deleted", 25, Load.Mix.ALL, () -> {
                clock.scheduleAtFixedRate(() -> deleted.addAndGet(deleteOne()), 5, 5, TimeUnit.SECONDS);
                for (int i = 0; i < 10; i++) {
                    String service = PROGRAMS.get(i % PROGRAMS.size());
                    environment.setImage(service, NEXT);
                    // Pods that are deleted faster than new ones get ready let no rollout end, so the next one just
                    // begins.
                    pause(100);
                    environment.rollout("undo", service);
                    pause(100);
                }
                clock.shutdown();
                PROGRAMS.forEach(environment::awaitRollout);
            });
            assertTrue(sent >= 100_000, sent + " requests tell too little");
        } finally {
            clock.shutdownNow();
            scale(2);
        }
        System.out.printf("%d pods deleted%n", deleted.get());
        assertTrue(deleted.get() > 300, "hardly a pod was deleted");
    }

    @Test
    @Tag("drill")
    void emptying_a_node_loses_nothing() {
        load.assertNothingIsLost("a node drained three times", 25, Load.Mix.ALL, () -> {
            for (int i = 0; i < 3; i++) {
                try {
                    kubectl(
                            "drain",
                            emptied,
                            "--ignore-daemonsets",
                            "--delete-emptydir-data",
                            "--timeout=300s",
                            "--pod-selector=app.kubernetes.io/part-of=rota");
                    PROGRAMS.forEach(environment::awaitRollout);
                } finally {
                    kubectl("uncordon", emptied);
                }
                // Spreads the pods over the nodes again.
                for (String service : PROGRAMS) {
                    environment.rollout("restart", service);
                    environment.awaitRollout(service);
                }
            }
        });
    }

    /** As a team does: one program, and when it is out, a look at it, and back or the next one. */
    private static void rollOutAndBack(int times) {
        for (int i = 0; i < times; i++) {
            String service = PROGRAMS.get(i % PROGRAMS.size());
            environment.setImage(service, NEXT);
            environment.awaitRollout(service);
            pause(15);
            environment.rollout("undo", service);
            environment.awaitRollout(service);
            pause(15);
        }
    }

    private static void scale(int replicas) {
        kubectl(
                "-n",
                environment.namespace,
                "scale",
                "deployment/users",
                "deployment/shifts",
                "deployment/board",
                "--replicas=" + replicas);
    }

    /**
     * A ready one of the service that has most. Where that is its last, of whose clients nothing could be expected, the
     * newest one that is still starting.
     */
    private static int deleteOne() {
        var most = PROGRAMS.stream()
                .map(environment::readyPods)
                .max((a, b) -> a.size() - b.size())
                .orElseThrow();
        var victim = most.size() > 1
                ? Optional.of(most.get(0))
                : PROGRAMS.stream()
                        .flatMap(service -> environment.pods(service).stream())
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && !Readiness.isPodReady(pod))
                        .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
        victim.ifPresent(pod -> API.resource(pod).delete());
        return victim.isPresent() ? 1 : 0;
    }
}

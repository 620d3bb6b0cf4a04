package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static dev.rota.cluster.Environment.SERVICES;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a database's pod is killed, all acknowledged writes are there, and the services reconnect by themselves. */
class DatabaseRestartTest {

    private static Environment environment;
    private static LoadPod load;
    private static String killers;

    @BeforeAll
    static void deploy() {
        environment = new Environment().deploy();
        load = new LoadPod(environment);
        killers = environment.namespace + "-killers";
        Cluster.createNamespace(killers, Map.of());
    }

    @AfterAll
    static void remove() {
        API.namespaces().withName(killers).delete();
        load.close();
        environment.close();
    }

    @Test
    @Tag("cluster")
    void a_database_that_is_killed_loses_no_acknowledged_write() {
        assertNothingIsLost(1);
    }

    @Test
    @Tag("drill")
    void a_database_that_is_killed_ten_times_loses_no_acknowledged_write() {
        assertNothingIsLost(10);
    }

    private static void assertNothingIsLost(int times) {
        var containers = runningSince();
        for (int i = 1; i <= times; i++) {
            var outage = load.during(15, () -> SERVICES.forEach(service -> killAndAwait(service + "-db-0")));
            outage.values().forEach(report -> assertEquals(Set.of(), load.lost(report)));

            SERVICES.forEach(environment::awaitRollout);
            var after = load.during(
                    15, () -> kubectl("-n", environment.namespace, "wait", "--for=condition=Ready", "pod", "--all"));
            after.values().forEach(report -> assertEquals(List.of(), report.failures(), "after the outage"));
            System.out.printf(
                    "databases killed, %d of %d: %d requests failed meanwhile, %d writes acknowledged, 0 lost; 0 failed after%n",
                    i,
                    times,
                    outage.values().stream()
                            .mapToInt(report -> report.failures().size())
                            .sum(),
                    outage.values().stream()
                            .mapToInt(report ->
                                    report.users().size() + report.shifts().size())
                            .sum());
        }
        assertEquals(containers, runningSince(), "no service had to be restarted");
    }

    private static void killAndAwait(String name) {
        var pods = API.pods().inNamespace(environment.namespace).withName(name);
        Pod killed = pods.get();
        kill(killed);
        // The worst way to get a new pod: it starts while the kubelet still starts the old one's container again.
        kubectl("-n", environment.namespace, "delete", "pod", name, "--grace-period=0", "--force");
        pods.waitUntilCondition(
                pod -> pod != null
                        && !pod.getMetadata()
                                .getUid()
                                .equals(killed.getMetadata().getUid())
                        && Readiness.isPodReady(pod),
                180,
                TimeUnit.SECONDS);
    }

    /**
     * SIGKILL to every process of a pod. Nothing within the pod can send it to the pod's first process, so a pod that sees
     * the node's processes does.
     */
    private static void kill(Pod pod) {
        String name = "killer-" + pod.getMetadata().getUid();
        String uid = pod.getMetadata().getUid();
        String killer =
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: %s}
                spec:
                  nodeName: %s
                  hostPID: true
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  containers:
                    - name: killer
                      image: %s/rota-users:local
                      securityContext: {runAsUser: 0}
                      command: [bash, -c]
                      args:
                        - |
                          # By the pod's part of the control group's name, as both of the kubelet's drivers write it.
                          kill -KILL $(grep -lsE 'pod(%s|%s)' /proc/[0-9]*/cgroup | cut -d/ -f3)
                """.formatted(name, killers, pod.getSpec().getNodeName(), Cluster.REGISTRY, uid, uid.replace('-', '_'));
        API.resource(Serialization.unmarshal(killer, Pod.class)).create();
        assertTrue(Cluster.awaitEnd(killers, name), "the killer");
    }

    /** When each container of the services started. */
    private static Set<String> runningSince() {
        return SERVICES.stream()
                .flatMap(service -> environment.readyPods(service).stream())
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(container -> container.getContainerID() + " "
                        + container.getState().getRunning().getStartedAt())
                .collect(toCollection(TreeSet::new));
    }
}

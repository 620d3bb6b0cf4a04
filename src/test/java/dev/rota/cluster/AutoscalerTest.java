package dev.rota.cluster;

import static dev.rota.cluster.Cluster.kubectl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rota.cluster.Recorder.Sample;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Autoscaling of users, by CPU or by the latency that shifts measures. Needs metrics-server, KEDA and a Prometheus as
 * docs/autoscaling.md describes it.
 */
class AutoscalerTest {

    /** Seconds, as latency-keda says. */
    static final double TARGET = 0.1;

    /** Thousandths of a core: 70 % of what a pod requests. */
    static final int CPU_TARGET = 70;

    private static final int LEAST = 2;
    private static final int MOST = 10;

    /** The stabilisation window of scaling down. */
    private static final Duration DOWN_AFTER = Duration.ofMinutes(5);

    private static final Path COMPONENTS = Path.of("kustomize", "components");

    @BeforeAll
    static void prepare() {
        var needed = List.of("apiservice/v1beta1.metrics.k8s.io", "crd/scaledobjects.keda.sh");
        for (String resource : needed) {
            assumeTrue(Cluster.tryKubectl("get", resource).code() == 0, "the cluster has no " + resource);
        }
        kubectl("label", "namespace", "monitoring", "rota/monitoring=true", "--overwrite");
        Images.same("users", "again");
    }

    @Test
    @Tag("cluster")
    void latency_brings_pods_while_the_cpu_has_little_to_do() {
        try (var environment = scaledBy("latency-keda").deploy();
                var load = new LoadPod(environment);
                var seen = new Recorder("latency-quick", environment)) {
            load.assertNothingIsLost("shifts for somebody", 4, Load.Mix.ASSIGNMENTS, () -> {
                // The CPU of the pods' start is over, too; before it is measured, it is 0.
                seen.await(
                        "calls",
                        Duration.ofMinutes(3),
                        sample -> isFast(sample) && sample.cpu() > 0 && sample.cpu() < CPU_TARGET);
                delay(environment);
                seen.mark("users is slow");
                seen.await("more pods are ready", Duration.ofMinutes(3), sample -> sample.ready() > LEAST);
            });
            assertLatencyScaled(seen.since("users is slow"));
        }
    }

    @Test
    @Tag("drill")
    void the_cpu_decides_up_and_down_without_flapping() {
        try (var environment = scaledBy("hpa-cpu").deploy();
                var load = new LoadPod(environment);
                var seen = new Recorder("autoscaling-cpu", environment)) {
            load.assertNothingIsLost(
                    "little load", 5, Load.Mix.ALL, () -> seen.watch("little to do", Duration.ofMinutes(2)));
            assertEquals(Set.of(LEAST), seen.wantedSince("little to do"));
            load.assertNothingIsLost("much load", 60, Load.Mix.ALL, () -> {
                seen.mark("load");
                seen.await("more pods are ready", Duration.ofMinutes(4), sample -> sample.ready() > LEAST);
                seen.watch("let them settle", DOWN_AFTER.plusMinutes(2));
                seen.watch("steady load", Duration.ofMinutes(15));
                assertNeverUp(seen.since("steady load"));
            });
            load.assertNothingIsLost("little load", 5, Load.Mix.ALL, () -> {
                seen.mark("less load");
                seen.await("few pods again", DOWN_AFTER.plusMinutes(12), sample -> sample.wanted() == LEAST);
            });
            assertNeverUp(seen.since("less load"));
        }
    }

    @Test
    @Tag("drill")
    void latency_decides_through_a_rollout_and_the_loss_of_prometheus_and_of_shifts() {
        try (var environment = scaledBy("latency-keda").deploy();
                var load = new LoadPod(environment);
                var seen = new Recorder("autoscaling-latency", environment)) {
            load.assertNothingIsLost("shifts for somebody", 4, Load.Mix.ASSIGNMENTS, () -> {
                seen.await("calls", Duration.ofMinutes(3), AutoscalerTest::isFast);
                seen.watch("steady", Duration.ofMinutes(2));
                assertEquals(Set.of(LEAST), seen.wantedSince("steady"));

                delay(environment);
                seen.mark("users is slow");
                seen.await("more pods", Duration.ofMinutes(2), sample -> sample.wanted() > LEAST);
                int before = seen.last().ready();
                environment.setImage("users", "again");
                environment.awaitRollout("users");
                seen.mark("a version was rolled out");
                assertTrue(seen.since("more pods").stream().allMatch(sample -> sample.ready() >= before));

                // More pods do not cure a slow database.
                seen.await("the maximum is ready", Duration.ofMinutes(10), sample -> sample.ready() == MOST);
                seen.watch("at the maximum", DOWN_AFTER.plusMinutes(1));
                assertEquals(Set.of(MOST), seen.wantedSince("at the maximum"));
                assertLatencyScaled(seen.since("users is slow"));
                assertEquals(MOST, Recorder.prometheus(alert("RotaReplicasAtMaximum", environment.namespace)));
                assertConnectionsAreLeft(environment);
            });

            kubectl("-n", "monitoring", "scale", "deployment/prometheus", "--replicas=0");
            try {
                seen.watch("Prometheus is stopped", DOWN_AFTER.plusMinutes(1));
                assertEquals(Set.of(MOST), seen.wantedSince("Prometheus is stopped"));
            } finally {
                kubectl("-n", "monitoring", "scale", "deployment/prometheus", "--replicas=1");
                kubectl("-n", "monitoring", "rollout", "status", "deployment/prometheus");
            }
            kubectl("-n", environment.namespace, "scale", "deployment/shifts", "--replicas=0");
            seen.watch("shifts is stopped", DOWN_AFTER.plusMinutes(2));
            assertEquals(Set.of(MOST), seen.wantedSince("shifts is stopped"));
            kubectl("-n", environment.namespace, "scale", "deployment/shifts", "--replicas=2");
            environment.awaitRollout("shifts");

            cure(environment);
            load.assertNothingIsLost("shifts for somebody", 4, Load.Mix.ASSIGNMENTS, () -> {
                seen.mark("users is fast again");
                seen.await("few pods again", DOWN_AFTER.plusMinutes(12), sample -> sample.wanted() == LEAST);
            });
            assertNeverUp(seen.since("users is fast again"));
            seen.watch("nobody calls", Duration.ofMinutes(2));
            assertEquals(Set.of(LEAST), seen.wantedSince("nobody calls"));
        }
    }

    /** The overlay local with one more component, and the replacements by which staging tells its query the namespace. */
    private static Environment scaledBy(String component) {
        try {
            String staging = Files.readString(Path.of("kustomize", "overlays", "staging", "kustomization.yaml"));
            return new Environment("components: [../../../%s/%s]%n%s"
                    .formatted(COMPONENTS, component, staging.substring(staging.indexOf("\nreplacements:") + 1)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the database sleep for each person that is read, which costs no CPU. */
    private static void delay(Environment environment) {
        environment.sql("users", """
                CREATE POLICY everybody ON users USING (true) WITH CHECK (true);
                CREATE POLICY slowly ON users AS RESTRICTIVE FOR SELECT USING (pg_sleep(0.15) IS NOT NULL);
                ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                """);
    }

    private static void cure(Environment environment) {
        environment.sql("users", "ALTER TABLE users DISABLE ROW LEVEL SECURITY");
    }

    /** 0 would be no calls at all. */
    private static boolean isFast(Sample sample) {
        return sample.seen() > 0 && sample.seen() < TARGET;
    }

    private static void assertLatencyScaled(List<Sample> samples) {
        assertTrue(samples.stream().anyMatch(sample -> sample.seen() > TARGET), "the latency is below its target");
        assertEquals(
                List.of(),
                samples.stream().filter(sample -> sample.cpu() >= CPU_TARGET).toList(),
                "the CPU would have scaled too");
    }

    private static void assertNeverUp(List<Sample> samples) {
        for (int i = 1; i < samples.size(); i++) {
            assertTrue(samples.get(i).wanted() <= samples.get(i - 1).wanted(), "up again: " + samples.get(i));
        }
    }

    private static void assertConnectionsAreLeft(Environment environment) {
        String[] counts = environment
                .sql(
                        "users",
                        "SELECT count(*), current_setting('max_connections'), current_setting('superuser_reserved_connections')"
                                + " FROM pg_stat_activity WHERE backend_type = 'client backend'")
                .get(0)
                .split("\\|");
        System.out.printf("users-db: %s of %s connections%n", counts[0], counts[1]);
        assertTrue(Integer.parseInt(counts[0]) < Integer.parseInt(counts[1]) - Integer.parseInt(counts[2]));
    }

    /** What an alert asks for, in one namespace. */
    private static String alert(String name, String namespace) {
        try (var file = Files.newInputStream(COMPONENTS.resolve("monitoring/prometheus-rule.yaml"))) {
            var rules = Serialization.unmarshal(file, GenericKubernetesResource.class);
            for (int i = 0; ; i++) {
                if (name.equals(rules.get("spec", "groups", 0, "rules", i, "alert"))) {
                    return rules.<String>get("spec", "groups", 0, "rules", i, "expr")
                            .replace("namespace=~\"rota-.+\"", "namespace=\"" + namespace + "\"");
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.rota.cluster;

import static dev.rota.cluster.Cluster.API;
import static dev.rota.cluster.Cluster.kubectl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broken version: the rollout stops at its first pod, the old pods keep serving, and it can be undone. */
class BrokenReleaseTest {

    private static Environment environment;
    private static LoadPod load;

    @BeforeAll
    static void deploy() {
        environment = new Environment().deploy();
        load = new LoadPod(environment);
    }

    @AfterAll
    static void remove() {
        load.close();
        environment.close();
    }

    @Test
    @Tag("drill")
    void a_program_that_ends_at_once_is_stopped_and_undone() {
        Images.derived("users", "crashing", image -> image.setEntrypoint("java", "-version"));
        assertStoppedAndUndone("crashing", pod -> anyWaits(pod.getStatus().getContainerStatuses(), "CrashLoopBackOff"));
    }

    @Test
    @Tag("cluster")
    void a_program_that_never_gets_ready_is_stopped_and_undone() {
        Images.derived("users", "deaf", image -> image.addEnvironmentVariable("QUARKUS_MANAGEMENT_PORT", "9999"));
        assertStoppedAndUndone("deaf", pod -> tells(pod, "Startup probe failed"));
    }

    @Test
    @Tag("cluster")
    void a_migration_that_fails_is_stopped_and_undone_and_leaves_nothing() {
        Images.migrating("users", "wrong", """
                CREATE TABLE half_made (id uuid);
                ALTER TABLE no_such_table ADD COLUMN nickname text;
                """);
        assertStoppedAndUndone(
                "wrong", pod -> anyWaits(pod.getStatus().getInitContainerStatuses(), "CrashLoopBackOff"));
        assertEquals(
                List.of(),
                environment.sql(
                        "users", "SELECT version FROM flyway_schema_history WHERE version = '1000' OR NOT success"));
        assertEquals(List.of(""), environment.sql("users", "SELECT to_regclass('half_made')"));
    }

    @Test
    @Tag("drill")
    void an_image_that_is_not_there_is_stopped_and_undone() {
        assertStoppedAndUndone(
                "never-pushed", pod -> anyWaits(pod.getStatus().getInitContainerStatuses(), "ImagePullBackOff"));
    }

    @Test
    @Tag("drill")
    void a_secret_that_is_missing_is_told_by_an_event() {
        Set<String> before = names(environment.readyPods("users"));
        kubectl("-n", environment.namespace, "delete", "secret", "users-db");

        environment.rollout("restart", "users");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> environment.pods("users").stream()
                        .anyMatch(pod -> tells(pod, "Error: secret \"users-db\" not found")));
        assertEquals(before, names(environment.readyPods("users")), "the old pods");
        environment.apply();
        environment.awaitRollout("users");
    }

    /** @param sign what the new pod shows */
    private void assertStoppedAndUndone(String tag, Predicate<Pod> sign) {
        Set<String> before = names(environment.readyPods("users"));
        var reports = load.during(10, () -> {
            environment.setImage("users", tag);
            Awaitility.await(tag)
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> environment.pods("users").stream()
                            .anyMatch(pod -> !before.contains(pod.getMetadata().getName()) && sign.test(pod)));
            assertEquals(before, names(environment.readyPods("users")), "the old pods");
            assertEquals(
                    before.size() + 1,
                    environment.pods("users").size(),
                    "one new pod is tried, and no old one is taken away");
            String history = environment.rollout("history", "users");
            assertTrue(history.contains("/rota-users:local") && history.contains("users " + tag), history);

            environment.rollout("undo", "users");
            environment.awaitRollout("users");
        });
        reports.forEach((connections, report) -> {
            System.out.printf(
                    "broken release %s, %s connections: sent %d, failed %d%n",
                    tag, connections, report.sent(), report.failures().size());
            assertEquals(List.of(), report.failures());
        });
        assertEquals(before, names(environment.readyPods("users")), "no old pod had to be started again");
    }

    private static boolean tells(Pod pod, String message) {
        return API
                .v1()
                .events()
                .inNamespace(environment.namespace)
                .withField("involvedObject.name", pod.getMetadata().getName())
                .list()
                .getItems()
                .stream()
                .anyMatch(event -> event.getMessage().startsWith(message));
    }

    private static boolean anyWaits(List<ContainerStatus> containers, String reason) {
        return containers.stream()
                .map(container -> container.getState().getWaiting())
                .anyMatch(waiting -> waiting != null && reason.equals(waiting.getReason()));
    }

    private static Set<String> names(List<Pod> pods) {
        var names = new TreeSet<String>();
        pods.forEach(pod -> names.add(pod.getMetadata().getName()));
        return names;
    }
}

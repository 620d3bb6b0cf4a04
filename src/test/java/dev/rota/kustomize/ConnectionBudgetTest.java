package dev.rota.kustomize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maximum pods times pool size fits into the databases' max_connections, and what these may lock into its table. */
class ConnectionBudgetTest {

    private static final Path KUSTOMIZE = Path.of("kustomize");

    /** superuser_reserved_connections, by default. */
    private static final int RESERVED = 3;

    /** Terminating pods may keep their connections for 45 s, while a rollout goes on. */
    private static final int LEAVING = 2;

    /** max_locks_per_transaction, by default: so much room for each connection, but all share it. */
    private static final int LOCKS = 64;

    /** Of a transaction beside people: itself, the row that it waits for, and the turn of those with many people. */
    private static final int OTHER_LOCKS = 3;

    /** Tables and indexes, each of which is one lock however many use it. */
    private static final int RELATIONS = 200;

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void a_database_has_connections_for_as_many_pods_as_there_may_be(String module) throws IOException {
        var settings = Path.of("src/main/resources/application-" + module + ".properties");
        int pool = greatest(settings, "reactive\\.max-size=\\$\\{DB_POOL_SIZE:(\\d+)}");
        int migrations = greatest(settings, "jdbc\\.max-size=(\\d+)");
        int pods = replicas() + greatest(KUSTOMIZE.resolve("components/runtime"), "maxSurge: (\\d+)") + LEAVING;
        int connections =
                greatest(KUSTOMIZE.resolve("base/postgres/statefulset.yaml"), "max_connections=(\\d+)") - RESERVED;
        assertTrue(
                pods * pool + migrations <= connections,
                pods + " pods may want " + pool + " connections each and " + migrations + " to migrate, of "
                        + connections);
    }

    /** One writes for as many people as the largest publication may have, and everybody else for a few. */
    @Test
    void the_database_of_shifts_has_room_for_the_locks_of_all_who_may_write_at_once() throws IOException {
        int connections = greatest(KUSTOMIZE.resolve("base/postgres/statefulset.yaml"), "max_connections=(\\d+)");
        int few = greatest(Path.of("src/main/resources/db/shifts"), "few CONSTANT integer = (\\d+)");
        int shifts = greatest(
                Path.of("src/main/java/dev/rota/shifts/publishing/PublishingResource.java"), "int MOST = ([\\d_]+)");
        // Each shift may be taken from one person and given to another.
        int wanted = 2 * shifts + (connections - 1) * few + connections * OTHER_LOCKS + RELATIONS;
        assertTrue(
                wanted <= connections * LOCKS,
                wanted + " locks may be wanted, and there is room for " + connections * LOCKS);
    }

    /** Elsewhere the sums above would miss them. */
    @Test
    void no_environment_has_pools_or_databases_of_another_size() throws IOException {
        assertEquals(0, numbers(KUSTOMIZE, "DB_POOL_SIZE\\D+(\\d+)").count());
        assertEquals(1, numbers(KUSTOMIZE, "max_connections=(\\d+)").count());
        assertEquals(
                0, numbers(KUSTOMIZE, "max_locks_per_transaction\\D+(\\d+)").count());
    }

    @Test
    void the_alert_for_too_few_pods_knows_the_maximum() throws IOException {
        var alerts = KUSTOMIZE.resolve("components/monitoring/prometheus-rule.yaml");
        assertEquals(replicas(), greatest(alerts, "== 1\\) >= (\\d+)"));
    }

    private static int replicas() throws IOException {
        return greatest(KUSTOMIZE, "maxReplica(?:s|Count)\\W+(?:value\\W+)?(\\d+)");
    }

    private static int greatest(Path path, String pattern) throws IOException {
        return numbers(path, pattern).max().orElseThrow(() -> new AssertionError(pattern + " is not in " + path));
    }

    private static IntStream numbers(Path path, String pattern) throws IOException {
        try (var files = Files.walk(path)) {
            var found = IntStream.builder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile(pattern)
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(match ->
                                found.add(Integer.parseInt(match.group(1).replace("_", ""))));
            }
            return found.build();
        }
    }
}

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

/** Maximum pods times pool size fits into the databases' max_connections. */
class ConnectionBudgetTest {

    private static final Path KUSTOMIZE = Path.of("kustomize");

    /** superuser_reserved_connections, by default. */
    private static final int RESERVED = 3;

    /** Terminating pods may keep their connections for 45 s, while a rollout goes on. */
    private static final int LEAVING = 2;

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

    /** Elsewhere the sum above would miss them. */
    @Test
    void no_environment_has_pools_or_databases_of_another_size() throws IOException {
        assertEquals(0, numbers(KUSTOMIZE, "DB_POOL_SIZE\\D+(\\d+)").count());
        assertEquals(1, numbers(KUSTOMIZE, "max_connections=(\\d+)").count());
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
                        .forEach(match -> found.add(Integer.parseInt(match.group(1))));
            }
            return found.build();
        }
    }
}

package dev.rota.cluster;

import static dev.rota.cluster.Cluster.kubectl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("cluster")
class MigrationTest {

    private static final String REPLICAS = "3";

    private static Environment environment;

    @BeforeAll
    static void deploy() {
        // Every pod of the first version starts at the same time, on an empty database.
        environment = new Environment("""
                        patches:
                          - target: {kind: Deployment, name: users}
                            patch: |
                              - {op: replace, path: /spec/replicas, value: %s}
                        """.formatted(REPLICAS)).deploy();
    }

    @AfterAll
    static void remove() {
        environment.close();
    }

    @Test
    void pods_that_start_together_migrate_once() {
        assertTrue(environment.readyPods("users").size() >= Integer.parseInt(REPLICAS));
        assertEquals(
                List.of("1|t"),
                environment.sql("users", "SELECT version, success FROM flyway_schema_history WHERE version = '1'"));
    }

    @Test
    void a_migration_that_is_killed_runs_again_from_its_beginning() {
        Images.migrating("users", "slow", """
                CREATE TABLE slowly_made (id uuid);
                SELECT pg_sleep(20);
                CREATE INDEX slowly_made_id ON slowly_made (id);
                """);
        environment.setImage("users", "slow");
        String sleeping =
                "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()";
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> !environment.sql("users", sleeping).isEmpty());
        String migrating = environment.pods("users").stream()
                .filter(pod -> pod.getStatus().getPhase().equals("Pending"))
                .findFirst()
                .orElseThrow()
                .getMetadata()
                .getName();

        kubectl("-n", environment.namespace, "delete", "pod", migrating, "--grace-period=0", "--force");

        Awaitility.await()
                .atMost(Duration.ofSeconds(180))
                .until(() -> environment.readyPods("users").size() > Integer.parseInt(REPLICAS));
        assertEquals(
                List.of("1|t", "1000|t"),
                environment.sql(
                        "users",
                        "SELECT version, success FROM flyway_schema_history WHERE version IN ('1', '1000')"
                                + " ORDER BY installed_rank"));
        assertEquals(List.of("slowly_made"), environment.sql("users", "SELECT to_regclass('slowly_made')"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE mine (id int)",
                "CREATE TEMPORARY TABLE mine (id int)",
                "CREATE SCHEMA mine",
                "CREATE EXTENSION citext",
                "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "ALTER TABLE users ADD COLUMN mine int",
                "DROP INDEX users_by_name",
                "DROP TABLE users",
                "TRUNCATE users",
                "SET ROLE rota_migrator",
                "COPY users TO PROGRAM 'true'"
            })
    void the_role_that_serves_cannot_change_the_schema(String statement) {
        var result = Cluster.tryKubectl(
                "-n",
                environment.namespace,
                "exec",
                "users-db-0",
                "--",
                "bash",
                "-c",
                "PGPASSWORD=$DB_PASSWORD exec psql -qX -v ON_ERROR_STOP=1 -h localhost -U \"$DB_USER\" -d users -c \"$0\"",
                statement);
        assertEquals(1, result.code(), result.output());
        assertTrue(
                result.output().contains("permission denied") || result.output().contains("must be owner"),
                result.output());
    }
}

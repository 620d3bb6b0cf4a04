package dev.rota.shared.database;

import static dev.rota.support.Api.get;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.refused;
import static dev.rota.support.Api.unique;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.support.Databases;
import dev.rota.support.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write that goes on after its deadline, on a server that sets no limit of its own. */
@QuarkusTest
@TestProfile(LateWriteTest.NoLimits.class)
@QuarkusTestResource(Databases.class)
class LateWriteTest {

    public static class NoLimits implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            String limit = "quarkus.datasource.%s.reactive.additional-properties.%s_timeout";
            return Map.of(
                    limit.formatted("users", "statement"), "0",
                    limit.formatted("users", "transaction"), "0",
                    limit.formatted("shifts", "statement"), "0",
                    limit.formatted("shifts", "transaction"), "0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"USERS", "SHIFTS"})
    void what_was_answered_503_is_rolled_back_and_can_be_repeated(Resource resource) throws Exception {
        String key = unique();
        String text = unique();
        var body = resource.body(resource.text(), text);
        try (var other = Databases.connection(resource.module());
                var hold = other.prepareStatement("INSERT INTO idempotency_key (key, digest) VALUES (?, 'other')")) {
            other.setAutoCommit(false);
            hold.setString(1, key);
            hold.executeUpdate();
            refused(post(resource.path(), body, "Idempotency-Key", key), 503, "urn:rota:database-unavailable");
            other.rollback();
        }
        await().atMost(10, SECONDS)
                .until(() -> count(
                                resource,
                                "pg_stat_activity WHERE application_name = 'rota-" + resource.module()
                                        + "' AND xact_start IS NOT NULL")
                        == 0);
        Thread.sleep(500);
        assertEquals(0, count(resource, "idempotency_key WHERE key = '" + key + "'"));
        String written =
                (resource == Resource.USERS ? "users WHERE name" : "shift WHERE location") + " = '" + text + "'";
        assertEquals(0, count(resource, written));
        String made = post(resource.path(), body, "Idempotency-Key", key).path("id");
        get(resource.path() + "/" + made).then().statusCode(200);
        assertEquals(1, count(resource, written));
    }

    private static int count(Resource resource, String from) throws SQLException {
        try (var connection = Databases.connection(resource.module());
                var result = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
            result.next();
            return result.getInt(1);
        }
    }
}

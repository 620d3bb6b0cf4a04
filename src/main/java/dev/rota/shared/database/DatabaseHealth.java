package dev.rota.shared.database;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: the connection pools reach their databases. Quarkus' own check waits 20 s for one that does not answer,
 * longer than any probe.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {

    private static final Duration LIMIT = Duration.ofMillis(900);

    private final Instance<Pool> pools;

    DatabaseHealth(@Any Instance<Pool> pools) {
        this.pools = pools;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var response = HealthCheckResponse.named("database");
        var answers = pools.stream().map(DatabaseHealth::ask).toList();
        return Uni.join()
                .all(answers)
                .andFailFast()
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(all -> response.up().build())
                .onFailure()
                .recoverWithItem(() -> response.down().build());
    }

    private static Uni<Boolean> ask(Pool pool) {
        return Uni.createFrom()
                .completionStage(
                        () -> pool.query("SELECT 1").execute().map(true).toCompletionStage());
    }
}

package dev.rota.shared.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** How a module's database is migrated, whoever does it. A module has one bean of this type, named after its datasource. */
public abstract class Migrations implements FlywayConfigurationCustomizer {

    /**
     * Those who migrate at once take turns by a lock of a session. Flyway's default, a transaction that is open for as
     * long as it migrates, is what CREATE INDEX CONCURRENTLY waits for.
     */
    public static FluentConfiguration takingTurns(FluentConfiguration configuration) {
        return configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        takingTurns(configuration);
    }
}

package dev.rota.shared.startup;

import dev.rota.shared.database.Migrations;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Migrates the module's database and exits: the init container's program. It runs in every new pod, so it starts Flyway
 * alone, in half the time of the whole program. Its settings are those of the module's properties, by which Flyway
 * migrates where there is no init container.
 */
final class Migration {

    private static final int CONNECT_RETRIES = 10;

    private Migration() {}

    /** Exits with 1 if it fails. Reads {@code DB_*}, as the program does. */
    public static void main(String[] args) {
        Map<String, String> variables = System.getenv();
        var flyway = Migrations.takingTurns(Flyway.configure())
                .dataSource(
                        "jdbc:postgresql://%s:%s/%s"
                                .formatted(
                                        variables.get("DB_HOST"),
                                        variables.getOrDefault("DB_PORT", "5432"),
                                        variables.get("DB_NAME")),
                        variables.getOrDefault("DB_MIGRATION_USER", variables.get("DB_USER")),
                        variables.getOrDefault("DB_MIGRATION_PASSWORD", variables.get("DB_PASSWORD")))
                // An image has one module.
                .locations("classpath:db")
                .ignoreMigrationPatterns("*:future")
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(1)
                .load();
        int executed = Migrations.patiently(flyway).migrationsExecuted;
        System.out.printf(
                "Executed %d migrations; the schema has version %s%n",
                executed, flyway.info().current().getVersion());
    }
}

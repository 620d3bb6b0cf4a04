package dev.rota.shared.startup;

import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Migrates the database of the image's module and ends: what the init container runs. Every new pod does, so it takes Flyway
 * alone and not the whole program, which takes twice as long to start. The settings are those of the module's
 * properties, by which Flyway migrates where no init container has done it.
 */
final class Migration {

    private static final int CONNECT_RETRIES = 10;

    private Migration() {}

    /** Ends with 1 and what Flyway says if it fails. Reads {@code DB_*}, as the program does. */
    public static void main(String[] args) {
        Map<String, String> variables = System.getenv();
        var flyway = Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://%s:%s/%s"
                                .formatted(
                                        variables.get("DB_HOST"),
                                        variables.getOrDefault("DB_PORT", "5432"),
                                        variables.get("DB_NAME")),
                        variables.getOrDefault("DB_MIGRATION_USER", variables.get("DB_USER")),
                        variables.getOrDefault("DB_MIGRATION_PASSWORD", variables.get("DB_PASSWORD")))
                // The one module that is there.
                .locations("classpath:db")
                .ignoreMigrationPatterns("*:future")
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(1)
                .load();
        int executed = flyway.migrate().migrationsExecuted;
        System.out.printf(
                "Executed %d migrations; the schema has version %s%n",
                executed, flyway.info().current().getVersion());
    }
}

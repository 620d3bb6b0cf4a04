package dev.rota.schema;

import dev.rota.shared.database.Migrations;
import dev.rota.support.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A database of each module as its migrations leave it, without the program. Made once for all tests of a JVM. */
final class MigratedDatabase {

    private static final Map<String, DataSource> DATABASES = new HashMap<>();

    private MigratedDatabase() {}

    /** The caller closes it and leaves nothing behind. */
    static synchronized Connection connection(String module) throws SQLException {
        var database = DATABASES.get(module);
        if (database == null) {
            database = Databases.create(module + "_schema", module);
            Migrations.takingTurns(Flyway.configure())
                    .dataSource(database)
                    // The source: what was compiled earlier may still hold a migration that is gone.
                    .locations("filesystem:src/main/resources/db/" + module)
                    .load()
                    .migrate();
            DATABASES.put(module, database);
        }
        return database.getConnection();
    }
}

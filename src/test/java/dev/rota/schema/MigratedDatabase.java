package dev.rota.schema;

import dev.rota.support.Databases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A database of each module as its migrations leave it, without the program. Made once for all tests of a JVM. */
final class MigratedDatabase {

    private static final Map<String, String> ADDRESSES = new HashMap<>();

    private MigratedDatabase() {}

    /** The caller closes it and leaves nothing behind. */
    static synchronized Connection connection(String module) throws SQLException {
        String address = ADDRESSES.get(module);
        if (address == null) {
            address = Databases.create(module + "_schema", module);
            Flyway.configure()
                    .dataSource(address, null, null)
                    // The source: what was compiled earlier may still hold a migration that is gone.
                    .locations("filesystem:src/main/resources/db/" + module)
                    .load()
                    .migrate();
            ADDRESSES.put(module, address);
        }
        return DriverManager.getConnection(address);
    }
}

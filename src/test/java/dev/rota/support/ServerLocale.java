package dev.rota.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A database of users with another locale, which is what it gets from the server that it is made on. Its argument {@code
 * options} goes to CREATE DATABASE.
 */
public class ServerLocale implements QuarkusTestResourceLifecycleManager {

    private static final String NAME = "users_elsewhere";

    private String options;

    @Override
    public void init(Map<String, String> arguments) {
        options = arguments.get("options");
    }

    @Override
    public Map<String, String> start() {
        try {
            Databases.create(NAME, "users", "TEMPLATE template0 " + options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of("USERS_DB_NAME", NAME);
    }

    /** After {@link Databases}. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {
        // The next one begins with an empty database.
    }
}

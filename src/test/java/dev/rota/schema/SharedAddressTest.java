package dev.rota.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rota.shared.database.Migrations;
import dev.rota.support.Databases;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** Who has one address in two cases before V5, which a server of the locale C takes for two addresses. */
class SharedAddressTest {

    private static String person(String id, String email) {
        return "INSERT INTO users (id, name, email, status, version, created_at, updated_at) VALUES"
                + " ('00000000-0000-7000-8000-00000000000" + id + "', 'Ada', '" + email
                + "', 'ACTIVE', 0, now(), now())";
    }

    private static void refused(Statement statement, String sql) {
        var refusal = assertThrows(SQLException.class, () -> statement.executeUpdate(sql));
        assertTrue(refusal.getMessage().contains("\"users_email_unique\""), refusal.getMessage());
    }

    @Test
    void keeps_it_and_nobody_else_gets_it() throws SQLException {
        var database = Databases.create("users_shared", "users", "TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'");
        FluentConfiguration flyway = Migrations.takingTurns(Flyway.configure())
                .dataSource(database)
                .locations("filesystem:src/main/resources/db/users");
        flyway.target("3.2").load().migrate();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (var one : List.of(person("1", "josé@x"), person("2", "JOSÉ@x"), person("3", "eva@x"))) {
                statement.executeUpdate(one);
            }
            flyway.target("latest").load().migrate();

            refused(statement, person("4", "José@x"));
            refused(statement, person("5", "EVA@x"));
            statement.executeUpdate("UPDATE users SET name = 'Bea' WHERE email = 'JOSÉ@x'");
            assertEquals(1, statement.executeUpdate("UPDATE users SET email = 'other@x' WHERE email = 'JOSÉ@x'"));
        }
    }
}

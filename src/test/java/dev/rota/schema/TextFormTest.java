package dev.rota.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rota.shared.database.Migrations;
import dev.rota.shared.wire.Text;
import dev.rota.support.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text has the same form in the program and in the database, whoever has written it and when. */
class TextFormTest {

    private static final String USER =
            "INSERT INTO users (id, name, email, roles, status, version, created_at, updated_at)"
                    + " VALUES ('%s', '%s', '%s', '{}', 'ACTIVE', 7, now(), now())";
    private static final String SHIFT =
            "INSERT INTO shift (id, starts_at, ends_at, zone, location, status, version, created_at, updated_at)"
                    + " VALUES ('%s', now(), now() + interval '1 hour', 'Etc/UTC', '%s', '%s', 7, now(), now())";

    private static Flyway flyway(DataSource database, String module, String target) {
        return Migrations.takingTurns(Flyway.configure())
                .dataSource(database)
                .locations("filesystem:src/main/resources/db/" + module)
                .target(target)
                .load();
    }

    private static String id(int number) {
        return new UUID(0, number).toString();
    }

    private static List<String> values(Connection connection, String query) throws SQLException {
        return new Catalog(connection).values(query);
    }

    @Test
    void every_character_has_the_same_form_in_java_and_in_sql() throws SQLException {
        var different = new ArrayList<String>();
        try (var connection = MigratedDatabase.connection("users");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT c, text_form(chr(c) || 'a' || chr(c), 9)"
                        + " FROM generate_series(1, 1114111) c WHERE c NOT BETWEEN 55296 AND 57343")) {
            while (rows.next()) {
                String character = Character.toString(rows.getInt(1));
                if (!rows.getString(2).equals(Text.Form.of(character + "a" + character))) {
                    different.add("U+%04X".formatted(rows.getInt(1)));
                }
            }
        }
        assertEquals(List.of(), different);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "shifts"})
    void what_would_not_fit_or_be_nothing_stays_as_it_is(String module) throws SQLException {
        try (var connection = MigratedDatabase.connection(module)) {
            assertEquals(
                    List.of("\u00a0", "\u0958\u0958"),
                    values(connection, "SELECT text_form(t, 3) FROM unnest(ARRAY[U&'\\00a0', U&'\\0958\\0958']) t"));
        }
    }

    /** An earlier version of the program runs beside this one during a rollout. */
    @Test
    void whoever_writes_writes_one_form() throws SQLException {
        try (var users = MigratedDatabase.connection("users");
                var statement = users.createStatement()) {
            users.setAutoCommit(false);
            statement.execute(USER.formatted(id(1), "\u00a0Andre\u0301", "andre\u0301@example.com"));
            assertEquals(List.of("Andr\u00e9"), values(users, "SELECT name FROM users"));
            assertEquals(List.of("andr\u00e9@example.com"), values(users, "SELECT email FROM users"));
            statement.execute("UPDATE users SET name = U&'Zoe\\0308 '");
            assertEquals(List.of("Zo\u00eb"), values(users, "SELECT name FROM users"));
            users.rollback();
        }
        try (var shifts = MigratedDatabase.connection("shifts");
                var statement = shifts.createStatement()) {
            shifts.setAutoCommit(false);
            statement.execute(SHIFT.formatted(id(1), "Cafe\u0301\u00a0", "PUBLISHED"));
            assertEquals(List.of("Caf\u00e9"), values(shifts, "SELECT location FROM shift"));
            assertEquals(List.of("Caf\u00e9"), values(shifts, "SELECT location FROM published_shift"));
            statement.execute("UPDATE shift SET location = U&'\\3000Zoe\\0308s'");
            assertEquals(List.of("Zo\u00ebs"), values(shifts, "SELECT location FROM shift"));
            shifts.rollback();
        }
    }

    @Test
    void people_of_before_get_the_form_without_a_new_version_and_followers_are_told() throws SQLException {
        var database = Databases.create("users_before", "users");
        flyway(database, "users", "2.1").migrate();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(USER.formatted(id(1), "Andre\u0301", "andre\u0301@example.com"));
            statement.execute(USER.formatted(id(2), "\u00a0", "\u00e9ve@example.com"));
            statement.execute(USER.formatted(id(3), "Eve ", "E\u0301ve@example.com"));
            statement.execute(USER.formatted(id(4), "Zo\u00eb", "zoe@example.com"));
            flyway(database, "users", "latest").migrate();

            assertEquals(
                    List.of("Andr\u00e9", "\u00a0", "Eve", "Zo\u00eb"),
                    values(connection, "SELECT name FROM users ORDER BY id"));
            // Whose address it is cannot be told: it stays, and a change of something else too.
            statement.execute("UPDATE users SET email = email, status = 'INACTIVE' WHERE id = '" + id(3) + "'");
            assertEquals(
                    List.of(
                            "andr\u00e9@example.com",
                            "\u00e9ve@example.com",
                            "E\u0301ve@example.com",
                            "zoe@example.com"),
                    values(connection, "SELECT email FROM users ORDER BY id"));
            assertEquals(List.of("7"), values(connection, "SELECT DISTINCT version FROM users"));
            assertEquals(
                    List.of(id(1) + " Andr\u00e9", id(3) + " Eve"),
                    values(
                            connection,
                            "SELECT row_id || ' ' || (state ->> 'name') FROM change WHERE kind = 'UPDATED' ORDER BY 1"));
        }
    }

    @Test
    void places_of_before_get_the_form_in_both_editions_without_a_new_version() throws SQLException {
        var database = Databases.create("shifts_before", "shifts");
        flyway(database, "shifts", "7.1").migrate();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(SHIFT.formatted(id(1), "Cafe\u0301", "PUBLISHED"));
            statement.execute(SHIFT.formatted(id(2), "Cafe\u0301", "PUBLISHED"));
            statement.execute("UPDATE shift SET location = 'Kiosk', status = 'DRAFT' WHERE id = '" + id(2) + "'");
            statement.execute(SHIFT.formatted(id(3), "Cafe\u0301\u00a0", "DRAFT"));
            statement.execute(
                    "INSERT INTO former_assignment (person_id, shift_id, starts_at, ends_at, location, version,"
                            + " updated_at) SELECT id, id, starts_at, ends_at, location, 7, now() FROM published_shift");
            flyway(database, "shifts", "latest").migrate();

            assertEquals(
                    List.of("Caf\u00e9", "Kiosk", "Caf\u00e9"),
                    values(connection, "SELECT location FROM shift ORDER BY id"));
            for (String table : List.of("published_shift", "former_assignment")) {
                assertEquals(List.of("Caf\u00e9", "Caf\u00e9"), values(connection, "SELECT location FROM " + table));
            }
            assertEquals(List.of("7"), values(connection, "SELECT DISTINCT version FROM shift"));
            assertEquals(
                    List.of("published_shift " + id(1), "published_shift " + id(2), "shift " + id(1), "shift " + id(3)),
                    values(
                            connection,
                            "SELECT feed || ' ' || row_id FROM change WHERE state ->> 'location' = U&'Caf\\00e9'"
                                    + " ORDER BY 1"));
        }
    }
}

package dev.rota.schema;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of people is looked up in an index, however it is asked for. */
class UserIndexesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users_by_order_of_names | ORDER BY name COLLATE names, id LIMIT 9",
                "users_by_order_of_names | WHERE name COLLATE names >= 'b' AND (name COLLATE names > 'b' OR id > gen_random_uuid())"
                        + " ORDER BY name COLLATE names, id LIMIT 9",
                "users_name_beginning | WHERE lower(name COLLATE pg_c_utf8) LIKE 'ada%'",
                "users_email_unique | WHERE lower(email COLLATE pg_c_utf8) LIKE 'ada%'"
            })
    void it_is_looked_up_in_an_index(String index, String query) throws SQLException {
        try (var connection = MigratedDatabase.connection("users");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Of an empty table, reading all of it would be the cheapest.
            statement.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off");
            var plan = String.join("\n", new Catalog(connection).values("EXPLAIN SELECT * FROM users " + query));
            assertTrue(plan.contains(index), plan);
            connection.rollback();
        }
    }
}

package dev.rota.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who writes for many people, each of whom is a lock in a table that the whole server shares. */
class ManyPeopleTest {

    /** Of the largest publication, where each shift goes from one person to another. */
    private static final int MANY = 2_000;

    private static final int FEW = 32;

    private static final String DONE = "done";

    /** The SQLSTATE of a lock that somebody else has for too long. Not 53200, which is that there is no room for one more. */
    private static final String WAITS = "55P03";

    private final List<Connection> connections = new ArrayList<>();

    @AfterEach
    void all_end() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }

    @Test
    void of_more_who_write_for_many_people_than_there_is_room_for_one_does_at_a_time() throws SQLException {
        int writers = 2 * room() / MANY;
        var outcomes = new ArrayList<String>();
        for (int i = 0; i < writers; i++) {
            outcomes.add(write(MANY));
        }
        var expected = new ArrayList<>(Collections.nCopies(writers, WAITS));
        expected.set(0, DONE);
        assertEquals(expected, outcomes);

        connections.get(0).rollback();
        assertEquals(DONE, write(MANY));
    }

    @Test
    void whoever_writes_for_a_few_does_not_wait_for_them() throws SQLException {
        assertEquals(DONE, write(MANY));
        assertEquals(DONE, write(FEW));
        assertEquals(WAITS, write(FEW + 1));
    }

    /** The locks that the server says it has room for. Its tables may grow a little beyond that. */
    private static int room() throws SQLException {
        try (var connection = MigratedDatabase.connection("shifts")) {
            return Integer.parseInt(new Catalog(connection)
                    .values("SELECT current_setting('max_connections')::int"
                            + " * current_setting('max_locks_per_transaction')::int")
                    .get(0));
        }
    }

    /** In a transaction that is left open, for people of its own. */
    private String write(int people) throws SQLException {
        var connection = MigratedDatabase.connection("shifts");
        connections.add(connection);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "SELECT take_turns(array_agg(gen_random_uuid())) FROM generate_series(1, " + people + ")");
            return DONE;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}

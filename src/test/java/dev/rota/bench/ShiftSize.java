package dev.rota.bench;

import dev.rota.shared.database.Migrations;
import dev.rota.support.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** What a shift takes in PostgreSQL, in bytes. Called by bench/size, which says more. */
public final class ShiftSize {

    /** One by one, as by POST: nine of ten have an assignee, one of ten has notes. */
    private static final String PLAN = """
            DO $$ BEGIN
                FOR n IN 0..%d - 1 LOOP
                    INSERT INTO shift (id, assignee_id, starts_at, ends_at, zone, location, role, notes, status, version,
                        created_at, updated_at)
                    SELECT gen_random_uuid(), CASE WHEN n %% 10 > 0 THEN md5('person ' || n %% 300)::uuid END,
                        at, at + interval '8 hours', 'Europe/Berlin', 'Place ' || n %% 20,
                        (ARRAY['barista', 'keyholder', 'cook'])[1 + n %% 3],
                        CASE WHEN n %% 10 = 5
                            THEN 'Bring the key, and lock the back door when you leave in the evening.' END,
                        'DRAFT', 0, clock_timestamp(), clock_timestamp()
                    FROM (SELECT date_trunc('week', now())
                        + n / 300 * interval '1 day' + (6 + n %% 3) * interval '1 hour' AS at) AS a;
                    COMMIT;
                END LOOP;
            END $$""";

    private static final String PUBLISH = """
            DO $$ BEGIN
                WHILE EXISTS (SELECT FROM shift WHERE status = 'DRAFT') LOOP
                    UPDATE shift s SET status = 'PUBLISHED', version = version + 1, updated_at = clock_timestamp()
                    FROM (SELECT id FROM shift WHERE status = 'DRAFT' ORDER BY starts_at, id LIMIT 1000) AS d
                    WHERE s.id = d.id;
                    COMMIT;
                END LOOP;
            END $$""";

    /** A backlog of everything, which is the worst case: no space of earlier changes is free yet. */
    private static final String FOLLOW = """
            DO $$
            DECLARE
                follower text;
            BEGIN
                FOREACH follower IN ARRAY ARRAY['shift', 'published_shift'] LOOP
                    WHILE EXISTS (SELECT FROM change WHERE feed = follower AND position IS NULL) LOOP
                        PERFORM place_changes(follower);
                        COMMIT;
                    END LOOP;
                END LOOP;
            END $$""";

    /** It would come at another moment in each run. */
    private static final String WITHOUT_AUTOVACUUM = """
            DO $$
            DECLARE
                it regclass;
            BEGIN
                FOR it IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
                    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', it);
                END LOOP;
            END $$""";

    private ShiftSize() {}

    public static void main(String[] args) throws SQLException {
        int shifts = Integer.parseInt(args[0]);
        var database = Databases.create("size", "shifts");
        Migrations.takingTurns(Flyway.configure())
                .dataSource(database)
                .locations("filesystem:src/main/resources/db/shifts")
                .load()
                .migrate();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(WITHOUT_AUTOVACUUM);
            statement.execute("SET rota.actor = 'ada@example.com'");
            System.out.printf("Bytes for each of %,d shifts%n", shifts);
            step(statement, "planned", PLAN.formatted(shifts), shifts);
            step(statement, "published", PUBLISH, shifts);
            step(statement, "read by followers", FOLLOW, shifts);
            sizes(connection, shifts);
        }
    }

    private static void step(Statement statement, String name, String sql, int shifts) throws SQLException {
        long[] before = wal(statement);
        statement.execute(sql);
        long[] after = wal(statement);
        statement.execute("VACUUM");
        System.out.printf(
                "%-20s WAL %6d, with %d full pages in all; tables and indexes %6d%n",
                name, (after[0] - before[0]) / shifts, after[1] - before[1], number(statement, """
                        SELECT sum(pg_total_relation_size(oid)) FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'""") / shifts);
    }

    private static long[] wal(Statement statement) throws SQLException {
        statement.execute("SELECT pg_stat_force_next_flush()");
        return new long[] {
            number(statement, "SELECT pg_current_wal_insert_lsn() - '0/0'"),
            number(statement, "SELECT wal_fpi FROM pg_stat_wal")
        };
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void sizes(Connection connection, int shifts) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT relname, pg_relation_size(oid) FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') ORDER BY 2 DESC""")) {
            while (rows.next()) {
                long bytes = rows.getLong(2) / shifts;
                if (bytes > 0) {
                    System.out.printf("%6d %s%n", bytes, rows.getString(1));
                }
            }
        }
    }
}

package dev.rota.month;

import dev.rota.support.Api;
import dev.rota.support.OwnDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Invariants of the databases, each with a query for rows that break it. Beside the tables there are {@code
 * told_shift}, {@code told_absence}, {@code told_swap}, {@code person} and {@code answered_key} with the expected state
 * of a {@link Business}, and {@code unclear}, the shifts, absences and swaps whose state is not known for sure.
 */
enum Invariant {
    NOBODY_IS_PLANNED_TWICE_AT_A_TIME("""
            SELECT a.assignee_id, a.id, b.id AS other FROM shift a JOIN shift b
                ON a.assignee_id = b.assignee_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
            WHERE a.status <> 'CANCELLED' AND b.status <> 'CANCELLED'""", "shifts"),
    NOBODY_IS_PUBLISHED_TWICE_AT_A_TIME("""
            SELECT a.assignee_id, a.id, b.id AS other FROM published_shift a JOIN published_shift b
                ON a.assignee_id = b.assignee_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
            WHERE a.status = 'PUBLISHED' AND b.status = 'PUBLISHED'""", "shifts"),
    NOBODY_IS_PLANNED_WHILE_OFF("""
            SELECT s.id, a.id AS absence FROM shift s JOIN absence a
                ON a.person_id = s.assignee_id AND a.starts_at < s.ends_at AND s.starts_at < a.ends_at
            WHERE s.status <> 'CANCELLED' AND a.status = 'APPROVED'""", "shifts"),
    WHOEVER_IS_PLANNED_IS_KNOWN(
            "SELECT s.id, s.assignee_id FROM shift s LEFT JOIN person p ON p.id = s.assignee_id"
                    + " WHERE s.assignee_id IS NOT NULL AND p.id IS NULL",
            "shifts"),

    WHAT_IS_PUBLISHED_IS_SEEN_AS_IT_IS_PLANNED("""
            SELECT s.id FROM shift s LEFT JOIN published_shift p USING (id)
            WHERE s.status = 'PUBLISHED'
              AND (p.status, p.version, p.assignee_id, p.claimed_by, p.starts_at, p.ends_at, p.zone, p.location, p.role,
                   p.notes, p.created_at, p.updated_at) IS DISTINCT FROM
                  (s.status, s.version, s.assignee_id, s.claimed_by, s.starts_at, s.ends_at, s.zone, s.location, s.role,
                   s.notes, s.created_at, s.updated_at)""", "shifts"),
    NOTHING_IS_SEEN_BEFORE_IT_IS_PLANNED(
            "SELECT id, p.version, s.version AS planned FROM published_shift p LEFT JOIN shift s USING (id)"
                    + " WHERE s.version IS NULL OR p.version > s.version",
            "shifts"),
    WHAT_IS_SEEN_AS_CANCELLED_IS_CANCELLED(
            "SELECT id FROM published_shift p JOIN shift s USING (id)"
                    + " WHERE p.status = 'CANCELLED' AND (s.status, s.version) IS DISTINCT FROM (p.status, p.version)",
            "shifts"),
    /** After the whole month was published: nothing is in the way of a cancellation. */
    WHAT_IS_CANCELLED_IS_SEEN_AS_CANCELLED(
            "SELECT id FROM published_shift p JOIN shift s USING (id)"
                    + " WHERE s.status = 'CANCELLED' AND p.status <> 'CANCELLED'",
            "shifts"),
    WHAT_IS_SEEN_WAS_ACKNOWLEDGED("""
            SELECT p.id, p.version FROM published_shift p
            WHERE p.status = 'PUBLISHED' AND p.id NOT IN (SELECT id FROM unclear) AND NOT EXISTS (
                SELECT FROM told_shift t WHERE t.id = p.id AND t.version = p.version
                AND (t.status, t.assignee, t.start, t."end", t.zone, t.location, t.role, t.notes) IS NOT DISTINCT FROM
                    (p.status, p.assignee_id, p.starts_at, p.ends_at, p.zone, p.location, p.role, p.notes))""", "shifts"),

    A_SHIFT_IS_COPIED_ONCE_TO_A_WEEK("""
            SELECT copied_from, copied_weeks, count(*) FROM shift
            WHERE copied_from IS NOT NULL AND status <> 'CANCELLED'
            GROUP BY copied_from, copied_weeks HAVING count(*) > 1""", "shifts"),
    A_COPY_IS_FOR_THE_SAME_WORK("""
            SELECT c.id FROM shift c JOIN shift s ON s.id = c.copied_from
            WHERE (c.zone, c.location, c.role) IS DISTINCT FROM (s.zone, s.location, s.role)""", "shifts"),
    /**
     * Where neither was moved since. PostgreSQL takes a time that does not exist as the API does, for what is missing later:
     * https://www.postgresql.org/docs/18/datetime-invalid-input.html
     */
    A_COPY_KEEPS_THE_TIME_ON_THE_CLOCK_OF_THE_PLACE("""
            SELECT c.id, c.starts_at, c.ends_at, s.starts_at AS source_start, s.ends_at AS source_end
            FROM shift c JOIN shift s ON s.id = c.copied_from
            WHERE (c.starts_at, c.ends_at) IS DISTINCT FROM (
                ((s.starts_at AT TIME ZONE s.zone) + c.copied_weeks * interval '7 days') AT TIME ZONE s.zone,
                ((s.ends_at AT TIME ZONE s.zone) + c.copied_weeks * interval '7 days') AT TIME ZONE s.zone)
              AND NOT EXISTS (SELECT FROM told_shift t
                WHERE t.id = c.id AND (t.start, t."end") IS DISTINCT FROM (c.starts_at, c.ends_at)
                   OR t.id = s.id AND (t.start, t."end") IS DISTINCT FROM (s.starts_at, s.ends_at))""", "shifts"),

    WHOEVER_CLAIMED_A_SHIFT_HAS_THE_ROLE("""
            SELECT s.id, s.role, p.roles FROM shift s JOIN person p ON p.id = s.claimed_by
            WHERE s.assignee_id = s.claimed_by AND s.role <> ALL (p.roles)""", "shifts"),
    NO_CLAIM_WAS_ACKNOWLEDGED_OVER_ANOTHER("""
            SELECT a.id, a.version, a.assignee, b.assignee AS other FROM told_shift a JOIN told_shift b
                ON b.id = a.id AND b.version IN (a.version, a.version + 1)
            WHERE a.claimed AND b.claimed AND a.assignee <> b.assignee""", "shifts"),

    WHAT_WAS_ACKNOWLEDGED_IS_THERE("""
            SELECT t.id, t.version, s.version AS found FROM told_shift t LEFT JOIN shift s USING (id)
            WHERE s.version IS NULL OR s.version < t.version""", "shifts"),
    A_SHIFT_IS_AS_IT_WAS_ACKNOWLEDGED_LAST("""
            SELECT t.id, t.version FROM told_shift t JOIN shift s USING (id, version)
            WHERE (t.status, t.assignee, t.claimed, t.start, t."end", t.zone, t.location, t.role, t.notes)
                IS DISTINCT FROM (s.status, s.assignee_id, coalesce(s.claimed_by = s.assignee_id, false), s.starts_at,
                                  s.ends_at, s.zone, s.location, s.role, s.notes)""", "shifts"),
    NO_TWO_CHANGES_MADE_ONE_VERSION("""
            SELECT id, version FROM (SELECT DISTINCT * FROM told_shift) t
            GROUP BY id, version HAVING count(*) > 1""", "shifts"),
    /** So a request that was refused changed nothing, and what was changed is in an answer. */
    EVERY_VERSION_WAS_ACKNOWLEDGED("""
            SELECT s.id, n AS version FROM shift s, generate_series(0, s.version) n
            WHERE NOT EXISTS (SELECT FROM told_shift t WHERE t.id = s.id AND t.version = n)
              AND id NOT IN (SELECT id FROM unclear)""", "shifts"),
    EVERY_ABSENCE_IS_AS_IT_WAS_ACKNOWLEDGED_LAST("""
            SELECT id, a.version, t.version AS told FROM absence a
            FULL JOIN (SELECT DISTINCT ON (id) * FROM told_absence ORDER BY id, version DESC) t USING (id)
            WHERE (a.version, a.status, a.person_id, a.starts_at, a.ends_at)
                IS DISTINCT FROM (t.version, t.status, t."user", t.start, t."end")
              AND id NOT IN (SELECT id FROM unclear)""", "shifts"),
    EVERY_SWAP_IS_AS_IT_WAS_ACKNOWLEDGED_LAST("""
            SELECT id, w.version, t.version AS told FROM swap w
            FULL JOIN (SELECT DISTINCT ON (id) * FROM told_swap ORDER BY id, version DESC) t USING (id)
            WHERE (w.version, w.status, w.offered_by, w.offered_id, w.wanted_from, w.wanted_id)
                IS DISTINCT FROM (t.version, t.status, t."offeredBy", t.offered, t."wantedFrom", t.wanted)
              AND id NOT IN (SELECT id FROM unclear)""", "shifts"),
    EVERYBODY_IS_AS_ACKNOWLEDGED_LAST("""
            SELECT id FROM users u FULL JOIN person p USING (id)
            WHERE (u.version, u.status, u.roles) IS DISTINCT FROM (p.version, p.status, p.roles)""", "users"),

    A_SWAP_IS_OF_TWO_SHIFTS_THAT_ARE_THERE(
            "SELECT id FROM swap w WHERE 2 <> (SELECT count(*) FROM shift WHERE id IN (w.offered_id, w.wanted_id))",
            "shifts"),
    /** In both editions, in the versions after the offered ones. */
    WHOEVER_SWAPPED_GOT_THE_SHIFT_OF_THE_OTHER("""
            SELECT id FROM swap w WHERE status = 'APPROVED' AND 4 <> (
                SELECT count(*) FROM change c WHERE c.feed IN ('shift', 'published_shift') AND c.kind = 'UPDATED'
                  AND (c.row_id, CAST(c.state ->> 'version' AS integer), CAST(c.state ->> 'assignee_id' AS uuid)) IN (
                    (w.offered_id, w.offered_version + 1, w.wanted_from),
                    (w.wanted_id, w.wanted_version + 1, w.offered_by)))""", "shifts"),

    /** After somebody has read all of them. */
    THE_CHANGES_OF_A_FEED_STAND_AT_1_2_3_AND_SO_ON("""
            SELECT f.name, f.position, count(*) FROM change c FULL JOIN feed f ON f.name = c.feed
            GROUP BY f.name, f.position
            HAVING (count(*), count(DISTINCT c.position), min(c.position), max(c.position))
                IS DISTINCT FROM (f.position, f.position, 1::bigint, f.position)""", "users", "shifts"),
    THE_LAST_CHANGE_OF_A_SHIFT_IS_THE_SHIFT(
            lastChange("shift") + " UNION ALL " + lastChange("published_shift"), "shifts"),
    THE_LAST_CHANGE_OF_A_PERSON_IS_THE_PERSON(lastChange("users"), "users"),

    NO_ANSWER_IS_UNFINISHED("SELECT key FROM idempotency_key WHERE answer IS NULL", "users", "shifts"),
    A_KEY_IS_KEPT_FOR_WHAT_SUCCEEDED_AND_NOTHING_ELSE(
            "SELECT key FROM idempotency_key k FULL JOIN (SELECT DISTINCT key FROM answered_key) a USING (key)"
                    + " WHERE k.key IS NULL OR a.key IS NULL",
            "users",
            "shifts");

    private final String query;
    private final List<String> modules;

    Invariant(String query, String... modules) {
        this.query = query;
        this.modules = List.of(modules);
    }

    private static String lastChange(String table) {
        return """
                SELECT id FROM %1$s r FULL JOIN (
                    SELECT DISTINCT ON (row_id) row_id AS id, to_jsonb(jsonb_populate_record(NULL::%1$s, state)) AS state
                    FROM change WHERE feed = '%1$s' ORDER BY row_id, seq DESC) c USING (id)
                WHERE to_jsonb(r) IS DISTINCT FROM c.state""".formatted(table);
    }

    /** Every invariant that does not hold, with some of the rows that break it. */
    static Map<Invariant, List<String>> broken(Business business, OwnDatabase database) throws SQLException {
        var broken = new EnumMap<Invariant, List<String>>(Invariant.class);
        for (String module : List.of("users", "shifts")) {
            try (var connection = database.connection(module)) {
                know(business, module, connection);
                for (var invariant : values()) {
                    if (invariant.modules.contains(module)) {
                        String some = "SELECT to_jsonb(v) FROM (" + invariant.query + " LIMIT 5) v";
                        var rows = rows(connection, some);
                        if (!rows.isEmpty()) {
                            broken.put(invariant, rows);
                        }
                    }
                }
            }
        }
        return broken;
    }

    /** The only column of what a query finds. */
    static List<String> rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    /** Lets this connection see what a business knows. */
    static void know(Business business, String module, Connection connection) throws SQLException {
        know(connection, "person", "id uuid, version integer, roles text[], status text", business.people());
        know(
                connection,
                "told_shift",
                "id uuid, version integer, assignee uuid, start timestamptz, \"end\" timestamptz, zone text, location text,"
                        + " role text, notes text, claimed boolean, status text",
                business.shiftVersions());
        know(
                connection,
                "told_absence",
                "id uuid, version integer, \"user\" uuid, start timestamptz, \"end\" timestamptz, status text",
                business.absenceVersions());
        know(
                connection,
                "told_swap",
                "id uuid, version integer, \"offeredBy\" uuid, offered uuid, \"wantedFrom\" uuid, wanted uuid, status text",
                business.swapVersions());
        know(connection, "answered_key", "key text", named("key", business.keys(module)));
        know(connection, "unanswered", "id uuid", named("id", business.unanswered()));
        try (var create = connection.createStatement()) {
            create.execute("CREATE TEMPORARY VIEW unclear AS SELECT id FROM unanswered"
                    + " UNION SELECT id FROM told_shift WHERE assignee IN (SELECT id FROM unanswered)");
        }
    }

    private static List<Map<String, String>> named(String column, Collection<String> values) {
        return values.stream().map(value -> Map.of(column, value)).toList();
    }

    private static void know(Connection connection, String table, String columns, Collection<?> rows)
            throws SQLException {
        try (var create = connection.createStatement()) {
            create.execute("CREATE TEMPORARY TABLE " + table + " (" + columns + ")");
        }
        try (var insert = connection.prepareStatement(
                "INSERT INTO " + table + " SELECT * FROM jsonb_to_recordset(?::jsonb) AS told (" + columns + ")")) {
            insert.setString(1, Api.json(rows));
            insert.execute();
        }
    }
}

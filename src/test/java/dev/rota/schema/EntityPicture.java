package dev.rota.schema;

import java.sql.Connection;
import java.sql.SQLException;

/** A database's tables and the foreign keys between them, as an entity relationship diagram in Mermaid. */
final class EntityPicture {

    private EntityPicture() {}

    static String of(Connection connection) throws SQLException {
        var catalog = new Catalog(connection);
        var picture = new StringBuilder("erDiagram\n");
        for (String table : catalog.tables()) {
            picture.append("    ").append(table).append(" {\n");
            for (String column : catalog.values("""
                    SELECT concat_ws(' ',
                        -- In the letters that Mermaid takes for a type.
                        regexp_replace(
                            replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'),
                            '[^a-z0-9_()\\[\\]]+', '_', 'g'),
                        a.attname,
                        (SELECT string_agg(key, ', ' ORDER BY key DESC) FROM (
                            SELECT DISTINCT CASE contype WHEN 'p' THEN 'PK' WHEN 'f' THEN 'FK' ELSE 'UK' END AS key
                            FROM pg_constraint
                            WHERE conrelid = a.attrelid AND a.attnum = ANY (conkey) AND contype IN ('p', 'f', 'u'))))
                    FROM pg_attribute a
                    WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
                    ORDER BY a.attnum""", table)) {
                picture.append("        ").append(column).append('\n');
            }
            picture.append("    }\n");
        }
        for (String reference : catalog.values("""
                SELECT format('%s %s--%s %s : "%s"',
                    c.relname,
                    -- At most one row, where these columns are a key themselves, or any number.
                    CASE WHEN EXISTS (SELECT FROM pg_constraint u
                            WHERE u.conrelid = k.conrelid AND u.contype IN ('p', 'u') AND u.conkey <@ k.conkey)
                        THEN '|o' ELSE '}o' END,
                    CASE WHEN bool_and(a.attnotnull) THEN '||' ELSE 'o|' END,
                    f.relname,
                    string_agg(a.attname, ', ' ORDER BY a.attnum))
                FROM pg_constraint k
                JOIN pg_class c ON c.oid = k.conrelid
                JOIN pg_class f ON f.oid = k.confrelid
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
                GROUP BY k.oid, c.relname, f.relname, k.conname, k.conrelid, k.conkey
                ORDER BY c.relname, k.conname""")) {
            picture.append("    ").append(reference).append('\n');
        }
        return picture.toString();
    }
}

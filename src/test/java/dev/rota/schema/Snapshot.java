package dev.rota.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database's schema as SQL that recreates it: the result of all its migrations. */
final class Snapshot {

    private final Catalog catalog;
    private final StringBuilder sql = new StringBuilder();

    private Snapshot(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws IllegalStateException where the schema has something that a snapshot would leave out */
    static String of(Connection connection) throws SQLException {
        var snapshot = new Snapshot(new Catalog(connection));
        snapshot.refuseWhatIsUnknown();
        snapshot.extensions();
        snapshot.collations();
        for (String table : snapshot.tables()) {
            snapshot.table(table);
        }
        snapshot.views();
        snapshot.functions();
        snapshot.triggers();
        return snapshot.sql.toString();
    }

    private void refuseWhatIsUnknown() throws SQLException {
        var unknown = catalog.values("""
                SELECT pg_describe_object(d.classid, d.objid, 0) FROM pg_depend d
                WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'public'::regnamespace
                    AND d.classid <> 'pg_extension'::regclass
                    -- What belongs to an extension, or is a part of something else as the sequence of an identity is.
                    AND NOT EXISTS (SELECT FROM pg_depend e
                        WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype IN ('e', 'i'))
                    AND NOT EXISTS (SELECT FROM pg_class c
                        WHERE d.classid = 'pg_class'::regclass AND c.oid = d.objid AND c.relkind IN ('r', 'v'))
                    AND NOT EXISTS (SELECT FROM pg_proc p
                        WHERE d.classid = 'pg_proc'::regclass AND p.oid = d.objid AND p.prokind IN ('f', 'p'))
                    AND NOT EXISTS (SELECT FROM pg_collation l
                        WHERE d.classid = 'pg_collation'::regclass AND l.oid = d.objid AND l.collprovider = 'i'
                            AND l.collicurules IS NULL)
                UNION ALL SELECT 'schema ' || nspname FROM pg_namespace
                WHERE nspname NOT IN ('public', 'information_schema') AND nspname NOT LIKE 'pg\\_%'
                UNION ALL SELECT 'rule ' || rulename FROM pg_rules WHERE schemaname = 'public'
                UNION ALL SELECT 'policy ' || policyname FROM pg_policies
                UNION ALL SELECT 'comment on ' || pg_describe_object(d.classoid, d.objoid, d.objsubid)
                FROM pg_description d JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace
                ORDER BY 1""");
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("A snapshot does not show these yet: " + unknown);
        }
    }

    private void extensions() throws SQLException {
        for (String name : catalog.values(
                "SELECT quote_ident(extname) FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname")) {
            sql.append("\nCREATE EXTENSION ").append(name).append(";\n");
        }
    }

    private void collations() throws SQLException {
        for (String collation : catalog.values("""
                SELECT format('%I (provider = icu, locale = %L, deterministic = %s)',
                    collname, colllocale, collisdeterministic::text)
                FROM pg_collation WHERE collnamespace = 'public'::regnamespace ORDER BY collname""")) {
            sql.append("\nCREATE COLLATION ").append(collation).append(";\n");
        }
    }

    /** By name, but each after those that it refers to. */
    private List<String> tables() throws SQLException {
        var left = new ArrayList<>(catalog.tables());
        var ordered = new ArrayList<String>();
        while (!left.isEmpty()) {
            String next = null;
            for (String table : left) {
                if (ordered.containsAll(referredTo(table))) {
                    next = table;
                    break;
                }
            }
            if (next == null) {
                throw new IllegalStateException("These refer to each other in a circle: " + left);
            }
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private List<String> referredTo(String table) throws SQLException {
        return catalog.values("""
                SELECT f.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
                WHERE k.conrelid = ?::regclass AND k.contype = 'f' AND k.confrelid <> k.conrelid""", table);
    }

    private void table(String table) throws SQLException {
        var columns = catalog.rows("""
                SELECT quote_ident(a.attname),
                    -- By the name that everybody writes.
                    replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'),
                    concat_ws(' ',
                        CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || a.attcollation::regcollation END,
                        CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                        CASE a.attidentity
                            WHEN 'a' THEN 'GENERATED ALWAYS AS IDENTITY'
                            WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY'
                        END,
                        CASE a.attgenerated
                            WHEN 's' THEN 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                            WHEN 'v' THEN 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') VIRTUAL'
                            ELSE 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                        END)
                FROM pg_attribute a
                JOIN pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum""", table);
        var lines = new ArrayList<String>();
        String row = "%-" + longest(columns, 0) + "s %-" + longest(columns, 1) + "s %s";
        for (var column : columns) {
            lines.add(row.formatted(column.toArray()).stripTrailing());
        }
        lines.addAll(catalog.values("""
                        SELECT 'CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid, true)
                        FROM pg_constraint
                        -- A column says itself that it is not null, and a trigger that it is one.
                        WHERE conrelid = ?::regclass AND contype NOT IN ('n', 't')
                        ORDER BY array_position(ARRAY['p', 'u', 'f', 'c', 'x'], contype::text), conname""", table));
        sql.append("\nCREATE TABLE ").append(table).append(" (\n    ");
        sql.append(String.join(",\n    ", lines).replace(" WHERE (", "\n        WHERE ("))
                .append("\n);\n");
        for (String index : catalog.values("""
                SELECT pg_get_indexdef(i.indexrelid, 0, true)
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = ?::regclass
                    AND NOT EXISTS (SELECT FROM pg_constraint k
                        WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
                ORDER BY c.relname""", table)) {
            sql.append(index).append(";\n");
        }
    }

    private static int longest(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    /** As they were made, because one may be made of another. */
    private void views() throws SQLException {
        for (var view : catalog.rows("""
                SELECT quote_ident(relname), pg_get_viewdef(oid, true) FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
                    AND NOT EXISTS (SELECT FROM pg_depend e
                        WHERE e.classid = 'pg_class'::regclass AND e.objid = pg_class.oid AND e.deptype = 'e')
                ORDER BY oid""")) {
            sql.append("\nCREATE VIEW ").append(view.get(0)).append(" AS\n");
            sql.append(view.get(1)).append('\n');
        }
    }

    private void functions() throws SQLException {
        for (String function : catalog.values("""
                SELECT pg_get_functiondef(oid) FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
                    AND NOT EXISTS (SELECT FROM pg_depend e
                        WHERE e.classid = 'pg_proc'::regclass AND e.objid = pg_proc.oid AND e.deptype = 'e')
                ORDER BY proname, pg_get_function_identity_arguments(oid)""")) {
            sql.append(function.strip().replaceFirst("CREATE OR REPLACE (\\w+) public\\.", "\nCREATE $1 "))
                    .append(";\n");
        }
    }

    private void triggers() throws SQLException {
        String table = null;
        for (var trigger : catalog.rows("""
                SELECT c.relname, pg_get_triggerdef(t.oid, true)
                FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
                -- The bit says BEFORE.
                ORDER BY c.relname, t.tgtype & 2 DESC, t.tgname""")) {
            if (!trigger.get(0).equals(table)) {
                table = trigger.get(0);
                sql.append("\n-- On ").append(table).append(", in the order in which they fire.\n");
            }
            sql.append(trigger.get(1).replace(" FOR EACH ", "\n    FOR EACH ")).append(";\n");
        }
    }
}

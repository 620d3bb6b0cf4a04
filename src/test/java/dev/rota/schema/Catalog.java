package dev.rota.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL's system catalogs know of a schema. */
record Catalog(Connection connection) {

    /** Each row as text; null where there is none. */
    List<List<String>> rows(String query, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var rows = new ArrayList<List<String>>();
            try (var results = statement.executeQuery()) {
                while (results.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                        row.add(results.getString(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /** The only column of each row. */
    List<String> values(String query, Object... parameters) throws SQLException {
        return rows(query, parameters).stream().map(row -> row.get(0)).toList();
    }

    /** By name, without those of an extension and the one that Flyway keeps its books in. */
    List<String> tables() throws SQLException {
        return values("""
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'flyway_schema_history'
                    AND NOT EXISTS (SELECT FROM pg_depend e
                        WHERE e.classid = 'pg_class'::regclass AND e.objid = pg_class.oid AND e.deptype = 'e')
                ORDER BY relname""");
    }
}

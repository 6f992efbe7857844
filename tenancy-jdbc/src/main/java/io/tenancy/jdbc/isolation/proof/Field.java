package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column, and what the application may do with it.
 *
 * @param relation its table
 * @param number its number
 * @param sql its name as SQL takes it
 * @param type its type
 * @param generated whether the server computes it
 * @param selectable whether the application may read it
 * @param updatable whether the application may change it
 */
record Field(
        long relation, int number, String sql, String type, boolean generated, boolean selectable, boolean updatable) {
    private static final String FIELDS = """
            select a.attrelid, a.attnum, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                a.attgenerated <> '', has_column_privilege(r.oid, a.attrelid, a.attnum, 'SELECT'),
                a.attgenerated = '' and a.attidentity <> 'a' and has_column_privilege(r.oid, a.attrelid, a.attnum, 'UPDATE')
            from pg_attribute a
            join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
            join pg_namespace n on n.oid = c.relnamespace and n.nspname not in ('pg_catalog', 'information_schema')
                and n.nspname !~ '^pg_(toast|temp)'
            join pg_roles r on r.rolname = ?
            where a.attnum > 0 and not a.attisdropped
            order by a.attrelid, a.attnum
            """;

    static Map<Long, List<Field>> read(Connection connection, String app) throws SQLException {
        Map<Long, List<Field>> fields = new HashMap<>();
        for (Field field : Jdbc.list(
                connection,
                FIELDS,
                row -> new Field(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getBoolean(7)),
                app)) {
            fields.computeIfAbsent(field.relation(), table -> new ArrayList<>()).add(field);
        }
        return fields;
    }
}

package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.SQLException;

/** Counts rows, no further than a decision needs. A login that may not look takes the server's own estimate. */
final class RowCounts {
    private static final int ENOUGH = 1_001;

    private final Connection connection;

    RowCounts(Connection connection) {
        this.connection = connection;
    }

    long small(Original.Table table) {
        try {
            if (Query.test(connection, "select has_table_privilege(?::oid, 'select')", table.oid())) {
                return Query.one(
                        connection,
                        "select count(*) from (select from " + table.sql() + " limit " + ENOUGH + ") counted",
                        row -> row.getLong(1));
            }
            return table.rows() < 0 ? ENOUGH : table.rows();
        } catch (SQLException e) {
            throw new IllegalStateException("rows of " + table.sql() + " cannot be counted", e);
        }
    }
}

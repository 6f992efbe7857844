package io.tenancy.cli.adopt;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes what tables hold, on the server: no row leaves it. Two databases give the same for the same rows. */
final class Contents {
    private static final int SECOND_SEED = 4711;

    private Contents() {}

    /**
     * Measures a table.
     *
     * @param columns the columns that count
     * @param where a condition, or null for all rows
     */
    static Content of(Connection connection, String table, List<String> columns, @Nullable String where)
            throws SQLException {
        // Texts of values depend on settings, and those on the login.
        Query.script(
                connection,
                "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';"
                        + " set extra_float_digits = 1; set xmloption = 'content'; set search_path = pg_catalog");
        String row = columns.isEmpty() ? "''" : "row(" + Sql.names(columns) + ")::text";
        return Query.one(
                connection,
                "select count(*), coalesce(sum(hashtextextended(r, 0)::numeric), 0), coalesce(sum(hashtextextended(r, "
                        + SECOND_SEED + ")::numeric), 0) from (select " + row + " as r from " + table
                        + (where == null ? "" : " where " + where) + ") rows",
                found -> new Content(
                        found.getLong(1), decimal(found.getBigDecimal(2)), decimal(found.getBigDecimal(3))));
    }

    private static BigDecimal decimal(BigDecimal value) {
        return value.stripTrailingZeros();
    }
}

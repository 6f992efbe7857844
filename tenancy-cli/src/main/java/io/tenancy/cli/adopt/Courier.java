package io.tenancy.cli.adopt;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Carries rows from one server to another in COPY's own text: nothing is parsed, nothing is kept in memory. COPY into a table with
 * policies is refused, so rows arrive in a table without any and are inserted from there.
 */
final class Courier {
    static final String INCOMING = "tenancy_adopt.incoming";
    /** So that a value is written the same way on both sides, and read back as it was. */
    private static final String PLAIN_VALUES =
            "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';"
                    + " set extra_float_digits = 1; set xmloption = 'content'; set search_path = pg_catalog";

    private final Connection there;
    private final Connection here;

    Courier(Connection there, Connection here) throws SQLException {
        this.there = there;
        this.here = here;
        Query.script(there, PLAIN_VALUES);
        Query.script(here, PLAIN_VALUES);
    }

    /** Makes the place where rows of a table arrive. */
    void prepare(String table, List<String> columns) throws SQLException {
        Query.script(
                here,
                "drop table if exists " + INCOMING + "; create unlogged table " + INCOMING + " as select "
                        + (columns.isEmpty() ? "1 as nothing" : Sql.names(columns)) + " from " + table
                        + " with no data");
    }

    /**
     * Carries what a query gives.
     *
     * @param query the query there
     * @param insert the statement that takes the rows from {@link #INCOMING}
     * @return how many rows
     */
    @CanIgnoreReturnValue
    long carry(String query, String insert) throws SQLException {
        CopyManager from = there.unwrap(PGConnection.class).getCopyAPI();
        CopyManager to = here.unwrap(PGConnection.class).getCopyAPI();
        CopyOut out = from.copyOut("copy (" + query + ") to stdout");
        CopyIn in = to.copyIn("copy " + INCOMING + " from stdin");
        try {
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            long rows = in.endCopy();
            if (rows > 0) {
                Query.run(here, insert);
                Query.run(here, "truncate " + INCOMING);
            }
            return rows;
        } catch (SQLException e) {
            cancel(out, in, e);
            throw e;
        }
    }

    private static void cancel(CopyOut out, CopyIn in, SQLException reason) {
        try {
            if (in.isActive()) {
                in.cancelCopy();
            }
            if (out.isActive()) {
                out.cancelCopy();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    void finish() throws SQLException {
        Query.script(here, "drop table if exists " + INCOMING);
    }
}

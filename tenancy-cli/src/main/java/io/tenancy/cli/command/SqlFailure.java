package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.cli.output.Failure;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A database error that nobody on the way gave a better name. */
final class SqlFailure {
    private SqlFailure() {}

    static Failure of(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        Map<String, String> ids = new LinkedHashMap<>();
        if (!state.isEmpty()) {
            ids.put("sqlState", state);
        }
        if (isLoginRefused(sql)) {
            return failure(
                    ErrorCode.CONNECTION_FAILED,
                    "The server refuses the login",
                    sql,
                    "Check user and password of this connection in tenancy.yaml or in the TENANCY_.. variables",
                    ids);
        }
        if (state.equals("3D000")) {
            return failure(
                    ErrorCode.CONNECTION_FAILED,
                    "The database does not exist",
                    sql,
                    "Check the database name at the end of the URL, or create the database",
                    ids);
        }
        if (state.startsWith("08") || state.equals("57P01") || state.equals("57P03") || state.equals("53300")) {
            return failure(
                    ErrorCode.CONNECTION_FAILED,
                    "The server does not answer",
                    sql,
                    "Check that the server runs and that host and port are right",
                    ids);
        }
        if (state.equals("42501")) {
            return failure(
                    ErrorCode.PRIVILEGE_MISSING,
                    "The database refuses for lack of a privilege",
                    sql,
                    "See what the roles may do: tenancyctl doctor",
                    ids);
        }
        return failure(ErrorCode.STATEMENT_FAILED, "The statement failed", sql, "Mend the statement", ids);
    }

    /** Of state 08004 the driver says that the server wants a password and there is none. */
    static boolean isLoginRefused(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return state.startsWith("28") || state.equals("08004");
    }

    private static Failure failure(
            ErrorCode code, String what, SQLException sql, String remedy, Map<String, String> ids) {
        return new Failure(code, what, words(sql), remedy, ids);
    }

    /** The server's message without its detail, which may hold the content of rows. */
    static String words(SQLException sql) {
        ServerErrorMessage server = sql instanceof PSQLException ours ? ours.getServerErrorMessage() : null;
        String text = server == null ? sql.getMessage() : server.getMessage();
        String line = text == null ? sql.getClass().getSimpleName() : text.replaceAll("\\R+", " ");
        return sql.getCause() instanceof UnknownHostException unknown
                ? line + " Unknown host " + unknown.getMessage()
                : line;
    }
}

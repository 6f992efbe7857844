package io.tenancy.jdbc.internal.registry;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failure of the server means, without the content of rows: a server's detail line may quote values. */
public final class ServerFailure {
    private ServerFailure() {}

    /**
     * Tells a failure in our words.
     *
     * @param doing what was being done, a clause such as {@code "list tenants"}
     * @param failure what the driver or the pool threw
     * @return the exception to throw
     */
    public static TenancyException of(String doing, SQLException failure) {
        String state = state(failure);
        Map<String, String> ids = new LinkedHashMap<>();
        if (!state.isEmpty()) {
            ids.put("sqlState", state);
        }
        if (isConnection(failure)) {
            return new TenancyException(
                    ErrorCode.CONNECTION_FAILED,
                    "Cannot " + doing + ": " + text(failure),
                    connectionRemedy(state),
                    ids,
                    failure);
        }
        if (state.equals("42501")) {
            return new TenancyException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "Cannot " + doing + ": " + text(failure),
                    "Check which role the connection logs in as; tenancyctl doctor tells more",
                    ids,
                    failure);
        }
        return new TenancyException(
                ErrorCode.STATEMENT_FAILED,
                "Cannot " + doing + ": " + (namesOnly(state) ? text(failure) : "the server refused a statement"),
                "Look the SQLSTATE up in the server's log; tenancyctl doctor checks the set-up",
                ids,
                failure);
    }

    /** First lines of these classes name objects, never values; those of class 22 quote what could not be read. */
    private static boolean namesOnly(String state) {
        return state.startsWith("42") || state.startsWith("23") || state.startsWith("TN") || state.startsWith("5");
    }

    /**
     * Whether the server was not reached, or refused the login.
     *
     * @param failure what was thrown
     * @return true if no statement of ours was the reason
     */
    public static boolean isConnection(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08")
                || state.startsWith("28")
                || state.equals("3D000")
                || state.equals("53300")
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P03")
                || (state.isEmpty() && failure instanceof java.sql.SQLTransientConnectionException);
    }

    /**
     * The first SQLSTATE in the chain; pools wrap what the driver said.
     *
     * @param failure what was thrown
     * @return five characters, or an empty text
     */
    public static String state(SQLException failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /**
     * The server's own first line, without detail, hint and context.
     *
     * @param failure what was thrown
     * @return one line
     */
    public static String text(SQLException failure) {
        ServerErrorMessage message = server(failure);
        String text = message != null && message.getMessage() != null
                ? message.getMessage()
                : deepest(failure).getMessage();
        return text == null ? "no message" : text.lines().findFirst().orElse("no message");
    }

    /**
     * What the server answered, with hint and position.
     *
     * @param failure what was thrown
     * @return the answer, or null if no server spoke
     */
    public static @Nullable ServerErrorMessage server(SQLException failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof PSQLException driver && driver.getServerErrorMessage() != null) {
                return driver.getServerErrorMessage();
            }
        }
        return null;
    }

    private static SQLException deepest(SQLException failure) {
        SQLException found = failure;
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }

    private static String connectionRemedy(String state) {
        return switch (state) {
            case "28P01", "28000" -> "Check user and password of the connection";
            case "3D000" -> "Create the database (the embedded one: tenancyctl init), or correct its name in the URL";
            case "53300" -> "Close idle connections or raise max_connections";
            default -> "Check that the server runs and that the URL is right";
        };
    }
}

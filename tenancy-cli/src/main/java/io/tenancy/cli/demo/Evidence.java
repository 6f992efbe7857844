package io.tenancy.cli.demo;

import io.tenancy.TenancyException;
import java.sql.SQLException;

/** What an attack brought to light. */
record Evidence(Verdict verdict, String text) {
    static Evidence held(String text) {
        return new Evidence(Verdict.HELD, text);
    }

    static Evidence leaked(String text) {
        return new Evidence(Verdict.LEAKED, text);
    }

    /** Rows of the other tenant that came back. */
    static Evidence foreignRows(long rows) {
        return rows == 0
                ? held("0 rows of the other tenant")
                : leaked(rows + (rows == 1 ? " row" : " rows") + " of the other tenant seen");
    }

    /** Rows that came back although no tenant was there. */
    static Evidence rowsWithoutTenant(long rows) {
        return rows == 0
                ? undecided(new IllegalStateException("0 rows, silently"))
                : leaked(rows + " rows of everybody seen without a tenant");
    }

    /** A number that ought to tell of the own rows only. */
    static Evidence number(long seen, long own) {
        return seen == own ? held(seen + ", the own rows only") : leaked(seen + " instead of the own " + own);
    }

    static Evidence refused(SQLException refusal) {
        String state = refusal.getSQLState();
        String where = state != null && state.startsWith("TN") ? "refused before the wire" : "refused by the database";
        return held(where + ", " + state + ": " + reason(refusal));
    }

    /** Tenancy's own words without remedy, else the server's. */
    private static String reason(SQLException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof TenancyException tenancy) {
                return tenancy.problem();
            }
        }
        return firstLine(refusal);
    }

    static Evidence undecided(Exception failure) {
        String state = failure instanceof SQLException sql ? sql.getSQLState() + ": " : "";
        return new Evidence(Verdict.UNDECIDED, "failed for another reason, " + state + firstLine(failure));
    }

    private static String firstLine(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        String line = message.lines().findFirst().orElse("");
        return line.startsWith("ERROR: ") ? line.substring(7) : line;
    }
}

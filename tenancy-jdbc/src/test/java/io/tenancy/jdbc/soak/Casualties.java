package io.tenancy.jdbc.soak;

import java.sql.SQLException;
import java.util.Set;

/** Tells what failed because a backend was killed from what failed by itself. */
final class Casualties {
    /** Admin shutdown, connection failures, and the driver's words for a statement of a connection that is gone. */
    private static final Set<String> KILLED = Set.of("57P01", "57P05", "08000", "08001", "08003", "08006", "08P01");

    private static final Set<String> NAMES = Set.of("26000", "42P05");

    private Casualties() {}

    static boolean isCasualty(Throwable failure) {
        return hasState(failure, KILLED) || isEvicted(failure);
    }

    /** The pool's own words, without a state: it saw the connection die and took it away. */
    private static boolean isEvicted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() == null
                    && "Connection is closed".equals(sql.getMessage())) {
                return true;
            }
        }
        return false;
    }

    static boolean isNameClash(Throwable failure) {
        return hasState(failure, NAMES);
    }

    private static boolean hasState(Throwable failure, Set<String> states) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && states.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}

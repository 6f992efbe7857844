package io.tenancy.jdbc.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;

/**
 * What the driver beneath a connection can do, and what it knows of the transaction without asking the server. Of a driver that is
 * not pgjdbc, or hides it, only the JDBC interface is used: always right, one more round trip.
 */
final class DriverTraits {
    /** What the driver knows of the transaction. */
    enum State {
        IDLE,
        OPEN,
        FAILED,
        UNKNOWN
    }

    private final @Nullable BaseConnection driver;
    private final boolean canGlue;

    private DriverTraits(@Nullable BaseConnection driver, boolean canGlue) {
        this.driver = driver;
        this.canGlue = canGlue;
    }

    static DriverTraits of(Connection connection) throws SQLException {
        BaseConnection driver =
                connection.isWrapperFor(BaseConnection.class) ? connection.unwrap(BaseConnection.class) : null;
        // With prepareThreshold=-1 the driver describes every statement first and cannot do that with several in one
        // text.
        boolean binaryForced = driver instanceof PgConnection pg && pg.getForceBinary();
        return new DriverTraits(driver, driver != null && !binaryForced);
    }

    /** The context in the open transaction of the physical connection. */
    TransactionContext context() {
        return TransactionContext.of(driver);
    }

    boolean canGlue() {
        return canGlue;
    }

    /** Whether a String bind leaves its type to the server (stringtype=unspecified). */
    boolean stringsAreUntyped() {
        return driver != null && !driver.getStringVarcharFlag();
    }

    int prepareThreshold() {
        return driver == null ? 5 : driver.getPrepareThreshold();
    }

    /** Whether the driver would begin a transaction as READ ONLY, after setReadOnly(true). */
    boolean beginsReadOnly() {
        return driver != null && driver.hintReadOnly();
    }

    State state() {
        if (driver == null) {
            return State.UNKNOWN;
        }
        return switch (driver.getTransactionState()) {
            case IDLE -> State.IDLE;
            case OPEN -> State.OPEN;
            case FAILED -> State.FAILED;
        };
    }
}

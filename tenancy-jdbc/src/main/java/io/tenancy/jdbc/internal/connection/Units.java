package io.tenancy.jdbc.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Single-statement transactions on a connection in autocommit mode. What they begin, they end: nothing is open afterwards. */
final class Units {
    private final Connection delegate;
    private final DriverTraits driver;

    Units(Connection delegate, DriverTraits driver) {
        this.delegate = delegate;
        this.driver = driver;
    }

    /**
     * BEGIN and COMMIT are in the text. When the server only misses or has outlived a prepared statement (a migration changed the table),
     * the unit runs again: the driver does the same for a statement in autocommit mode, but never for a text of several.
     */
    <T> T inOneFlight(Route route, SqlWork<T> work) throws SQLException {
        try {
            return attempt(route, work);
        } catch (SQLException e) {
            if (!Failures.healsOnRetry(e) || driver.state() != DriverTraits.State.IDLE) {
                throw e;
            }
            return attempt(route, work); // nothing was done: the whole unit was rolled back
        }
    }

    /** After a failure the ROLLBACK is ours; what it throws must not hide the failure. */
    private <T> T attempt(Route route, SqlWork<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            SQLException failure = Failures.translate(e, route.bindingOrNull());
            giveUp(failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            giveUp(e);
            throw e;
        }
    }

    private void giveUp(Throwable failure) {
        try {
            HandBack.leaveNothingOpen(delegate, driver);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** BEGIN and COMMIT are the driver's: context and work take as many flights as they need. */
    <T> T inSeveral(Route route, SqlWork<T> work) throws SQLException {
        delegate.setAutoCommit(false);
        Throwable failure = null;
        try {
            T result = work.run();
            delegate.commit();
            return result;
        } catch (SQLException e) {
            failure = Failures.translate(e, route.bindingOrNull());
            throw (SQLException) failure;
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            end(failure);
        }
    }

    /** Back to autocommit, with nothing left open. */
    private void end(@Nullable Throwable failure) throws SQLException {
        try {
            if (failure != null) {
                delegate.rollback();
            }
            delegate.setAutoCommit(true);
        } catch (SQLException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        }
    }
}

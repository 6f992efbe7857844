package io.tenancy.jdbc.isolation;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** Whether the driver is set up so that the context can travel with a statement. */
final class DriverFindings {
    private DriverFindings() {}

    static void collect(Connection connection, List<TenancyException> findings) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            // Another driver: the context goes as a statement of its own, which is slower and right.
            return;
        }
        if (connection.unwrap(PGConnection.class).getPrepareThreshold() == -1) {
            findings.add(new TenancyException(
                    ErrorCode.DRIVER_UNSUPPORTED,
                    "The driver setting prepareThreshold=-1 cannot carry the tenant context",
                    "Remove prepareThreshold=-1 from the URL of the app connection, or set it to 0"));
        }
    }
}

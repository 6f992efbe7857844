package io.tenancy.jdbc.isolation;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.migration.TenancySchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether server and control plane fit. */
final class ServerFindings {
    private static final int OLDEST = 150000;

    private ServerFindings() {}

    static void collect(Connection connection, List<TenancyException> findings) throws SQLException {
        int version = Integer.parseInt(
                Jdbc.list(connection, "select current_setting('server_version_num')", row -> row.getString(1))
                        .get(0));
        if (version < OLDEST) {
            findings.add(new TenancyException(
                    ErrorCode.SERVER_UNSUPPORTED,
                    "PostgreSQL " + version / 10000 + " is too old",
                    "Use PostgreSQL 15 or newer"));
        }
        try {
            TenancySchema.requireCompatible(connection);
        } catch (TenancyException e) {
            findings.add(e);
        }
    }
}

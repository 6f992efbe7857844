package io.tenancy.jdbc.internal.registry;

import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** How a registry entry is read. */
public final class TenantRows {
    /** The columns that {@link #read} wants, of a row named t. */
    public static final String COLUMNS = "t.id, t.key, t.name, t.status, t.status_reason, t.number, t.version";

    private TenantRows() {}

    /**
     * Reads the entry the result stands on.
     *
     * @param row a result with {@link #COLUMNS}
     * @return the entry
     * @throws SQLException if a column is missing
     */
    public static Tenant read(ResultSet row) throws SQLException {
        return new Tenant(
                TenantId.of(row.getObject("id", UUID.class)),
                TenantKey.of(row.getString("key")),
                row.getString("name"),
                TenantStatus.valueOf(row.getString("status")),
                row.getString("status_reason"),
                row.getLong("number"),
                row.getLong("version"));
    }
}

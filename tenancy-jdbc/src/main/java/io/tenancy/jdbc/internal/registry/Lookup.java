package io.tenancy.jdbc.internal.registry;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * One question to the registry.
 *
 * @param by by what
 * @param value the key, domain or id
 */
public record Lookup(By by, String value) {
    /** What the registry can be asked by. */
    public enum By {
        /** The present key. */
        KEY("select * from tenancy.tenant_by_key(?)"),
        /** A verified domain. */
        DOMAIN("select * from tenancy.tenant_by_domain(?)"),
        /** The id. */
        ID("select * from tenancy.tenant_by_id(?)");

        private final String sql;

        By(String sql) {
            this.sql = sql;
        }
    }

    /** Asks, through the resolver function: exact, one row. */
    Optional<Tenant> ask(Connection connection) throws SQLException {
        Object bind = by == By.ID ? UUID.fromString(value) : value;
        return Jdbc.first(connection, by.sql, TenantRows::read, bind);
    }

    /** What was asked for, for messages. */
    @Override
    public String toString() {
        return value;
    }
}

package io.tenancy.jdbc;

import io.tenancy.jdbc.provision.Attribution;
import java.sql.Connection;
import org.jooq.DSLContext;

/** One open transaction across tenants. */
record CrossTenantTransaction(Connection connection, Attribution attribution, DSLContext dsl)
        implements AdminTransaction {
    CrossTenantTransaction(Connection connection, Attribution attribution) {
        this(connection, attribution, Jooq.inside(connection));
    }
}

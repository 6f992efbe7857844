package io.tenancy.jdbc.internal.transaction;

import io.tenancy.jdbc.provision.Attribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Writes down that somebody works across tenants, before the work. */
public final class AdminAudit {
    private static final String RECORD = "select tenancy.record_admin_access(?, ?, ?)";

    private AdminAudit() {}

    /**
     * Records an admin transaction, in that transaction.
     *
     * @param connection the open transaction, as {@code tenancy_admin}
     * @param attribution who, and why
     * @param at when, in UTC
     */
    public static void record(Connection connection, Attribution attribution, Instant at) {
        try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
            statement.setString(1, attribution.actor());
            statement.setString(2, attribution.reason());
            statement.setObject(3, at.atOffset(ZoneOffset.UTC));
            statement.execute();
        } catch (SQLException e) {
            throw Transactions.unchecked(e);
        }
    }
}

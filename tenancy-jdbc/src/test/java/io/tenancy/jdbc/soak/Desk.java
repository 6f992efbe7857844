package io.tenancy.jdbc.soak;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Random;

/**
 * One tenant at work on one connection. Every row it reads is checked, every row it writes is stamped; the rows written count only
 * once their transaction is over.
 */
final class Desk {
    /** A failure that a step provokes; anything else passes through. */
    @FunctionalInterface
    interface Provocation {
        void run() throws SQLException;
    }

    final Connection connection;
    final Tenant tenant;
    final Tenant stranger;
    final Random random;
    final Census census;
    private final String stamp;
    private int pending;

    Desk(Connection connection, Tenant tenant, Tenant stranger, Random random, Census census) {
        this.connection = connection;
        this.tenant = tenant;
        this.stranger = stranger;
        this.random = random;
        this.census = census;
        this.stamp = tenant.id().toString();
    }

    String stamp() {
        return stamp;
    }

    TenantScope bind() {
        return TenantContext.bind(tenant);
    }

    /** Reads rows of (owner, ...): all must be this tenant's, and there must be as many as were put there at the start. */
    void readOwn(ResultSet rows) throws SQLException {
        int seen = 0;
        while (rows.next()) {
            requireOwn(rows.getString(1));
            seen++;
        }
        census.count(Event.ROW_READ, seen);
        if (seen < Ledger.SEEDED) {
            census.leak(tenant.key() + " saw " + seen + " rows instead of at least " + Ledger.SEEDED);
        }
    }

    void requireOwn(String owner) {
        if (!stamp.equals(owner)) {
            census.leak(tenant.key() + " saw a row of " + owner);
        }
    }

    void wrote(int rows) {
        pending += rows;
    }

    void committed() {
        census.count(Event.ROW_WRITTEN, pending);
        pending = 0;
    }

    void rolledBack() {
        pending = 0;
    }

    void unknown() {
        census.count(Event.ROW_UNCERTAIN, pending);
        pending = 0;
    }

    boolean inTransaction() throws SQLException {
        return !connection.getAutoCommit();
    }

    /** Runs what must fail with one of the states; a transaction is healed by a savepoint. */
    void expectRefusal(Provocation provocation, Event event, String... states) throws SQLException {
        Savepoint before = inTransaction() ? connection.setSavepoint() : null;
        try {
            provocation.run();
            census.leak(event + ": was not refused");
        } catch (SQLException e) {
            for (String state : states) {
                if (state.equals(e.getSQLState())) {
                    census.count(event);
                    if (before != null) {
                        connection.rollback(before);
                    }
                    return;
                }
            }
            throw e;
        }
    }
}

package io.tenancy.jdbc.isolation.proof;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.isolation.IsolationAudit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Proves by attack that a database holds its tenants apart: makes rows of two tenants that nobody else has, takes the application's
 * role, and attempts for real what one tenant could attempt on the other. Everything happens in one transaction that is rolled back;
 * only numbers that triggers and identities took from sequences stay taken, and the report names those.
 *
 * <pre>{@code
 * ProofReport report = IsolationProof.builder(migrator).tenantColumn("organization_id").build().run();
 * if (!report.isHeld()) { .. }
 * }</pre>
 *
 * <p>Immutable and thread-safe; every run proves anew. It writes, and triggers fire, so prefer a copy of a database to the one that
 * customers work on. Statements that wait longer than the timeouts count as not proved.
 *
 * <p>Fails with {@link io.tenancy.ErrorCode#PRIVILEGE_MISSING} if the login may not take the application's role,
 * {@link io.tenancy.ErrorCode#CONNECTION_FAILED}, or {@link io.tenancy.ErrorCode#CONTROL_PLANE_MISSING} (no such role).
 */
public final class IsolationProof {
    private final DataSource migrator;
    private final String appRole;
    private final @Nullable String tenantColumn;
    private final @Nullable Set<String> sharedTables;
    private final @Nullable DataSource app;
    private final boolean controlPlane;
    private final Duration lockTimeout;
    private final Duration statementTimeout;
    private final Consumer<String> progress;

    private IsolationProof(Builder builder) {
        this.migrator = builder.migrator;
        this.appRole = builder.appRole;
        this.tenantColumn = builder.tenantColumn;
        this.sharedTables = builder.sharedTables == null ? null : Set.copyOf(builder.sharedTables);
        this.app = builder.app;
        this.controlPlane = builder.controlPlane;
        this.lockTimeout = builder.lockTimeout;
        this.statementTimeout = builder.statementTimeout;
        this.progress = builder.progress;
    }

    /**
     * A proof of one database.
     *
     * @param migrator connects as {@code tenancy_migrator}, or as a superuser
     * @return a builder
     */
    public static Builder builder(DataSource migrator) {
        return new Builder(migrator);
    }

    /**
     * Proves, in a transaction of its own that is rolled back whatever happens.
     *
     * @return how every attack ended
     * @throws io.tenancy.TenancyException if the attacks cannot be carried out
     */
    public ProofReport run() {
        try (Connection connection = migrator.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                return on(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(before);
            }
        } catch (SQLException e) {
            throw ServerFailure.of("prove the isolation", e);
        }
    }

    /**
     * Proves inside the transaction that a connection is in, with everything it has changed so far, and undoes what the proof did.
     *
     * @param connection connected as {@code tenancy_migrator} or a superuser, not in autocommit mode
     * @return how every attack ended
     * @throws SQLException if the attacks cannot be carried out
     */
    public ProofReport on(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            IsolationAudit.Builder audit = IsolationAudit.builder(migrator).appRole(appRole);
            if (tenantColumn != null) {
                audit.tenantColumn(tenantColumn);
            }
            if (sharedTables != null) {
                audit.sharedTables(List.copyOf(sharedTables));
            }
            return new ProofRun(connection, appRole, app, controlPlane, progress)
                    .prove(audit.build(), lockTimeout.toMillis(), statementTimeout.toMillis());
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    /** Collects the options of an {@link IsolationProof}. Not thread-safe. */
    public static final class Builder {
        private final DataSource migrator;
        private String appRole = "tenancy_app";
        private @Nullable String tenantColumn;
        private @Nullable Set<String> sharedTables;
        private @Nullable DataSource app;
        private boolean controlPlane;
        private Duration lockTimeout = Duration.ofSeconds(2);
        private Duration statementTimeout = Duration.ofSeconds(30);
        private Consumer<String> progress = what -> {};

        private Builder(DataSource migrator) {
            this.migrator = Objects.requireNonNull(migrator, "migrator");
        }

        /**
         * The role that the application logs in as; default {@code tenancy_app}.
         *
         * @param role its name, as it is
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder appRole(String role) {
            this.appRole = Objects.requireNonNull(role, "role");
            return this;
        }

        /**
         * The column that holds the tenant. Without it: {@code tenant_id}, and whatever column a floor policy names.
         *
         * @param column its name, as it is
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder tenantColumn(String column) {
            this.tenantColumn = Objects.requireNonNull(column, "column");
            return this;
        }

        /**
         * The tables that belong to no tenant. Without it, tables that the application can only read are taken for shared.
         *
         * @param tables their names, with or without schema, as they are
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder sharedTables(List<String> tables) {
            this.sharedTables = new LinkedHashSet<>(tables);
            return this;
        }

        /**
         * A second way in, to see what a fresh login of the application is shown. Without it, that is not attempted.
         *
         * @param application connects as the application's role, with no tenant bound
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder app(DataSource application) {
            this.app = Objects.requireNonNull(application, "application");
            return this;
        }

        /**
         * Whether the tables and functions of Tenancy itself are attacked, too. Default false: they are the same in every database of one
         * version, and are proved when a version is made; the audit looks at them in any case.
         *
         * @param attacked true to attack them
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder controlPlane(boolean attacked) {
            this.controlPlane = attacked;
            return this;
        }

        /**
         * How long one attack may wait for a lock, and how long it may take. Default 2 and 30 seconds.
         *
         * @param lock the wait for a lock
         * @param statement the whole statement
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder timeouts(Duration lock, Duration statement) {
            if (lock.toMillis() <= 0 || statement.toMillis() <= 0) {
                throw new IllegalArgumentException("timeouts must be positive: " + lock + ", " + statement);
            }
            this.lockTimeout = lock;
            this.statementTimeout = statement;
            return this;
        }

        /**
         * Who is told what the proof is at: the seeding, then each table.
         *
         * @param listener is called on the thread that proves
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder progress(Consumer<String> listener) {
            this.progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the proof. Opens no connection.
         *
         * @return the proof
         */
        public IsolationProof build() {
            return new IsolationProof(this);
        }
    }
}

package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** Runs one step, and tells its failures from those of the provisioner. */
final class StepRunner {
    private StepRunner() {}

    /** Inside the tenant as far as columns' defaults go. */
    static ProvisioningContext context(
            Connection connection,
            Provisioning order,
            ProvisioningRequest request,
            ProvisioningStep step,
            Attribution by,
            Instant now)
            throws SQLException {
        Tenant tenant = ProvisioningRows.tenant(connection, order);
        Jdbc.run(
                connection,
                "select set_config('tenancy.tenant_id', ?, true), set_config('tenancy.tenant_number', ?, true)",
                tenant.id().toString(),
                Long.toString(tenant.number()));
        int attempt = order.steps().stream()
                .filter(one -> one.name().equals(step.name()))
                .mapToInt(Provisioning.Step::attempts)
                .findFirst()
                .orElse(0);
        return new ProvisioningContext(tenant, request, connection, by, now, Math.max(1, attempt));
    }

    /** A step that stands or falls with the registry entry: what it throws is thrown. */
    static void inside(ProvisioningContext context, ProvisioningStep step) throws SQLException {
        try {
            step.run(context);
        } catch (RuntimeException | SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Step " + step.name() + " failed", e);
        }
    }

    static void run(ProvisioningContext context, ProvisioningStep step) {
        boolean unused = carry(() -> {
            step.run(context);
            return true;
        });
    }

    /** Whether nothing is left of it; rows in the database go with the tenant. */
    static boolean undo(ProvisioningContext context, ProvisioningStep step) {
        return step.isTransactional() || carry(() -> step.undo(context));
    }

    private static boolean carry(Doing doing) {
        try {
            return doing.now();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new StepFailure(e);
        }
    }

    /** Never the text of a foreign exception: it may quote a row. */
    static String why(Throwable cause) {
        if (cause instanceof TenancyException ours) {
            return ours.code() + ": " + ours.getMessage();
        }
        return cause instanceof SQLException sql
                ? "SQLSTATE " + ServerFailure.state(sql)
                : cause.getClass().getName();
    }

    /** What is done in a step. */
    @FunctionalInterface
    private interface Doing {
        boolean now() throws Exception;
    }

    /** Carries what a step threw past the end of the transaction. */
    static final class StepFailure extends TenancyException {
        private static final long serialVersionUID = 1L;

        private final Exception why;

        StepFailure(Exception why) {
            super(ErrorCode.PROVISIONING_FAILED, "The step failed", "See the cause", Map.of(), why);
            this.why = why;
        }

        Exception why() {
            return why;
        }
    }
}

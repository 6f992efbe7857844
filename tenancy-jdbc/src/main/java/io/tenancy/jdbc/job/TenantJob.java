package io.tenancy.jdbc.job;

import io.tenancy.tenant.Tenant;

/**
 * What a job does for one tenant. Called for each active tenant in turn, inside a scope that binds it: everything that asks a
 * {@code TenantDataSource} there works inside that tenant. A tenant for which it fails is counted, and the next one's turn comes.
 *
 * <pre>{@code
 * runner.tenantJob("reminders", "Sends tomorrow's reminders", JobSchedule.daily(LocalTime.of(6, 0), ZoneOffset.UTC),
 *         (tenant, context) -> reminders.send(context.now()));
 * }</pre>
 */
@FunctionalInterface
public interface TenantJob {
    /**
     * Does it for one tenant.
     *
     * @param tenant the bound tenant
     * @param context when
     * @throws Exception whatever
     */
    void run(Tenant tenant, JobContext context) throws Exception;
}

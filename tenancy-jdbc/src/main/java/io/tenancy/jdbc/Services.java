package io.tenancy.jdbc;

import io.tenancy.authorization.Roles;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.internal.authorization.AccessUnits;
import io.tenancy.jdbc.internal.authorization.CachedAuthorizer;
import io.tenancy.jdbc.internal.authorization.TenantRoles;
import io.tenancy.jdbc.internal.member.People;
import io.tenancy.jdbc.internal.observation.NodeObservations;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.internal.setting.BoundSettings;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.internal.usage.NodeUsage;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.setting.Settings;
import java.sql.Connection;
import javax.sql.DataSource;

/** What stands behind the front door, put together in the order in which one needs the other. Thread-safe. */
final class Services implements AutoCloseable {
    final JdbcTenantStore tenants;
    final TenantUnits units;
    final CachedAuthorizer authorizer;
    final Roles roles;
    final People people;
    final MachineAccess machines;
    final NodeUsage usage;
    final AuditAccess auditing;
    final AlertAccess alerting;
    final SecurityAccess security;
    final Settings settings;
    final NodeObservations observations;

    /**
     * Builds and starts them.
     *
     * @param builder what the application says
     * @param app the application's own connections
     * @param bound the same, inside the bound tenant
     */
    Services(JdbcTenancyBuilder builder, DataSource app, TenantDataSource bound) {
        JdbcTenantStore.Builder store = JdbcTenantStore.builder(app).features(builder.features, builder.clock);
        this.tenants = (builder.listen == null ? store : store.listen(builder.listen)).build();
        this.auditing = new AuditAccess(builder, bound);
        this.usage = NodeUsage.of(builder.meters, tenants, app, bound, builder.clock, builder.isMachinesClock);
        this.units = TenantUnits.own(bound, tenants::forget);
        this.authorizer = new CachedAuthorizer(tenants, app, units);
        this.roles = new TenantRoles(AccessUnits.of(units, builder.clock), new TimeOrderedIds(builder.clock), null);
        this.security = new SecurityAccess(builder, auditing.spool(), tenants, app);
        this.people =
                new People(app, units, builder.clock, builder.secrets, builder.applicationName, security::signInFailed);
        this.machines = new MachineAccess(builder, app, tenants, authorizer, security.reports());
        this.alerting = new AlertAccess(builder, bound);
        this.settings = new BoundSettings(builder.settings, units, tenants, app, builder.clock);
        this.observations = new NodeObservations(
                units, builder.worker, builder.applicationPackages, builder.errorRate(), builder.clock);
    }

    TenantTransaction joined(Connection connection, TenantBinding binding) {
        return new BoundTransaction(connection, binding, usage, auditing, alerting);
    }

    @Override
    public void close() {
        observations.close();
        usage.close();
        machines.close();
        security.close();
        alerting.close();
        auditing.close();
        tenants.close();
    }
}

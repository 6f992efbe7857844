package io.tenancy.billing.subscription;

import io.tenancy.billing.Subscription;
import io.tenancy.entitlement.EndPolicy;
import io.tenancy.entitlement.HeldPlan;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantStatus;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Brings a tenant to what its subscription is: the plan through the plan registry and nowhere else, the lifecycle through the tenant registry.
 * It looks at what is and changes what differs, so doing it twice, or late, does no harm. A tenant that is not set up yet, or that
 * somebody cancelled, is left as it is. Thread-safe.
 */
public final class TenantFollower {
    /** What a suspension of ours says; only a tenant suspended with it is brought back. */
    static final String SUSPENDED = "billing: not paid";

    private final TenantRegistry tenants;
    private final PlanRegistry plans;
    private final EndPolicy onEnd;

    /**
     * Makes one.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param onEnd what becomes of a tenant whose subscription has ended
     * @param clock stamps what is written
     */
    public TenantFollower(DataSource admin, EndPolicy onEnd, Clock clock) {
        this.tenants = TenantRegistry.over(admin, clock);
        this.plans = PlanRegistry.over(admin, clock);
        this.onEnd = Objects.requireNonNull(onEnd, "onEnd");
    }

    void follow(Subscription subscription) {
        Attribution by = new Attribution("billing:" + subscription.gateway(), reason(subscription));
        TenantId tenant = subscription.tenant();
        switch (subscription.access()) {
            case TRIAL, ACTIVE, GRACE -> {
                hold(tenant, subscription.plan(), subscription.planVersion(), by);
                bringBack(tenant, by);
            }
            // It keeps its plan; that it may not write is asked of the subscription.
            case RESTRICTED -> bringBack(tenant, by);
            case SUSPENDED -> suspend(tenant);
            case ENDED -> end(tenant, by);
        }
    }

    private static String reason(Subscription subscription) {
        return "subscription " + subscription.id() + " is " + subscription.status() + " at the gateway";
    }

    private void end(TenantId tenant, Attribution by) {
        String next = onEnd.plan();
        if (next != null) {
            HeldPlan held = plans.holding(tenant).plan();
            if (held == null || !held.key().equals(next)) {
                var unused = plans.assign(tenant, next, null, null, by);
            }
            bringBack(tenant, by);
        } else if (onEnd.kind() == EndPolicy.Kind.RESTRICT) {
            boolean unused = plans.withdraw(tenant, by);
            bringBack(tenant, by);
        } else {
            suspend(tenant);
        }
    }

    private void hold(TenantId tenant, String plan, int version, Attribution by) {
        HeldPlan held = plans.holding(tenant).plan();
        if (held == null || !held.key().equals(plan) || held.version() != version) {
            var unused = plans.assign(tenant, plan, version, null, by);
        }
    }

    private void bringBack(TenantId id, Attribution by) {
        var tenant = tenants.show(id).tenant();
        if (tenant.status() == TenantStatus.SUSPENDED && SUSPENDED.equals(tenant.statusReason())) {
            var unused = tenants.activate(id, by);
        }
    }

    private void suspend(TenantId id) {
        if (tenants.show(id).tenant().status() == TenantStatus.ACTIVE) {
            var unused = tenants.suspend(id, new Attribution("billing", SUSPENDED));
        }
    }
}

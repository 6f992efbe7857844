package io.tenancy.billing;

import io.tenancy.tenant.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's subscription as we know it: what the gateway said last, and what we make of it. Immutable.
 *
 * @param tenant whose
 * @param id ours
 * @param gateway by its name
 * @param providerId the gateway's id; null if no gateway has it
 * @param plan the plan's key
 * @param planVersion the plan's version
 * @param quantity how many times
 * @param amount what is paid each period, without tax; null if nobody says
 * @param status where it stands at the gateway
 * @param access what the tenant may do
 * @param periodEnd until when it is paid for; null if nobody says
 * @param trialEnd when its trial ends or ended; null for none
 * @param cancelAtPeriodEnd whether it ends with the period
 * @param nextPlan the plan it moves to when the period ends; null for none
 * @param lateSince since when it is not paid; null if it is
 * @param graceUntil until when being late changes nothing; null if it is not late
 */
public record Subscription(
        TenantId tenant,
        UUID id,
        String gateway,
        @Nullable String providerId,
        String plan,
        int planVersion,
        long quantity,
        @Nullable Money amount,
        ProviderStatus status,
        AccessState access,
        @Nullable Instant periodEnd,
        @Nullable Instant trialEnd,
        boolean cancelAtPeriodEnd,
        @Nullable String nextPlan,
        @Nullable Instant lateSince,
        @Nullable Instant graceUntil) {
    /**
     * Checks the components.
     *
     * @param tenant whose
     * @param id ours
     * @param gateway by its name
     * @param providerId the gateway's id
     * @param plan the plan's key
     * @param planVersion its version
     * @param quantity how many times
     * @param amount how much
     * @param status where it stands
     * @param access what the tenant may do
     * @param periodEnd until when
     * @param trialEnd the trial's end
     * @param cancelAtPeriodEnd whether it ends
     * @param nextPlan what comes next
     * @param lateSince since when it is late
     * @param graceUntil until when that is borne
     */
    public Subscription {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(access, "access");
    }

    /**
     * The same with another access.
     *
     * @param state what the tenant may do
     * @return a new one
     */
    public Subscription withAccess(AccessState state) {
        return new Subscription(
                tenant,
                id,
                gateway,
                providerId,
                plan,
                planVersion,
                quantity,
                amount,
                status,
                state,
                periodEnd,
                trialEnd,
                cancelAtPeriodEnd,
                nextPlan,
                lateSince,
                graceUntil);
    }

    /**
     * The same, not paid, with nobody trying any more.
     *
     * @param since since when
     * @param until until when that is borne
     * @return a new one
     */
    public Subscription late(Instant since, Instant until) {
        return new Subscription(
                tenant,
                id,
                gateway,
                providerId,
                plan,
                planVersion,
                quantity,
                amount,
                ProviderStatus.UNPAID,
                access,
                periodEnd,
                trialEnd,
                cancelAtPeriodEnd,
                nextPlan,
                since,
                until);
    }
}

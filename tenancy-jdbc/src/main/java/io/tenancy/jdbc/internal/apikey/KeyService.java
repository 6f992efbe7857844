package io.tenancy.jdbc.internal.apikey;

import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.tenant.Tenant;
import java.net.InetAddress;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What all API key work of a node shares: the memory and the counts. Thread-safe; closing writes the counts. */
public final class KeyService implements AutoCloseable {
    private final KeyDesk desk;
    private final Verification verification;
    private final KeyActivity activity;
    private final JdbcTenantStore tenants;
    private final @Nullable String feature;
    private final Clock clock;

    /**
     * Puts it together.
     *
     * @param format what keys look like
     * @param peppers what they are hashed with
     * @param app answers look-ups, not tenant-bound
     * @param worker writes counts; null if there is none, and then they are not kept
     * @param tenants the registry
     * @param feature what a plan must have; null for nothing
     * @param rights what a key may now
     * @param limits counts
     * @param perKey the limit of a key that names no number
     * @param misuse is told of keys that are refused though they are genuine
     * @param clock the time
     */
    public KeyService(
            ApiKeyFormat format,
            Peppers peppers,
            DataSource app,
            @Nullable DataSource worker,
            JdbcTenantStore tenants,
            @Nullable String feature,
            KeyRights rights,
            RateLimits limits,
            RateLimit perKey,
            Misuse misuse,
            Clock clock) {
        this.desk = new KeyDesk(format, peppers, perKey.capacity(), clock);
        this.tenants = tenants;
        this.feature = feature;
        this.clock = clock;
        this.activity = new KeyActivity(clock, worker == null ? uses -> {} : KeyActivity.Sink.of(worker));
        this.verification = new Verification(
                format,
                peppers,
                new KeyMemory(app, tenants),
                tenants,
                this::requirePlan,
                rights,
                limits,
                perKey,
                activity,
                misuse,
                clock);
    }

    /** Is told of keys that are refused though they are genuine. Returns at once. */
    @FunctionalInterface
    public interface Misuse {
        /**
         * A key was refused.
         *
         * @param tenant whose key it is
         * @param key which
         * @param address where it came from; null if nobody knows
         */
        void refused(Tenant tenant, UUID key, @Nullable InetAddress address);
    }

    /**
     * Keys in some transactions.
     *
     * @param units where changes are made
     * @return the service as users see it
     */
    public JdbcApiKeys in(TenantUnits units) {
        return new JdbcApiKeys(units, desk, this, clock);
    }

    VerifiedKey verify(String presented, KeyUse use) {
        return verification.verify(presented, use);
    }

    void requirePlan(Tenant tenant) {
        if (feature != null) {
            tenants.entitlements(tenant.id()).require(feature);
        }
    }

    /** Writes the counts that are due; to be called every few seconds. */
    public void flush() {
        activity.flush();
    }

    @Override
    public void close() {
        activity.flushAll();
    }
}

package io.tenancy.cache;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a {@link TenantCache} keeps, and how long. Immutable.
 *
 * @param name what it is called, in logs and metrics
 * @param perTenant at most so many values of a tenant; a tenant that needs more loses its own
 * @param overall about so many values of all tenants; the tenants that asked longest ago lose theirs
 * @param expireAfter how long a value is good
 * @param perPrincipal whether values differ from principal to principal
 */
public record TenantCacheSettings(String name, int perTenant, int overall, Duration expireAfter, boolean perPrincipal) {
    private static final int USUAL_PER_TENANT = 1_000;
    private static final int USUAL_OVERALL = 100_000;
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    /**
     * Checks the components.
     *
     * @param name what it is called
     * @param perTenant at most so many values of a tenant
     * @param overall about so many values of all
     * @param expireAfter how long a value is good
     * @param perPrincipal whether values differ from principal to principal
     * @throws IllegalArgumentException if the name is blank, a bound is not positive or a tenant may have more than all, or the time is not
     *     positive
     */
    public TenantCacheSettings {
        Objects.requireNonNull(expireAfter, "expireAfter");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a cache has a name");
        }
        if (perTenant < 1 || overall < perTenant) {
            throw new IllegalArgumentException(
                    "perTenant is 1 or more and overall no less: " + perTenant + ", " + overall);
        }
        if (expireAfter.isNegative() || expireAfter.isZero()) {
            throw new IllegalArgumentException("expireAfter must be more than zero, not " + expireAfter);
        }
    }

    /**
     * 1,000 values of a tenant, 100,000 of all, for five minutes, the same for all principals.
     *
     * @param name what it is called
     * @return the settings
     */
    public static TenantCacheSettings named(String name) {
        return new TenantCacheSettings(name, USUAL_PER_TENANT, USUAL_OVERALL, USUAL_LIFE, false);
    }

    /**
     * The same with other bounds.
     *
     * @param ofTenant at most so many values of a tenant
     * @param ofAll about so many values of all
     * @return new settings
     */
    public TenantCacheSettings atMost(int ofTenant, int ofAll) {
        return new TenantCacheSettings(name, ofTenant, ofAll, expireAfter, perPrincipal);
    }

    /**
     * The same with another time.
     *
     * @param time how long a value is good
     * @return new settings
     */
    public TenantCacheSettings expireAfter(Duration time) {
        return new TenantCacheSettings(name, perTenant, overall, time, perPrincipal);
    }

    /**
     * The same for values that depend on who asks: each principal has its own, and the loader runs on its behalf.
     *
     * @return new settings
     */
    public TenantCacheSettings forEachPrincipal() {
        return new TenantCacheSettings(name, perTenant, overall, expireAfter, true);
    }
}

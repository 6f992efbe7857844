package io.tenancy.examples.chiro;

import io.tenancy.tenant.TenantKey;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What distinguishes one practice from another: enough to make up its patients, its book and its prices. Immutable.
 *
 * @param key the tenant key it is provisioned under
 * @param name the name on its door
 * @param focus whom it treats
 * @param zone the zone its working hours are told in
 * @param currency ISO 4217
 * @param practitioners how many people treat
 * @param patients how many charts it keeps
 * @param visitMinor the price of an ordinary adjustment, in minor units; the other prices follow from it
 * @param seed what its random numbers start from
 */
public record Practice(
        TenantKey key,
        String name,
        Focus focus,
        ZoneId zone,
        String currency,
        int practitioners,
        int patients,
        long visitMinor,
        long seed) {
    /** Whom a practice treats. */
    public enum Focus {
        /** Runners, climbers, people who lift. */
        SPORTS,
        /** Children, pregnant women, grandparents. */
        FAMILY
    }

    /**
     * Checks the components.
     *
     * @param key the tenant key
     * @param name the name
     * @param focus whom it treats
     * @param zone its zone
     * @param currency its currency
     * @param practitioners at least 1
     * @param patients at least 20
     * @param visitMinor more than 0
     * @param seed any number
     * @throws IllegalArgumentException if a number is too small
     */
    public Practice {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(focus, "focus");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(currency, "currency");
        if (practitioners < 1 || patients < 20 || visitMinor < 1) {
            throw new IllegalArgumentException(
                    "A practice has at least 1 practitioner, 20 patients and a price above 0");
        }
    }

    /**
     * A large sports practice in Colorado.
     *
     * @return the practice
     */
    public static Practice ridgeline() {
        return new Practice(
                TenantKey.of("ridgeline"),
                "Ridgeline Chiropractic & Sports",
                Focus.SPORTS,
                ZoneId.of("America/Denver"),
                "USD",
                6,
                480,
                6_800,
                1979);
    }

    /**
     * A small family practice in Nova Scotia.
     *
     * @return the practice
     */
    public static Practice harbour() {
        return new Practice(
                TenantKey.of("harbour"),
                "Harbour Family Chiropractic",
                Focus.FAMILY,
                ZoneId.of("America/Halifax"),
                "CAD",
                3,
                190,
                5_500,
                1912);
    }
}

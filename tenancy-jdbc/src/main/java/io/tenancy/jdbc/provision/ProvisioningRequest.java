package io.tenancy.jdbc.provision;

import io.tenancy.TenancyException;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.tenant.TenantKey;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered when a tenant is set up. Immutable.
 *
 * <pre>{@code
 * ProvisioningRequest.of(TenantKey.of("bergen"), "Bergen Clinic")
 *         .plan("starter")
 *         .owner("ann@bergen.example", "Ann Berg")
 *         .setting("branding.colour", "\"#0a7\"")
 *         .idempotencyKey("signup-4711");
 * }</pre>
 *
 * @param key the tenant's key
 * @param name its display name
 * @param plan the plan to begin with, on trial if the plan has one; null for none
 * @param owner the first owner; null for none yet
 * @param settings settings and branding, JSON texts by name
 * @param idempotencyKey ordering again with the same key gives the same provisioning; null for none. At most 200 characters
 */
public record ProvisioningRequest(
        TenantKey key,
        String name,
        @Nullable String plan,
        @Nullable Owner owner,
        SortedMap<String, String> settings,
        @Nullable String idempotencyKey) {
    /**
     * Checks the components.
     *
     * @param key the tenant's key
     * @param name its display name
     * @param plan the plan
     * @param owner the first owner
     * @param settings settings and branding
     * @param idempotencyKey the key to know the order by
     * @throws IllegalArgumentException if the idempotency key is empty or too long
     */
    public ProvisioningRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > 200)) {
            throw new IllegalArgumentException("An idempotency key has 1 to 200 characters");
        }
    }

    /**
     * The first owner: somebody who has signed in, by account; or by address whoever proved that it is theirs, or else a new account
     * without a password, which a link that is mailed for a new one opens.
     *
     * @param email the address that an account is known by
     * @param name the name to show, 1 to 200 characters; an account that is there keeps its own
     * @param account the account; null to go by the address. Whoever has the address and a password without having proved the address is
     *     refused then: anybody could have signed up with it before
     */
    public record Owner(String email, String name, @Nullable UUID account) {
        /**
         * Checks the components.
         *
         * @param email the address
         * @param name the name to show
         * @param account the account
         * @throws TenancyException with {@link io.tenancy.ErrorCode#EMAIL_INVALID} if it is no address
         * @throws IllegalArgumentException if the name is empty or too long
         */
        public Owner {
            email = EmailAddress.of(email).value();
            name = name.strip();
            if (name.isEmpty() || name.length() > 200) {
                throw new IllegalArgumentException("The name of an owner has 1 to 200 characters");
            }
        }

        @Override
        public String toString() {
            return "Owner"; // no address in a log
        }
    }

    /**
     * The smallest order.
     *
     * @param key the tenant's key
     * @param name its display name, 1 to 200 characters
     * @return the order
     */
    public static ProvisioningRequest of(TenantKey key, String name) {
        return new ProvisioningRequest(key, name, null, null, new TreeMap<>(), null);
    }

    /**
     * The same with a plan.
     *
     * @param planKey a published plan
     * @return a new order
     */
    public ProvisioningRequest plan(String planKey) {
        return new ProvisioningRequest(key, name, Objects.requireNonNull(planKey), owner, settings, idempotencyKey);
    }

    /**
     * The same with an owner who is named by address.
     *
     * @param email the address
     * @param displayName the name
     * @return a new order
     */
    public ProvisioningRequest owner(String email, String displayName) {
        return new ProvisioningRequest(key, name, plan, new Owner(email, displayName, null), settings, idempotencyKey);
    }

    /**
     * The same with an owner who is known: whoever signed up or has signed in.
     *
     * @param account the account
     * @return a new order
     */
    public ProvisioningRequest owner(Account account) {
        Owner known = new Owner(account.email().value(), account.name(), account.id());
        return new ProvisioningRequest(key, name, plan, known, settings, idempotencyKey);
    }

    /**
     * The same with a setting.
     *
     * @param setting its name
     * @param json its value as JSON text
     * @return a new order
     */
    public ProvisioningRequest setting(String setting, String json) {
        SortedMap<String, String> more = new TreeMap<>(settings);
        more.put(Objects.requireNonNull(setting, "setting"), Objects.requireNonNull(json, "json"));
        return new ProvisioningRequest(key, name, plan, owner, more, idempotencyKey);
    }

    /**
     * The same with settings.
     *
     * @param more JSON texts by name
     * @return a new order
     */
    public ProvisioningRequest settings(Map<String, String> more) {
        ProvisioningRequest all = this;
        for (Map.Entry<String, String> one : more.entrySet()) {
            all = all.setting(one.getKey(), one.getValue());
        }
        return all;
    }

    /**
     * The same with a key to know it by.
     *
     * @param orderKey the key
     * @return a new order
     */
    public ProvisioningRequest idempotencyKey(String orderKey) {
        return new ProvisioningRequest(key, name, plan, owner, settings, Objects.requireNonNull(orderKey));
    }

    @Override
    public String toString() {
        return "ProvisioningRequest[" + key + (plan == null ? "" : ", plan " + plan) + "]"; // no address in a log
    }
}

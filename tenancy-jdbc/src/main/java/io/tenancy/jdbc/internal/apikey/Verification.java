package io.tenancy.jdbc.internal.apikey;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeyRefusedException;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.PresentedKey;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.authorization.Permission;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantNotFoundException;
import io.tenancy.tenant.TenantStatus;
import io.tenancy.tenant.TenantStore;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The steps by which a key is accepted, cheapest first. What a stranger may not learn is told only after the secret. Thread-safe. */
final class Verification {
    private static final Set<ErrorCode> MISUSES = EnumSet.of(
            ErrorCode.API_KEY_REVOKED,
            ErrorCode.API_KEY_ADDRESS_REFUSED,
            ErrorCode.API_KEY_SCOPE_MISSING,
            ErrorCode.API_KEY_ORPHANED);

    private final ApiKeyFormat format;
    private final Peppers peppers;
    private final KeyMemory memory;
    private final TenantStore tenants;
    private final PlanGate plan;
    private final KeyRights rights;
    private final RateLimits limits;
    private final RateLimit perKey;
    private final KeyActivity activity;
    private final KeyService.Misuse misuse;
    private final Clock clock;

    /** Insists that a tenant's plan has API access. */
    @FunctionalInterface
    interface PlanGate {
        void require(Tenant tenant);
    }

    Verification(
            ApiKeyFormat format,
            Peppers peppers,
            KeyMemory memory,
            TenantStore tenants,
            PlanGate plan,
            KeyRights rights,
            RateLimits limits,
            RateLimit perKey,
            KeyActivity activity,
            KeyService.Misuse misuse,
            Clock clock) {
        this.format = format;
        this.peppers = peppers;
        this.memory = memory;
        this.tenants = tenants;
        this.plan = plan;
        this.rights = rights;
        this.limits = limits;
        this.perKey = perKey;
        this.activity = activity;
        this.misuse = misuse;
        this.clock = clock;
    }

    VerifiedKey verify(String presented, KeyUse use) {
        PresentedKey key = format.parse(presented);
        if (key == null) {
            throw ApiKeyRefusedException.invalid();
        }
        KeptKey kept = memory.find(key.id());
        if (kept == null || !kept.isOpenedBy(key, peppers)) {
            throw ApiKeyRefusedException.invalid();
        }
        if (isForeign(kept)) {
            report(kept, use);
            throw ApiKeyRefusedException.invalid();
        }
        try {
            VerifiedKey verified = open(kept, use);
            activity.accepted(kept);
            return verified;
        } catch (TenancyException e) {
            activity.refused(kept);
            if (MISUSES.contains(e.code())) {
                report(kept, use);
            }
            throw e;
        }
    }

    /** Only of a tenant that is there: for another nothing could be written. */
    private void report(KeptKey kept, KeyUse use) {
        tenants.findById(kept.tenant())
                .filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
                .ifPresent(tenant -> misuse.refused(tenant, kept.principal().id(), use.address()));
    }

    /** Whoever came in by one tenant's door has no key of another's. */
    private static boolean isForeign(KeptKey kept) {
        @Nullable TenantBinding bound = TenantContext.current();
        return bound != null && !bound.tenant().id().equals(kept.tenant());
    }

    private VerifiedKey open(KeptKey kept, KeyUse use) {
        if (kept.isRevoked()) {
            throw refused(kept, ErrorCode.API_KEY_REVOKED, "The API key was revoked", "Make a new one");
        }
        if (kept.isOver(clock.instant())) {
            throw refused(kept, ErrorCode.API_KEY_EXPIRED, "The API key has expired", "Make a new one");
        }
        if (kept.isBlocked(clock.instant())) {
            throw refused(
                    kept,
                    ErrorCode.API_KEY_BLOCKED,
                    "The API key is kept out for a while, because of a security incident",
                    "Ask the operators: tenancyctl security incidents list");
        }
        Tenant tenant = tenants.findById(kept.tenant())
                .orElseThrow(() -> TenantNotFoundException.byId(kept.tenant()))
                .requireActive();
        if (!kept.accepts(use.address())) {
            throw refused(
                    kept,
                    ErrorCode.API_KEY_ADDRESS_REFUSED,
                    "The API key may not be used from this address",
                    "Use it from a network on its list");
        }
        plan.require(tenant);
        SortedSet<Permission> permissions = permissions(tenant, kept, use);
        RateLimitDecision rate = limits.check(
                        limit(kept), RateSubject.key(kept.principal().id()))
                .require();
        return new VerifiedKey(tenant, kept.principal(), kept.environment(), permissions, rate);
    }

    private SortedSet<Permission> permissions(Tenant tenant, KeptKey kept, KeyUse use) {
        SortedSet<Permission> permissions =
                rights.permissions(tenant.id(), kept.principal().id());
        if (permissions.isEmpty()
                && rights.branches(tenant.id(), kept.principal().id()).isEmpty()) {
            throw refused(
                    kept,
                    ErrorCode.API_KEY_ORPHANED,
                    "Whoever made the API key holds nothing of its scopes any more",
                    "Let somebody who does make a new one");
        }
        for (Permission needed : use.needed()) {
            if (!permissions.contains(needed)) {
                throw new ApiKeyRefusedException(
                        ErrorCode.API_KEY_SCOPE_MISSING,
                        "The API key lacks a permission",
                        "Make a key with this scope, as somebody who holds it",
                        Map.of("key", kept.principal().id().toString(), "permission", needed.toString()));
            }
        }
        return permissions;
    }

    private RateLimit limit(KeptKey kept) {
        return kept.perHour() == perKey.capacity() ? perKey : perKey.withCapacity(kept.perHour());
    }

    private static ApiKeyRefusedException refused(KeptKey kept, ErrorCode code, String problem, String remedy) {
        return new ApiKeyRefusedException(
                code, problem, remedy, Map.of("key", kept.principal().id().toString()));
    }
}

package io.tenancy.jdbc;

import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeys;
import io.tenancy.authorization.Permission;
import io.tenancy.jdbc.internal.apikey.KeyRights;
import io.tenancy.jdbc.internal.apikey.KeyService;
import io.tenancy.jdbc.internal.authorization.CachedAuthorizer;
import io.tenancy.jdbc.internal.ratelimit.LeasedRateLimits;
import io.tenancy.jdbc.internal.ratelimit.LocalBuckets;
import io.tenancy.jdbc.internal.ratelimit.OwnRateLimits;
import io.tenancy.jdbc.internal.ratelimit.PostgresBuckets;
import io.tenancy.jdbc.internal.security.SecurityReports;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.ratelimit.SharedBuckets;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What stands before a request of a machine, with the one thread that works behind it. Thread-safe; closed with the tenancy. */
final class MachineAccess implements AutoCloseable {
    /** What a plan must have for its tenant's keys to work, if the application declares it at all. */
    private static final String API_ACCESS = "api_access";

    private static final RateLimit USUAL =
            RateLimit.of(RateLimit.API_KEY, RateLimit.By.KEY, 1_000, Duration.ofHours(1));
    private static final long TIDY_MINUTES = 5;
    private static final long COUNT_SECONDS = 10;

    private final LeasedRateLimits rateLimits;
    private final RateLimits ownRateLimits;
    private final @Nullable KeyService keys;
    private final @Nullable ScheduledExecutorService keeper;

    MachineAccess(
            JdbcTenancyBuilder builder,
            DataSource app,
            JdbcTenantStore tenants,
            CachedAuthorizer authorizer,
            SecurityReports reports) {
        PostgresBuckets postgres = builder.buckets == null && builder.worker != null
                ? new PostgresBuckets(builder.worker, builder.clock)
                : null;
        this.rateLimits = new LeasedRateLimits(buckets(builder, postgres), builder.rateLimits, builder.clock);
        this.ownRateLimits = new OwnRateLimits(rateLimits);
        this.keys = builder.keyPrefix == null
                ? null
                : keys(builder, builder.keyPrefix, app, tenants, rights(authorizer), reports);
        this.keeper = builder.worker == null ? null : keeper(postgres, keys);
    }

    private KeyService keys(
            JdbcTenancyBuilder builder,
            String prefix,
            DataSource app,
            JdbcTenantStore tenants,
            KeyRights rights,
            SecurityReports reports) {
        return new KeyService(
                ApiKeyFormat.of(prefix),
                builder.peppers,
                app,
                builder.worker,
                tenants,
                builder.features.stream().anyMatch(feature -> feature.key().equals(API_ACCESS)) ? API_ACCESS : null,
                rights,
                rateLimits,
                builder.rateLimits.stream()
                        .filter(limit -> limit.name().equals(RateLimit.API_KEY))
                        .findFirst()
                        .orElse(USUAL),
                (tenant, key, address) -> reports.report(
                        tenant,
                        new SecurityEvent(
                                SecurityEvent.KEY_MISUSED,
                                key.toString(),
                                address == null ? null : address.getHostAddress())),
                builder.clock);
    }

    private static KeyRights rights(CachedAuthorizer authorizer) {
        return new KeyRights() {
            @Override
            public SortedSet<Permission> permissions(TenantId tenant, UUID key) {
                return authorizer.permissions(tenant, key);
            }

            @Override
            public SortedSet<UUID> branches(TenantId tenant, UUID key) {
                return authorizer.branches(tenant, key);
            }
        };
    }

    private static SharedBuckets buckets(JdbcTenancyBuilder builder, @Nullable PostgresBuckets postgres) {
        if (builder.buckets != null) {
            return builder.buckets;
        }
        return postgres == null ? new LocalBuckets(builder.clock) : postgres;
    }

    private static ScheduledExecutorService keeper(@Nullable PostgresBuckets buckets, @Nullable KeyService keys) {
        ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "tenancy-keeper");
            thread.setDaemon(true);
            return thread;
        });
        if (buckets != null) {
            var unused = keeper.scheduleWithFixedDelay(buckets::tidy, TIDY_MINUTES, TIDY_MINUTES, TimeUnit.MINUTES);
        }
        if (keys != null) {
            var unused = keeper.scheduleWithFixedDelay(keys::flush, COUNT_SECONDS, COUNT_SECONDS, TimeUnit.SECONDS);
        }
        return keeper;
    }

    RateLimits rateLimits() {
        return ownRateLimits;
    }

    ApiKeys apiKeys(TenantUnits units) {
        if (keys == null) {
            throw new IllegalStateException(
                    "the application has no key prefix: declare application.keyPrefix, or call keyPrefix(..)");
        }
        return keys.in(units);
    }

    @Override
    public void close() {
        if (keeper != null) {
            keeper.shutdownNow();
        }
        if (keys != null) {
            keys.close();
        }
        rateLimits.close();
    }
}

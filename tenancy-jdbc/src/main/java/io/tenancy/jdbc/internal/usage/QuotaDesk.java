package io.tenancy.jdbc.internal.usage;

import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.HeldPlan;
import io.tenancy.entitlement.Limit;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.tenant.TenantId;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import io.tenancy.usage.MeterKind;
import io.tenancy.usage.TenantCalendar;
import io.tenancy.usage.UsagePeriod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What all quotas of a node share: the meters, what tenants hold, their calendars, the clock. Thread-safe. */
final class QuotaDesk {
    private static final long MOST = 1_000_000_000_000_000L;
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);
    private static final Duration STALE_BOUND = Duration.ofSeconds(60);

    private final MeterCatalog meters;
    private final Function<TenantId, Entitlements> entitlements;
    private final Function<TenantId, TenantCalendar> calendars;
    private final Clock clock;
    private final ClockSkew skew;
    private final TimeOrderedIds ids;

    /**
     * Puts it together.
     *
     * @param meters what the application declares
     * @param entitlements what a tenant holds, remembered
     * @param calendars where a tenant's days begin, remembered
     * @param clock business time
     * @param skew watches how far the clock is from the server's
     */
    QuotaDesk(
            MeterCatalog meters,
            Function<TenantId, Entitlements> entitlements,
            Function<TenantId, TenantCalendar> calendars,
            Clock clock,
            ClockSkew skew) {
        this.meters = meters;
        this.entitlements = entitlements;
        this.calendars = calendars;
        this.clock = clock;
        this.skew = skew;
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * Puts it together over a registry that is remembered.
     *
     * @param meters what the application declares
     * @param tenants remembers what tenants hold
     * @param app connects as the application, not tenant-bound
     * @param clock business time
     * @param watched whether it is compared with the server's
     * @return the desk
     */
    static QuotaDesk of(MeterCatalog meters, JdbcTenantStore tenants, DataSource app, Clock clock, boolean watched) {
        return new QuotaDesk(
                meters,
                tenants::entitlements,
                tenants.remember(
                        tenant -> Calendars.read(app, tenant),
                        (tenant, calendar, changed) -> tenant.equals(changed),
                        TIME_TO_LIVE,
                        STALE_BOUND),
                clock,
                watched ? ClockSkew.watched(app, clock, System::nanoTime) : ClockSkew.unwatched());
    }

    boolean isEmpty() {
        return meters.all().isEmpty();
    }

    /** Remembers what a tenant holds. */
    void warm(TenantId tenant) {
        TenantCalendar unusedCalendar = calendars.apply(tenant);
        Entitlements unusedHolding = entitlements.apply(tenant);
    }

    Meter meter(String key) {
        return meters.require(key);
    }

    /** An exact meter, and an amount that can be consumed of it. */
    Measure consumable(TenantId tenant, String key, long amount) {
        Meter meter = meters.require(key);
        if (meter.kind() != MeterKind.EXACT) {
            throw new IllegalArgumentException("meter " + key
                    + (meter.kind() == MeterKind.GAUGE
                            ? " follows the rows of a table; it is checked, not consumed"
                            : " is buffered; it is counted, not consumed"));
        }
        requireAmount(amount, 1);
        skew.requireSmall();
        return measure(tenant, meter);
    }

    static void requireAmount(long amount, long least) {
        if (amount < least || amount > MOST) {
            throw new IllegalArgumentException("an amount is between " + least + " and " + MOST + ", not " + amount);
        }
    }

    /** Under which period something that happens now is kept. */
    UsagePeriod slot(TenantId tenant, Meter meter) {
        Instant now = now();
        TenantCalendar calendar = calendars.apply(tenant);
        return meter.planChange().part(meter.window().slotAt(now, calendar), calendar.planSince(), now);
    }

    Measure measure(TenantId tenant, Meter meter) {
        Instant now = now();
        TenantCalendar calendar = calendars.apply(tenant);
        UsagePeriod whole = meter.window().slotAt(now, calendar);
        UsagePeriod slot = meter.planChange().part(whole, calendar.planSince(), now);
        Instant since = meter.window().isRolling()
                ? meter.window().periodAt(now, calendar).start()
                : null;
        Entitlements held = entitlements.apply(tenant);
        HeldPlan plan = held.plan();
        @Nullable String version = plan == null ? null : plan.toString();
        String feature = meter.feature();
        if (feature == null) {
            return new Measure(meter, slot, since, Limit.UNLIMITED, null, version, now);
        }
        Limit limit = meter.planChange().share(held.limit(feature), whole, slot);
        return new Measure(meter, slot, since, limit, held.explain(feature), version, now);
    }

    /** Now, as PostgreSQL keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    UUID nextId() {
        return ids.next();
    }
}

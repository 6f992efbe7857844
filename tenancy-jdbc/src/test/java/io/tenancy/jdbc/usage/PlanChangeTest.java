package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Limit;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.metering.UsageRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import io.tenancy.usage.PlanChange;
import io.tenancy.usage.UsagePeriod;
import io.tenancy.usage.UsageWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tenant gets another plan in the middle of April: of ten units to a hundred. */
class PlanChangeTest extends UsageFixture {
    private static final Instant FIRST_OF_APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-04-21T00:00:00Z");
    private static final Instant FIRST_OF_MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final MeterCatalog DECLARED = MeterCatalog.of(List.of(
            Meter.exact("carried").limitedBy("sms"),
            Meter.exact("renewed").limitedBy("sms").onPlanChange(PlanChange.RESET),
            Meter.exact("shared").limitedBy("sms").onPlanChange(PlanChange.PRORATE)));

    private static Instant at(Instant instant) {
        clock.advance(Duration.between(clock.instant(), instant));
        return instant;
    }

    @Test
    void whatWasUsedIsCarriedOrBegunAgainOrShared() throws Exception {
        Tenant tenant = tenant("changing");
        at(Instant.parse("2026-04-05T00:00:00Z"));
        try (JdbcTenancy node = builder().meters(DECLARED).build();
                TenantScope scope = TenantContext.bind(tenant)) {
            for (Meter meter : DECLARED.all()) {
                Consumption used = node.quotas().consume(meter.key(), 8);
                assertThat(used.limit()).as(meter.key()).isEqualTo(Limit.of(10));
                assertThat(used.resetAt()).isEqualTo(FIRST_OF_MAY);
            }
            at(CHANGED);
            plans.assign(tenant.id(), "pro", null, null, OPS);
            eventually(() -> node.entitlements().limit("sms").equals(Limit.of(100))
                    && node.quotas().check("renewed", 0).used() == 0);

            assertThat(List.of(stand(node, "carried"), stand(node, "renewed"), stand(node, "shared")))
                    .as("the rest of April is a third of it, and 33.3 is 34 units")
                    .containsExactly("8 of 100", "0 of 100", "0 of 34");
            node.quotas().consume("shared", 34);
            assertThat(node.quotas().tryConsume("shared", 1).isAllowed()).isFalse();
            assertThat(node.quotas().consume("renewed", 100).resetAt()).isEqualTo(FIRST_OF_MAY);
            node.quotas().consume("carried", 92);
            assertThat(node.quotas().tryConsume("carried", 1).isAllowed()).isFalse();

            UsageRegistry usage = UsageRegistry.over(database.admin(), clock);
            assertThat(usage.stand(tenant.id(), DECLARED.all(), FEATURES, 0))
                    .as("operators see the same")
                    .extracting(one -> one.used() + " of " + one.limit())
                    .containsExactly("100 of 100", "100 of 100", "34 of 34");
            assertThat(usage.periods(tenant.id(), "renewed", FIRST_OF_APRIL, FIRST_OF_MAY))
                    .as("what was used before stays a period of its own")
                    .extracting(one -> one.period().start() + " " + one.used())
                    .containsExactly(FIRST_OF_APRIL + " 8", CHANGED + " 100");

            at(FIRST_OF_MAY);
            assertThat(List.of(stand(node, "carried"), stand(node, "renewed"), stand(node, "shared")))
                    .containsOnly("0 of 100");
        }
    }

    private static String stand(JdbcTenancy node, String meter) {
        Consumption stands = node.quotas().check(meter, 0);
        return stands.used() + " of " + stands.limit();
    }

    /** Every second of a month is in exactly one part, and the shares of its parts make up no less than the whole. */
    @Test
    void thePartsOfAPeriodJoin() {
        UsagePeriod april = new UsagePeriod(FIRST_OF_APRIL, FIRST_OF_MAY);
        for (Instant since = FIRST_OF_APRIL.minusSeconds(7_200);
                since.isBefore(FIRST_OF_MAY.plusSeconds(7_200));
                since = since.plusSeconds(3_607)) {
            UsagePeriod before = PlanChange.PRORATE.part(april, since, FIRST_OF_APRIL);
            UsagePeriod after = PlanChange.PRORATE.part(april, since, FIRST_OF_MAY.minusNanos(1));
            assertThat(before.start()).isEqualTo(FIRST_OF_APRIL);
            assertThat(after.end()).isEqualTo(FIRST_OF_MAY);
            assertThat(before.equals(after) ? april.end() : before.end()).isIn(after.start(), april.end());
            long shares = amount(april, before) + (before.equals(after) ? 0 : amount(april, after));
            assertThat(shares).isBetween(1_000L, 1_001L);
            assertThat(PlanChange.CARRY.part(april, since, FIRST_OF_APRIL)).isEqualTo(april);
        }
        assertThat(PlanChange.RESET.part(april, null, CHANGED)).isEqualTo(april);
        assertThat(PlanChange.PRORATE.share(Limit.UNLIMITED, april, new UsagePeriod(CHANGED, FIRST_OF_MAY)))
                .isEqualTo(Limit.UNLIMITED);
    }

    private static long amount(UsagePeriod whole, UsagePeriod part) {
        return PlanChange.PRORATE.share(Limit.of(1_000), whole, part).amount().orElseThrow();
    }

    @Test
    void aGaugeAndARollingWindowGoOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Meter.gauge("patients").onPlanChange(PlanChange.RESET))
                .withMessageContaining("begins again");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Meter.exact("exports")
                        .per(UsageWindow.rolling(Duration.ofDays(1)))
                        .onPlanChange(PlanChange.PRORATE));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Meter.exact("ever").per(UsageWindow.lifetime()).onPlanChange(PlanChange.PRORATE));
    }
}

package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Consumption.Reason;
import io.tenancy.entitlement.Entitlement;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.QuotaExceededException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class QuotasTest extends UsageFixture {
    @Test
    void usedUpToTheLimitAndNotOneMore() {
        try (TenantScope scope = TenantContext.bind(tenant("upto"))) {
            for (int i = 1; i <= 10; i++) {
                assertThat(tenancy.quotas().consume("appointments", 1).used()).isEqualTo(i);
            }
            Consumption refused = tenancy.quotas().tryConsume("appointments", 1);
            assertThat(refused.isAllowed()).isFalse();
            assertThat(refused.reason()).isEqualTo(Reason.LIMIT_REACHED);
            assertThat(refused.limit()).isEqualTo(Limit.of(10));
            assertThat(refused.used()).isEqualTo(10);
            assertThat(refused.remaining()).hasValue(0);
            assertThat(refused.resetAt()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
            assertThat(refused.entitlement()).isNotNull();
            assertThat(refused.entitlement().source()).isEqualTo(Entitlement.Source.PLAN);
            assertThat(refused.planVersion()).isEqualTo("starter@1");
            assertThatExceptionOfType(QuotaExceededException.class)
                    .isThrownBy(() -> tenancy.quotas().consume("appointments", 1))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
                        assertThat(e.ids()).containsEntry("used", "10").containsEntry("limit", "10");
                        assertThat(e.consumption().amount()).isEqualTo(1);
                    });
        }
    }

    @Test
    void theFirstConsumptionIsGuardedToo() {
        try (TenantScope scope = TenantContext.bind(tenant("first"))) {
            assertThat(tenancy.quotas().tryConsume("appointments", 11).isAllowed())
                    .isFalse();
            assertThat(tenancy.quotas().check("appointments", 0).used()).isZero();
            assertThat(tenancy.quotas().tryConsume("appointments", 10).isAllowed())
                    .isTrue();
        }
    }

    @Test
    void checkingUsesNothing() {
        try (TenantScope scope = TenantContext.bind(tenant("checks"))) {
            for (int i = 0; i < 12; i++) {
                assertThat(tenancy.quotas().check("appointments", 10).isAllowed())
                        .isTrue();
            }
            assertThat(tenancy.quotas().check("appointments", 11).isAllowed()).isFalse();
            assertThat(tenancy.quotas().consume("appointments", 4).remaining()).hasValue(6);
            assertThat(tenancy.quotas().check("appointments", 7).reason()).isEqualTo(Reason.LIMIT_REACHED);
            assertThat(tenancy.quotas().check("appointments", 6).used()).isEqualTo(4);
        }
    }

    @Test
    void whatNothingLimitsIsCounted() {
        try (TenantScope scope = TenantContext.bind(tenant("unlimited"))) {
            Consumption counted = tenancy.quotas().consume("emails", 1_000_000);
            assertThat(counted.reason()).isEqualTo(Reason.UNLIMITED);
            assertThat(counted.remaining()).isEmpty();
        }
    }

    @Test
    void whatThePlanDoesNotNameIsRefusedWithThatReason() {
        Tenant none = registry.create(io.tenancy.tenant.TenantKey.of("planless"), "planless", OPS);
        try (TenantScope scope = TenantContext.bind(none)) {
            assertThat(tenancy.quotas().tryConsume("appointments", 1).reason()).isEqualTo(Reason.NOT_IN_PLAN);
        }
    }

    @Test
    void rolledBackWorkUncounts() {
        Tenant tenant = tenant("rollback");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> tenancy.useTransaction(tx -> {
                        tx.quotas().consume("appointments", 10);
                        assertThat(tx.quotas().tryConsume("appointments", 1).isAllowed())
                                .isFalse();
                        throw new IllegalStateException("undo");
                    }));
            assertThat(tenancy.quotas().check("appointments", 0).used()).isZero();
            tenancy.useTransaction(tx -> tx.quotas().consume("appointments", 10));
            assertThat(tenancy.quotas().check("appointments", 0).used()).isEqualTo(10);
        }
    }

    @Test
    void whatIsConsumedAtCommitRollsTheWorkBackIfItIsRefused() throws SQLException {
        Tenant tenant = tenant("atcommit");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            tenancy.useTransaction(tx -> {
                tx.dsl().execute("insert into patient (id) values (1)");
                tx.quotas().consumeAtCommit("appointments", 10);
            });
            assertThatExceptionOfType(QuotaExceededException.class)
                    .isThrownBy(() -> tenancy.useTransaction(tx -> {
                        tx.dsl().execute("insert into patient (id) values (2)");
                        tx.quotas().consumeAtCommit("appointments", 1);
                    }))
                    .satisfies(e -> assertThat(e.consumption().used()).isEqualTo(10));
            assertThat(tenancy.quotas().check("appointments", 0).used()).isEqualTo(10);
        }
        assertThat(TenancyDatabase.askAs(database.app(), tenant.id().value(), "select id from patient order by 1"))
                .containsExactly("1");
    }

    @Test
    void allOrNothing() {
        try (TenantScope scope = TenantContext.bind(tenant("together"))) {
            assertThat(tenancy.quotas().consumeAll(Map.of("appointments", 9L, "sms", 3L)))
                    .extracting(Consumption::meter, Consumption::used)
                    .containsExactly(
                            org.assertj.core.api.Assertions.tuple("appointments", 9L),
                            org.assertj.core.api.Assertions.tuple("sms", 3L));
            List<Consumption> refused = tenancy.quotas().tryConsumeAll(Map.of("appointments", 1L, "sms", 8L));
            assertThat(refused).singleElement().satisfies(one -> {
                assertThat(one.meter()).isEqualTo("sms");
                assertThat(one.isAllowed()).isFalse();
                assertThat(one.used()).isEqualTo(3);
            });
            assertThat(tenancy.quotas().check("appointments", 0).used()).isEqualTo(9);
        }
    }

    @Test
    void aKeyCountsOnceAndIsToldWhatItWasTold() {
        try (TenantScope scope = TenantContext.bind(tenant("keys"))) {
            Consumption first = tenancy.quotas().consume("appointments", 3, "visit-1");
            tenancy.quotas().consume("appointments", 2);
            Consumption again = tenancy.quotas().consume("appointments", 3, "visit-1");
            assertThat(first.used()).isEqualTo(3);
            assertThat(again.used()).isEqualTo(3);
            assertThat(again.isDuplicate()).isTrue();
            assertThat(tenancy.quotas().check("appointments", 0).used()).isEqualTo(5);
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> tenancy.quotas().consume("appointments", 4, "visit-1"))
                    .extracting(TenancyException::code)
                    .isEqualTo(ErrorCode.QUOTA_KEY_REUSED);
            assertThat(tenancy.quotas().tryConsume("appointments", 9, "visit-2").isAllowed())
                    .isFalse();
            assertThat(tenancy.quotas().tryConsume("appointments", 5, "visit-2").isAllowed())
                    .isTrue();
        }
    }

    @Test
    void aKeyCountsOnceAlsoAtTheSameTime() throws Exception {
        Tenant tenant = tenant("keyrace");
        limit(tenant, "appointments", 1000);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                String key = "job-" + round;
                List<Future<Consumption>> all = java.util.stream.IntStream.range(0, 8)
                        .mapToObj(i -> pool.submit(() -> TenantContext.call(
                                as(tenant), () -> tenancy.quotas().consume("appointments", 5, key))))
                        .toList();
                long counted = 0;
                for (Future<Consumption> one : all) {
                    counted += one.get().isDuplicate() ? 0 : 1;
                    assertThat(one.get().used()).isEqualTo(5L * (round + 1));
                }
                assertThat(counted).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(TenantContext.call(as(tenant), () -> tenancy.quotas().check("appointments", 0))
                        .used())
                .isEqualTo(100);
    }

    @Test
    void aSoftLimitRefusesNothingAndCountsWhatIsOver() {
        try (TenantScope scope = TenantContext.bind(tenant("soft"))) {
            assertThat(tenancy.quotas().consume("soft_sms", 8).reason()).isEqualTo(Reason.WITHIN_LIMIT);
            Consumption over = tenancy.quotas().consume("soft_sms", 5);
            assertThat(over.reason()).isEqualTo(Reason.OVERAGE);
            assertThat(over.overage()).isEqualTo(3);
        }
    }

    @Test
    void eachThresholdIsWrittenOnceInAPeriod() throws SQLException {
        Tenant tenant = tenant("thresholds");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            for (int i = 0; i < 25; i++) {
                tenancy.quotas().consume("soft_sms", 1);
            }
        }
        String asked = "select percent || ' ' || used from tenancy.usage_threshold order by 1";
        assertThat(TenancyDatabase.askAs(database.app(), tenant.id().value(), asked))
                .containsExactly("100 10", "50 5", "80 8");
        Tenant other = tenant("thresholds-all");
        try (TenantScope scope = TenantContext.bind(other)) {
            tenancy.quotas().consume("appointments", 10);
        }
        assertThat(TenancyDatabase.askAs(database.app(), other.id().value(), asked))
                .containsExactly("100 10", "50 10", "80 10");
    }

    @Test
    void aThresholdIsForgottenWithTheWorkThatReachedIt() throws SQLException {
        Tenant tenant = tenant("threshold-undone");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> tenancy.useTransaction(tx -> {
                        tx.quotas().consume("appointments", 9);
                        throw new IllegalStateException("undo");
                    }));
        }
        assertThat(TenancyDatabase.askAs(
                        database.app(), tenant.id().value(), "select percent from tenancy.usage_threshold"))
                .isEmpty();
    }

    @Test
    void monthsBeginAtTheTenantsMidnight() {
        Tenant tenant = tenant("auckland");
        registry.putSetting(tenant.id(), "timeZone", "\"Pacific/Auckland\"", OPS);
        try (TenantScope scope = TenantContext.bind(tenant)) {
            Consumption now = tenancy.quotas().consume("appointments", 1);
            assertThat(now.resetAt()).isEqualTo(Instant.parse("2026-03-31T11:00:00Z"));
        }
    }

    @Test
    void aNewMonthBeginsWithNothingUsedAndTheOldOneStays() throws SQLException {
        Tenant tenant = tenant("months");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            tenancy.quotas().consume("appointments", 10);
            clock.advance(Duration.ofDays(31));
            try {
                assertThat(tenancy.quotas().consume("appointments", 1).used()).isEqualTo(1);
            } finally {
                clock.advance(Duration.ofDays(-31));
            }
        }
        assertThat(TenancyDatabase.askAs(
                        database.app(),
                        tenant.id().value(),
                        "select used from tenancy.usage_counter where meter = 'appointments' order by period_start"))
                .containsExactly("10", "1");
    }

    @Test
    void aRollingWindowGivesBackPieceByPiece() {
        try (TenantScope scope = TenantContext.bind(tenant("rolling"))) {
            tenancy.quotas().consume("exports", 6);
            clock.advance(Duration.ofMinutes(40));
            tenancy.quotas().consume("exports", 4);
            assertThat(tenancy.quotas().tryConsume("exports", 1).isAllowed()).isFalse();
            clock.advance(Duration.ofMinutes(21));
            assertThat(tenancy.quotas().check("exports", 0).used()).isEqualTo(4);
            assertThat(tenancy.quotas().tryConsume("exports", 7).isAllowed()).isFalse();
            assertThat(tenancy.quotas().tryConsume("exports", 6).isAllowed()).isTrue();
        } finally {
            clock.advance(Duration.ofMinutes(-61));
        }
    }

    @Test
    void aChangeOfPlanCarriesWhatWasUsed() {
        Tenant tenant = tenant("carry");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            tenancy.quotas().consume("appointments", 10);
            plans.assign(tenant.id(), "pro", null, null, OPS);
            eventually(() -> tenancy.entitlements().limit("appointments").equals(Limit.of(100)));
            assertThat(tenancy.quotas().consume("appointments", 1).remaining()).hasValue(89);
            plans.assign(tenant.id(), "starter", null, null, OPS);
            eventually(() -> tenancy.entitlements().limit("appointments").equals(Limit.of(10)));
            Consumption refused = tenancy.quotas().tryConsume("appointments", 1);
            assertThat(refused.isAllowed()).isFalse();
            assertThat(refused.overage()).isEqualTo(1);
        }
    }

    @Test
    void otherKindsOfMetersAreNotConsumed() {
        try (TenantScope scope = TenantContext.bind(tenant("kinds"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tenancy.quotas().consume("patients", 1))
                    .withMessageContaining("checked, not consumed");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tenancy.quotas().consume("api_call", 1))
                    .withMessageContaining("counted, not consumed");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tenancy.quotas().consume("nothing", 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tenancy.quotas().consume("appointments", 0));
        }
    }

    @Test
    void tenantsCountForThemselves() {
        Tenant one = tenant("alone-a");
        Tenant other = tenant("alone-b");
        try (TenantScope scope = TenantContext.bind(one)) {
            tenancy.quotas().consume("appointments", 10);
        }
        try (TenantScope scope = TenantContext.bind(other)) {
            assertThat(tenancy.quotas().check("appointments", 0).used()).isZero();
            tenancy.quotas().consume("appointments", 10);
        }
    }
}

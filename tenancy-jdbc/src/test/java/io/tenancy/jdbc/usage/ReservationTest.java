package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.QuotaExceededException;
import io.tenancy.entitlement.Reservation;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationTest extends UsageFixture {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whatIsReservedIsTakenForEverybodyElse() {
        try (TenantScope scope = TenantContext.bind(tenant("reserved"))) {
            Reservation kept = tenancy.quotas().reserve("appointments", 7, MINUTE);
            Consumption refused = tenancy.quotas().tryConsume("appointments", 4);
            assertThat(refused.isAllowed()).isFalse();
            assertThat(refused.reserved()).isEqualTo(7);
            assertThat(refused.remaining()).hasValue(3);
            assertThatExceptionOfType(QuotaExceededException.class)
                    .isThrownBy(() -> tenancy.quotas().reserve("appointments", 4, MINUTE));
            tenancy.quotas().consume("appointments", 3);
            assertThat(tenancy.quotas().commit(kept).used()).isEqualTo(10);
            assertThat(tenancy.quotas().check("appointments", 0).reserved()).isZero();
        }
    }

    @Test
    void committingTwiceCountsOnce() {
        try (TenantScope scope = TenantContext.bind(tenant("twice"))) {
            Reservation kept = tenancy.quotas().reserve("appointments", 7, MINUTE);
            tenancy.quotas().commit(kept);
            assertThat(tenancy.quotas().commit(kept).isDuplicate()).isTrue();
            assertThat(tenancy.quotas().check("appointments", 0).used()).isEqualTo(7);
            assertThat(tenancy.quotas().release(kept)).isFalse();
        }
    }

    @Test
    void lessIsCommittedThanReservedAndMoreOnlyIfThereIsRoom() {
        try (TenantScope scope = TenantContext.bind(tenant("other-amount"))) {
            Reservation kept = tenancy.quotas().reserve("appointments", 5, MINUTE);
            assertThatExceptionOfType(QuotaExceededException.class)
                    .isThrownBy(() -> tenancy.quotas().commit(kept, 11));
            assertThat(tenancy.quotas().commit(kept, 2).remaining()).hasValue(8);
        }
    }

    /** Reserved and released without end beside it; what a refusal says must be a reason to refuse. */
    @Test
    void whoIsRefusedWhileOthersReleaseIsToldNumbersWithoutRoom() throws InterruptedException {
        Tenant tenant = tenant("raced");
        limit(tenant, "appointments", 10);
        long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        Thread other = new Thread(() -> TenantContext.run(as(tenant), () -> {
            while (System.nanoTime() < end) {
                tenancy.quotas().release(tenancy.quotas().reserve("appointments", 10, MINUTE));
            }
        }));
        other.start();
        List<Consumption> refused = new ArrayList<>();
        try (TenantScope scope = TenantContext.bind(tenant)) {
            while (System.nanoTime() < end) {
                assertThatExceptionOfType(Undone.class)
                        .isThrownBy(() -> tenancy.useTransaction(tx -> {
                            Consumption asked = tx.quotas().tryConsume("appointments", 1);
                            if (!asked.isAllowed()) {
                                refused.add(asked);
                            }
                            throw new Undone();
                        }));
            }
        }
        other.join();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(asked.remaining()).hasValue(0));
    }

    private static final class Undone extends RuntimeException {}

    @Test
    void releasedUnitsAreFreeAgain() {
        try (TenantScope scope = TenantContext.bind(tenant("released"))) {
            Reservation kept = tenancy.quotas().reserve("appointments", 10, MINUTE);
            assertThat(tenancy.quotas().release(kept)).isTrue();
            assertThat(tenancy.quotas().release(kept)).isFalse();
            tenancy.quotas().consume("appointments", 10);
            assertThatIllegalStateException().isThrownBy(() -> tenancy.quotas().commit(kept));
        }
    }

    @Test
    void expiredUnitsReturnByTheClockAlone() {
        try (TenantScope scope = TenantContext.bind(tenant("expired"))) {
            Reservation early = tenancy.quotas().reserve("appointments", 4, MINUTE);
            tenancy.quotas().reserve("appointments", 5, MINUTE.multipliedBy(2));
            clock.advance(MINUTE.minusMillis(1));
            assertThat(tenancy.quotas().tryConsume("appointments", 2).isAllowed())
                    .isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(tenancy.quotas().check("appointments", 0).reserved()).isEqualTo(5);
            assertThat(tenancy.quotas().consume("appointments", 5).used()).isEqualTo(5);
            assertThat(tenancy.quotas().tryConsume("appointments", 1).isAllowed())
                    .isFalse();
            // Too late, and others have the units.
            assertThatExceptionOfType(QuotaExceededException.class)
                    .isThrownBy(() -> tenancy.quotas().commit(early));
            clock.advance(MINUTE);
            assertThat(tenancy.quotas().commit(early).used()).isEqualTo(9);
            assertThat(tenancy.quotas().commit(early).isDuplicate()).isTrue();
        } finally {
            clock.advance(MINUTE.multipliedBy(-2));
        }
    }

    @Test
    void aReservationInAWorkThatIsRolledBackNeverWas() {
        try (TenantScope scope = TenantContext.bind(tenant("undone"))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> tenancy.useTransaction(tx -> {
                        Reservation unused = tx.quotas().reserve("appointments", 10, MINUTE);
                        throw new IllegalStateException("undo");
                    }));
            assertThat(tenancy.quotas().consume("appointments", 10).used()).isEqualTo(10);
        }
    }
}

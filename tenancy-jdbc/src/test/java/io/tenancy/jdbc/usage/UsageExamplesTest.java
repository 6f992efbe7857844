package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Quotas;
import io.tenancy.entitlement.Reservation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page about usage shows. */
class UsageExamplesTest extends UsageFixture {
    @Test
    void consuming() {
        try (TenantScope scope = TenantContext.bind(tenant("page-consume"))) {
            int id = 1;
            // snippet: consume
            tenancy.useTransaction(tx -> {
                tx.dsl().execute("insert into patient (id, name) values (?, 'Ann')", id);
                tx.quotas().consumeAtCommit("appointments", 1); // no round trip; a refusal rolls the work back
            });

            Consumption told = tenancy.quotas().tryConsume("sms", 3);
            if (!told.isAllowed()) {
                System.out.println(told.used() + " of " + told.limit() + ", again at " + told.resetAt());
            }
            tenancy.quotas().consumeAll(Map.of("appointments", 1L, "sms", 2L)); // both, or QuotaExceededException
            // end
            assertThat(tenancy.quotas().check("appointments", 0).used()).isEqualTo(2);
        }
    }

    @Test
    void reserving() {
        try (TenantScope scope = TenantContext.bind(tenant("page-reserve"))) {
            // snippet: reserve
            Quotas quotas = tenancy.quotas();
            Reservation seat = quotas.reserve("appointments", 1, Duration.ofMinutes(15));
            // .. the patient pays ..
            quotas.commit(seat); // or quotas.release(seat)
            // end
            assertThat(quotas.check("appointments", 0).used()).isEqualTo(1);
        }
    }
}

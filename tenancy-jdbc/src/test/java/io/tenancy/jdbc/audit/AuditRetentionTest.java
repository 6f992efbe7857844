package io.tenancy.jdbc.audit;

import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.audit.AuditEntry;
import io.tenancy.audit.AuditQuery;
import io.tenancy.jdbc.audit.AuditBreak.Kind;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Events go when their time is over, and only so. */
class AuditRetentionTest extends AuditFixture {
    @Test
    void whatIsLeftIsVerifiedFromWhereTheRestWent() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 6); // all of 2026-03-01
        clock.advance(Duration.ofDays(400));
        registry.suspend(tenant.id(), OPS);
        assertThat(verify(tenant).events()).isEqualTo(10);

        assertThat(sealer.remove(Duration.ofDays(365))).isGreaterThanOrEqualTo(9);

        AuditVerification found = verify(tenant);
        assertThat(found.breaks()).isEmpty();
        assertThat(found.removed()).isEqualTo(9);
        assertThat(found.events()).isEqualTo(2);
        assertThat(trail.list(AuditChain.of(tenant.id()), AuditQuery.latest()).items())
                .extracting(AuditEntry::action)
                .containsExactly("audit.remove", "tenant.status");
        sealer.remove(Duration.ofDays(365));
        assertThat(verify(tenant).removed()).isEqualTo(9);
        say(tenant, 2);
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    @Test
    void theLastEventStays() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 2);
        clock.advance(Duration.ofDays(400));
        sealer.remove(Duration.ofDays(365));
        clock.advance(Duration.ofDays(400));
        sealer.remove(Duration.ofDays(365));
        assertThat(verify(tenant).breaks()).isEmpty();
        assertThat(verify(tenant).events()).isPositive();
    }

    @Test
    void aBeginningThatWasCutOffIsFound() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 4);
        String where = " where tenant_id = '" + tenant.id() + "'";
        tamper(
                "update tenancy.audit_chain set removed_to = 3, removed_hash = (select hash from tenancy.audit_event"
                        + where + " and sequence = 3)" + where,
                "delete from tenancy.audit_event" + where + " and sequence <= 3");
        assertThat(verify(tenant).breaks()).containsExactly(new AuditBreak(3, Kind.REMOVED));
    }

    @Test
    void nobodyButTheWorkerRemovesAndNotByHand() {
        Tenant tenant = tenant();
        String call = "select tenancy.remove_audit('" + tenant.id()
                + "', '2030-01-01T00:00:00Z', 10, gen_random_uuid(), '2030-01-01T00:00:00Z')";
        for (TenancyRole role : new TenancyRole[] {TenancyRole.APP, TenancyRole.ADMIN}) {
            refused("42501", () -> run(database.as(role), call));
        }
        refused("42501", () -> run(database.as(TenancyRole.WORKER), "delete from tenancy.audit_event"));
    }
}

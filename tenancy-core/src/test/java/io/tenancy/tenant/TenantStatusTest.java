package io.tenancy.tenant;

import static io.tenancy.tenant.TenantStatus.ACTIVE;
import static io.tenancy.tenant.TenantStatus.CANCELLED;
import static io.tenancy.tenant.TenantStatus.DELETED;
import static io.tenancy.tenant.TenantStatus.DELETING;
import static io.tenancy.tenant.TenantStatus.PENDING;
import static io.tenancy.tenant.TenantStatus.PROVISIONING;
import static io.tenancy.tenant.TenantStatus.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantStatusTest {
    @Test
    void lifeGoesForward() {
        assertThat(PENDING.canBecome(PROVISIONING)).isTrue();
        assertThat(PROVISIONING.canBecome(ACTIVE)).isTrue();
        assertThat(ACTIVE.canBecome(SUSPENDED)).isTrue();
        assertThat(CANCELLED.canBecome(ACTIVE)).isTrue();
        assertThat(DELETING.canBecome(ACTIVE)).isFalse();
        assertThat(PENDING.canBecome(ACTIVE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void nothingFollowsDeletedAndNothingBecomesItself(TenantStatus status) {
        assertThat(DELETED.next()).isEmpty();
        assertThat(status.canBecome(status)).isFalse();
    }
}

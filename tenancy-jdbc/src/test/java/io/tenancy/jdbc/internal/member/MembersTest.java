package io.tenancy.jdbc.internal.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.authorization.EscalationRefusedException;
import io.tenancy.authorization.LastOwnerException;
import io.tenancy.member.Account;
import io.tenancy.member.Member;
import io.tenancy.member.MemberNotFoundException;
import io.tenancy.member.MemberStatus;
import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MembersTest extends MembersFixture {
    @Test
    void whoIsRemovedOrDeactivatedHoldsNothingFromThatMomentOn() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account one = member(tenant, "admin");
        Account other = member(tenant, "admin");
        doAs(tenant, owner, () -> members().remove(one.id()));
        doAs(tenant, owner, () -> members().deactivate(other.id()));
        assertThat(rolesOf(tenant, one.id())).isEmpty();
        assertThat(rolesOf(tenant, other.id())).isEmpty();
        assertThat(tenancy.memberships().of(one.id())).isEmpty();
        assertThat(tenancy.memberships().of(other.id())).isEmpty();
        assertThat(as(tenant, owner, () -> members().seats())).isEqualTo(1);

        doAs(tenant, owner, () -> members().reactivate(other.id()));
        assertThat(rolesOf(tenant, other.id())).isEmpty();
        assertThat(as(tenant, owner, () -> members().list()))
                .extracting(Member::status)
                .containsOnly(MemberStatus.ACTIVE);
    }

    @Test
    void lastOwnerStaysOnEveryPath() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account admin = member(tenant, "admin");
        for (Runnable path : List.<Runnable>of(
                () -> members().remove(owner.id()),
                () -> members().deactivate(owner.id()),
                () -> tenancy.useTransaction(tx -> members().remove(owner.id())))) {
            assertThatExceptionOfType(LastOwnerException.class).isThrownBy(() -> doAs(tenant, owner, path));
        }
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> doAs(tenant, admin, () -> members().remove(owner.id())));
        assertThatExceptionOfType(LastOwnerException.class)
                .isThrownBy(() -> registry.of(tenant.id(), OPS).remove(owner.id()));
        assertThatExceptionOfType(LastOwnerException.class)
                .isThrownBy(() -> registry.of(tenant.id(), OPS).deactivate(owner.id()));
        assertThat(rolesOf(tenant, owner.id())).containsExactly("owner");
    }

    @Test
    void ofTwoOwnersWhoLeaveAtOnceOneStays() throws Exception {
        int rounds = Boolean.getBoolean("tenancy.proofs") ? 1000 : 25;
        for (int round = 0; round < rounds; round++) {
            Tenant tenant = tenant();
            List<Account> owners = List.of(member(tenant, "owner"), member(tenant, "owner"));
            AtomicInteger next = new AtomicInteger();
            int which = round;
            List<Boolean> left = SignInTest.atOnce(2, () -> {
                Account me = owners.get(next.getAndIncrement());
                try {
                    doAs(tenant, me, () -> {
                        if (which % 2 == 0) {
                            members().remove(me.id());
                        } else {
                            members().deactivate(me.id());
                        }
                    });
                    return true;
                } catch (LastOwnerException e) {
                    return false;
                }
            });
            assertThat(left).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void nobodyRemovesWhoHoldsMore() {
        Tenant tenant = tenant();
        Account manager = member(tenant, "manager");
        Account staff = member(tenant, "staff");
        Account admin = member(tenant, "admin");
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> doAs(tenant, manager, () -> members().remove(admin.id())));
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> doAs(tenant, manager, () -> members().deactivate(admin.id())));
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> doAs(tenant, staff, () -> members().remove(manager.id())));
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> doAs(tenant, staff, () -> members().rename(manager.id(), "Fool")));
        doAs(tenant, manager, () -> members().remove(staff.id()));
        assertThat(rolesOf(tenant, admin.id())).containsExactly("admin");
    }

    @Test
    void everybodyMayLeaveAndNobodyLetsItselfBackIn() {
        Tenant tenant = tenant();
        member(tenant, "owner");
        Account staff = member(tenant, "staff");
        doAs(tenant, staff, () -> members().rename(staff.id(), " Bo "));
        assertThat(as(tenant, staff, () -> members().find(staff.id()))
                        .orElseThrow()
                        .name())
                .isEqualTo("Bo");
        doAs(tenant, staff, () -> members().deactivate(staff.id()));
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> doAs(tenant, staff, () -> members().reactivate(staff.id())));
        doAs(tenant, staff, () -> members().remove(staff.id()));
    }

    @Test
    void ownershipChangesHandsBetweenMembers() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account admin = member(tenant, "admin");
        assertThatExceptionOfType(MemberNotFoundException.class)
                .isThrownBy(() -> doAs(tenant, owner, () -> members().transferOwnership(owner.id(), person().id())));
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> doAs(tenant, admin, () -> members().transferOwnership(owner.id(), admin.id())));
        doAs(tenant, owner, () -> members().transferOwnership(owner.id(), admin.id()));
        assertThat(rolesOf(tenant, owner.id())).isEmpty();
        assertThat(rolesOf(tenant, admin.id())).containsExactly("admin", "owner");
    }

    @Test
    void otherTenantsMembersAreNobody() {
        Tenant mine = tenant();
        Tenant others = tenant();
        Account owner = member(mine, "owner");
        Account foreign = member(others, "owner");
        Account invited = person();
        UUID invitation = as(
                others,
                foreign,
                () -> members()
                        .invite(invited.email(), "staff", null)
                        .invitation()
                        .id());

        assertThat(as(mine, owner, () -> members().list()))
                .extracting(Member::accountId)
                .containsExactly(owner.id());
        assertThat(as(mine, owner, () -> members().find(foreign.id()))).isEmpty();
        assertThat(as(mine, owner, () -> members().invitations())).isEmpty();
        assertThat(as(mine, owner, () -> members().seats())).isEqualTo(1);
        assertThat(as(mine, owner, () -> members().revokeInvitation(invitation)))
                .isFalse();
        for (Runnable path : List.<Runnable>of(
                () -> members().remove(foreign.id()),
                () -> members().deactivate(foreign.id()),
                () -> members().rename(foreign.id(), "x"),
                () -> members().transferOwnership(owner.id(), foreign.id()))) {
            InvitationsTest.fails(ErrorCode.MEMBER_NOT_FOUND, () -> doAs(mine, owner, path));
        }
        assertThat(rolesOf(others, foreign.id())).containsExactly("owner");
        String token = invite(mine, owner, invited, "admin");
        assertThat(tenancy.memberships().accept(token, invited.id())).isEqualTo(mine.id());
        assertThat(rolesOf(others, invited.id())).isEmpty();
    }
}

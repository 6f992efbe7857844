package io.tenancy.jdbc.internal.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.EscalationRefusedException;
import io.tenancy.authorization.PermissionDeniedException;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.member.Account;
import io.tenancy.member.Invitation;
import io.tenancy.member.IssuedInvitation;
import io.tenancy.member.Member;
import io.tenancy.member.MemberStatus;
import io.tenancy.member.Membership;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvitationsTest extends MembersFixture {
    static void fails(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(attempt)
                .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    private static void accept(String token, Account account) {
        assertThat(tenancy.memberships().accept(token, account.id())).isNotNull();
    }

    @Test
    void whoAcceptsIsAMemberWithTheRoleAndAProvedAddress() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account bob = person();
        IssuedInvitation issued = as(tenant, owner, () -> members().invite(bob.email(), "staff", null));
        assertThat(issued.toString()).doesNotContain(issued.token()).doesNotContain("@");
        assertThat(issued.invitation().invitedBy()).isEqualTo(owner.id());
        assertThat(tenancy.memberships().look(issued.token()).orElseThrow())
                .satisfies(offer -> assertThat(offer.tenant()).isEqualTo(tenant.id()))
                .satisfies(offer -> assertThat(offer.role()).isEqualTo("staff"));
        assertThat(as(tenant, owner, () -> members().seats())).isEqualTo(2);

        assertThat(tenancy.memberships().accept(issued.token(), bob.id())).isEqualTo(tenant.id());

        assertThat(rolesOf(tenant, bob.id())).containsExactly("staff");
        assertThat(as(tenant, owner, () -> members().find(bob.id()))
                        .orElseThrow()
                        .status())
                .isEqualTo(MemberStatus.ACTIVE);
        assertThat(accounts.find(bob.id()).orElseThrow().emailVerified()).isTrue();
        assertThat(as(tenant, owner, () -> members().seats())).isEqualTo(2);
        assertThat(as(tenant, owner, () -> members().invitations()))
                .extracting(Invitation::state)
                .containsExactly(Invitation.State.ACCEPTED);
        assertThat(tenancy.memberships().of(bob.id()))
                .extracting(Membership::tenant)
                .containsExactly(tenant.id());
    }

    @Test
    void onePersonWorksInManyTenants() {
        Account bob = person();
        Tenant one = tenant();
        Tenant other = tenant();
        accept(invite(one, member(one, "owner"), bob, "staff"), bob);
        accept(invite(other, member(other, "owner"), bob, "admin"), bob);
        assertThat(tenancy.memberships().of(bob.id())).hasSize(2);
        assertThat(rolesOf(one, bob.id())).containsExactly("staff");
        assertThat(rolesOf(other, bob.id())).containsExactly("admin");
    }

    @Test
    void ofManyWhoAcceptAtOnceOneWins() throws Exception {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        for (int round = 0; round < 12; round++) {
            Account bob = person();
            String token = invite(tenant, owner, bob, "staff");
            List<Boolean> won = SignInTest.atOnce(6, () -> {
                try {
                    return tenancy.memberships().accept(token, bob.id()) != null;
                } catch (TenancyException e) {
                    return false;
                }
            });
            assertThat(won).containsOnlyOnce(true);
            assertThat(rolesOf(tenant, bob.id())).containsExactly("staff");
        }
    }

    @Test
    void nobodyInvitesIntoWhatItDoesNotHold() {
        Tenant tenant = tenant();
        Account manager = member(tenant, "manager");
        Account staff = member(tenant, "staff");
        for (String role : List.of("admin", "owner")) {
            assertThatExceptionOfType(EscalationRefusedException.class)
                    .isThrownBy(() -> invite(tenant, manager, person(), role));
        }
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> invite(tenant, staff, person(), "staff"));
        assertThatExceptionOfType(EscalationRefusedException.class)
                .isThrownBy(() -> invite(tenant, person(), person(), "staff"));
        assertThatExceptionOfType(PermissionDeniedException.class)
                .isThrownBy(() -> as(tenant, null, () -> members().invite(address(), "staff", null)));
        assertThat(invite(tenant, manager, person(), "staff")).hasSize(43);
    }

    @Test
    void whoWasNarrowedSinceInvitesNobody() {
        Tenant tenant = tenant();
        Account admin = member(tenant, "admin");
        Account bob = person();
        String token = invite(tenant, admin, bob, "admin");
        var roles = io.tenancy.jdbc.authorization.RoleRegistry.over(database.admin(), clock)
                .of(tenant.id(), OPS);
        assertThat(roles.revoke(admin.id(), "admin", null)).isTrue();
        roles.grant(io.tenancy.authorization.PrincipalKind.USER, admin.id(), "manager", null);

        assertThatExceptionOfType(EscalationRefusedException.class).isThrownBy(() -> accept(token, bob));
        assertThat(rolesOf(tenant, bob.id())).isEmpty();
        assertThat(tenancy.memberships().of(bob.id())).isEmpty();

        roles.grant(io.tenancy.authorization.PrincipalKind.USER, admin.id(), "admin", null);
        accept(token, bob);
        assertThat(rolesOf(tenant, bob.id())).containsExactly("admin");
    }

    @Test
    void whoIsNoMemberAnyMoreInvitesNobody() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        for (boolean forGood : new boolean[] {true, false}) {
            Account admin = member(tenant, "admin");
            Account bob = person();
            String token = invite(tenant, admin, bob, "staff");
            doAs(tenant, owner, () -> {
                if (forGood) {
                    members().remove(admin.id());
                } else {
                    members().deactivate(admin.id());
                }
            });
            assertThat(tenancy.memberships().look(token)).isEmpty();
            fails(ErrorCode.INVITATION_INVALID, () -> accept(token, bob));
        }
    }

    @Test
    void operatorInvitesWithoutHoldingAnything() {
        Tenant tenant = tenant();
        Account bob = person();
        String token =
                registry.of(tenant.id(), OPS).invite(bob.email(), "owner", null).token();
        accept(token, bob);
        assertThat(rolesOf(tenant, bob.id())).containsExactly("owner");
    }

    @Test
    void invitationIsForOneAddress() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account bob = person();
        String token = invite(tenant, owner, bob, "staff");
        fails(ErrorCode.INVITATION_FOR_ANOTHER, () -> accept(token, person()));
        fails(ErrorCode.INVITATION_FOR_ANOTHER, () -> tenancy.memberships().accept(token, UUID.randomUUID()));
        accept(token, bob);
        fails(ErrorCode.INVITATION_INVALID, () -> accept(token, bob));
        fails(ErrorCode.MEMBER_EXISTS, () -> invite(tenant, owner, bob, "admin"));
    }

    @Test
    void invitationExpiresIsRevokedAndIsReplaced() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account bob = person();
        String expired = as(
                tenant,
                owner,
                () -> members()
                        .invite(bob.email(), "staff", null, Duration.ofDays(2))
                        .token());
        pass(Duration.ofDays(2).minusNanos(1000));
        assertThat(tenancy.memberships().look(expired)).isPresent();
        pass(Duration.ofNanos(1000));
        assertThat(tenancy.memberships().look(expired)).isEmpty();
        fails(ErrorCode.INVITATION_INVALID, () -> accept(expired, bob));
        assertThat(as(tenant, owner, () -> members().seats())).isEqualTo(1);

        String replaced = invite(tenant, owner, bob, "staff");
        IssuedInvitation last = as(tenant, owner, () -> members().invite(bob.email(), "staff", null));
        fails(ErrorCode.INVITATION_INVALID, () -> accept(replaced, bob));
        assertThat(as(tenant, owner, () -> members().seats())).isEqualTo(2);
        assertThat(as(
                        tenant,
                        owner,
                        () -> members().revokeInvitation(last.invitation().id())))
                .isTrue();
        assertThat(as(
                        tenant,
                        owner,
                        () -> members().revokeInvitation(last.invitation().id())))
                .isFalse();
        fails(ErrorCode.INVITATION_INVALID, () -> accept(last.token(), bob));
        assertThat(as(tenant, owner, () -> members().seats())).isEqualTo(1);
    }

    @Test
    void tenantThatLetsNobodyInTakesNobodyIn() {
        Tenant tenant = tenant();
        Account bob = person();
        String token = invite(tenant, member(tenant, "owner"), bob, "staff");
        Tenant suspended = TenantRegistry.over(database.admin(), clock).suspend(tenant.id(), OPS);
        assertThat(tenancy.memberships().look(token)).isEmpty();
        fails(ErrorCode.INVITATION_INVALID, () -> accept(token, bob));
        assertThat(suspended.id()).isEqualTo(tenant.id());
    }

    @Test
    void roleThatIsNotThereCannotBePromised() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        for (String role : List.of("nobody", "", "'; drop table x --", "x".repeat(1000), "日本")) {
            assertThatExceptionOfType(AccessNotFoundException.class)
                    .isThrownBy(() -> invite(tenant, owner, person(), role));
        }
        assertThatExceptionOfType(AccessNotFoundException.class)
                .isThrownBy(() -> as(tenant, owner, () -> members().invite(address(), "staff", UUID.randomUUID())));
        fails(
                ErrorCode.USAGE,
                () -> as(tenant, owner, () -> members().invite(address(), "staff", null, Duration.ofDays(91))));
        fails(
                ErrorCode.USAGE,
                () -> as(tenant, owner, () -> members().invite(address(), "staff", null, Duration.ZERO)));
    }

    @Test
    void whatIsNoTokenOpensNothing() {
        Account bob = person();
        for (String token : List.of("", "x", "%", "\0", "日本", "a".repeat(10_000_000))) {
            assertThat(tenancy.memberships().look(token)).isEmpty();
            fails(ErrorCode.INVITATION_INVALID, () -> accept(token, bob));
        }
    }

    @Test
    void copyOfTheDatabaseHoldsNoTokenAndTheTrailNoAddress() throws Exception {
        Tenant tenant = tenant();
        Account bob = person();
        String token = invite(tenant, member(tenant, "owner"), bob, "staff");
        accept(token, bob);
        String rows = String.join(
                "\n", TenancyDatabase.ask(database.superuser(), "select i::text from tenancy.invitation i"));
        assertThat(rows).doesNotContain(token).contains(bob.email().value());
        String trail = String.join(
                "\n",
                TenancyDatabase.ask(
                        database.superuser(),
                        "select r::text from tenancy.registry_change r where tenant_id = '" + tenant.id() + "'"));
        assertThat(trail).contains("invitation.accept").contains("member.add").contains("account:" + bob.id());
        assertThat(trail).doesNotContain("@").doesNotContain("Ann Lee");
    }

    @Test
    void deactivatedMemberComesBackByInvitation() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account bob = member(tenant, "admin");
        doAs(tenant, owner, () -> members().deactivate(bob.id()));
        accept(invite(tenant, owner, bob, "staff"), bob);
        assertThat(rolesOf(tenant, bob.id())).containsExactly("staff");
        assertThat(as(tenant, owner, () -> members().list()))
                .extracting(Member::status)
                .containsOnly(MemberStatus.ACTIVE);
    }
}

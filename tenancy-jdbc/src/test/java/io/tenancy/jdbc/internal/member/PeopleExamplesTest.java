package io.tenancy.jdbc.internal.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.member.Impersonation;
import io.tenancy.jdbc.member.Operator;
import io.tenancy.jdbc.member.OperatorLevel;
import io.tenancy.jdbc.member.OperatorRegistry;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.IssuedInvitation;
import io.tenancy.member.Membership;
import io.tenancy.member.SignIn;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs/people.md. */
class PeopleExamplesTest extends MembersFixture {
    private final Map<EmailAddress, String> mails = new HashMap<>();

    private void mail(EmailAddress to, String token) {
        mails.put(to, token);
    }

    @Test
    void accountIsMadeAndSignsIn() {
        String typed = "ann@harbour.example";
        String password = PASSWORD;
        String newPassword = "quite another one";
        // snippet: account
        Account ann = accounts.create(EmailAddress.of("ann@harbour.example"), "Ann", password);

        SignIn attempt = accounts.signIn(EmailAddress.of(typed), password, null); // null: no code was asked for yet
        String next = switch (attempt.outcome()) {
            case SIGNED_IN -> "/home"; // attempt.accountId()
            case SECOND_FACTOR_REQUIRED -> "/code"; // ask for it, and call again with it
            case REFUSED, LOCKED -> "/sign-in?again";
        };
        // end
        assertThat(next).isEqualTo("/home");
        // snippet: reset
        accounts.requestPasswordReset(ann.email()).ifPresent(link -> mail(link.to(), link.token()));
        // and when somebody comes back with the token: unlocks, proves the address, spends every other link
        assertThat(accounts.resetPassword(mails.get(ann.email()), newPassword)).isEqualTo(ann.id());
        // end
    }

    @Test
    void invitationIsAccepted() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account bob = accounts.create(EmailAddress.of("bob@harbour.example"), "Bob", PASSWORD);
        doAs(tenant, owner, () -> {
            // snippet: invite
            IssuedInvitation issued = tenancy.members().invite(EmailAddress.of("bob@harbour.example"), "staff", null);
            mail(issued.invitation().email(), issued.token());
            // end
        });
        String token = mails.get(bob.email());
        // snippet: accept
        TenantId harbour = tenancy.memberships().accept(token, bob.id()); // outside of tenants; bob has signed in
        List<Membership> where = tenancy.memberships().of(bob.id());
        // end
        assertThat(where).extracting(Membership::tenant).containsExactly(harbour);
    }

    @Test
    void operatorHelps() {
        Tenant tenant = tenant();
        Account bob = member(tenant, "staff");
        OperatorRegistry operators = OperatorRegistry.over(database.admin(), KEYS, clock);
        Operator anna = operators
                .create("anna.help", OperatorLevel.SUPPORT, PASSWORD, OPS)
                .operator();
        // snippet: impersonate
        Impersonation help = operators.impersonate(anna, tenant.id(), bob.id(), Duration.ofMinutes(30), "ticket 4711");
        try (TenantScope scope = TenantContext.bind(help.binding(tenant, clock.instant()))) {
            assertThat(tenancy.members().find(bob.id())).isPresent(); // what bob sees
        }
        // end
    }
}

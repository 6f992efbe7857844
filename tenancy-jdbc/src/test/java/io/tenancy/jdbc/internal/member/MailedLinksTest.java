package io.tenancy.jdbc.internal.member;

import static io.tenancy.member.SignIn.Outcome.LOCKED;
import static io.tenancy.member.SignIn.Outcome.REFUSED;
import static io.tenancy.member.SignIn.Outcome.SIGNED_IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.EmailTakenException;
import io.tenancy.member.LinkInvalidException;
import io.tenancy.member.MailedLink;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailedLinksTest extends AccountsFixture {
    private static void leadsNowhere(org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
        assertThatExceptionOfType(LinkInvalidException.class).isThrownBy(use);
    }

    private static MailedLink reset(Account account) {
        return accounts.requestPasswordReset(account.email()).orElseThrow();
    }

    @Test
    void linkSetsAPasswordOnce() {
        Account ann = person();
        MailedLink link = reset(ann);
        assertThat(link.to()).isEqualTo(ann.email());
        assertThat(link.toString()).doesNotContain(link.token()).doesNotContain("@");
        assertThat(accounts.checkLink(link.token())).contains(MailedLink.Purpose.PASSWORD_RESET);

        assertThat(accounts.resetPassword(link.token(), "quite another one")).isEqualTo(ann.id());

        assertThat(outcome(ann, "quite another one", null)).isEqualTo(SIGNED_IN);
        assertThat(accounts.find(ann.id()).orElseThrow().emailVerified()).isTrue();
        assertThat(accounts.checkLink(link.token())).isEmpty();
        leadsNowhere(() -> accounts.resetPassword(link.token(), "and another one"));
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneWins() throws Exception {
        for (int round = 0; round < 12; round++) {
            MailedLink link = reset(person());
            List<Boolean> won = SignInTest.atOnce(8, () -> {
                try {
                    return accounts.resetPassword(link.token(), "quite another one") != null;
                } catch (LinkInvalidException e) {
                    return false;
                }
            });
            assertThat(won).containsOnlyOnce(true);
        }
    }

    @Test
    void linkExpires() {
        Account ann = person();
        MailedLink link = reset(ann);
        pass(Duration.ofHours(1).minusNanos(1000));
        assertThat(accounts.checkLink(link.token())).isPresent();
        pass(Duration.ofNanos(1000));
        assertThat(accounts.checkLink(link.token())).isEmpty();
        leadsNowhere(() -> accounts.resetPassword(link.token(), "quite another one"));
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(SIGNED_IN);
    }

    @Test
    void passwordThatIsNoGoodDoesNotCostTheLink() {
        MailedLink link = reset(person());
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> accounts.resetPassword(link.token(), "short"));
        assertThat(accounts.checkLink(link.token())).isPresent();
    }

    @Test
    void newPasswordUnlocksAndSpendsEveryOtherLink() {
        Account ann = person();
        MailedLink first = reset(ann);
        MailedLink proof = accounts.requestEmailProof(ann.id(), address()).orElseThrow();
        MailedLink second = reset(ann);
        for (int i = 0; i < 6; i++) {
            outcome(ann, "wrong wrong", null);
        }
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(LOCKED);

        accounts.resetPassword(second.token(), "quite another one");

        assertThat(outcome(ann, "quite another one", null)).isEqualTo(SIGNED_IN);
        leadsNowhere(() -> accounts.resetPassword(first.token(), "and another one"));
        leadsNowhere(() -> accounts.confirmEmail(proof.token()));
        MailedLink later = reset(ann);
        accounts.changePassword(ann.id(), "quite another one", "one more password");
        leadsNowhere(() -> accounts.resetPassword(later.token(), "and another one"));
    }

    @Test
    void addressIsProvedAndChangedByWhoeverGotTheMail() {
        Account ann = person();
        accounts.confirmEmail(
                accounts.requestEmailProof(ann.id(), ann.email()).orElseThrow().token());
        assertThat(accounts.find(ann.id()).orElseThrow().emailVerified()).isTrue();
        EmailAddress next = address();
        MailedLink link = accounts.requestEmailProof(ann.id(), next).orElseThrow();
        MailedLink toTheOldOne = reset(ann);
        assertThat(link.to()).isEqualTo(next);
        assertThat(accounts.find(ann.id()).orElseThrow().email()).isEqualTo(ann.email());

        assertThat(accounts.confirmEmail(link.token())).isEqualTo(ann.id());

        assertThat(accounts.find(ann.id()).orElseThrow().email()).isEqualTo(next);
        assertThat(accounts.signIn(next, PASSWORD, null).outcome()).isEqualTo(SIGNED_IN);
        assertThat(accounts.signIn(ann.email(), PASSWORD, null).outcome()).isEqualTo(REFUSED);
        leadsNowhere(() -> accounts.resetPassword(toTheOldOne.token(), "quite another one"));
    }

    @Test
    void addressThatSomebodyTookMeanwhileIsNotTakenAway() {
        Account ann = person();
        EmailAddress wanted = address();
        MailedLink link = accounts.requestEmailProof(ann.id(), wanted).orElseThrow();
        Account bob = accounts.create(wanted, "Bob", PASSWORD);
        assertThatExceptionOfType(EmailTakenException.class).isThrownBy(() -> accounts.confirmEmail(link.token()));
        assertThat(accounts.find(ann.id()).orElseThrow().email()).isEqualTo(ann.email());
        assertThat(accounts.signIn(wanted, PASSWORD, null).require()).isEqualTo(bob.id());
    }

    @Test
    void linkOfOneKindIsNoLinkOfAnother() {
        Account ann = person();
        leadsNowhere(() -> accounts.confirmEmail(reset(ann).token()));
        leadsNowhere(() -> accounts.resetPassword(
                accounts.requestEmailProof(ann.id(), address()).orElseThrow().token(), "quite another one"));
    }

    @Test
    void nobodyIsMailedWithoutEnd() {
        Account ann = person();
        for (int i = 0; i < 5; i++) {
            assertThat(accounts.requestPasswordReset(ann.email())).isPresent();
        }
        assertThat(accounts.requestPasswordReset(ann.email())).isEmpty();
        assertThat(accounts.requestPasswordReset(address())).isEmpty();
        assertThat(accounts.requestEmailProof(UUID.randomUUID(), address())).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(accounts.requestPasswordReset(ann.email())).isPresent();
    }

    @Test
    void whatIsNoTokenLeadsNowhere() {
        for (String token : List.of("", "x", "%", "' or true --", "\0", "日本", "a".repeat(10_000_000))) {
            assertThat(accounts.checkLink(token)).isEmpty();
            leadsNowhere(() -> accounts.resetPassword(token, "quite another one"));
            leadsNowhere(() -> accounts.confirmEmail(token));
        }
    }

    @Test
    void copyOfTheDatabaseHoldsNeitherTokensNorPasswordsNorCodes() throws Exception {
        Account ann = person();
        MailedLink link = reset(ann);
        String secret = accounts.proposeSecondFactor(ann.id()).secret();
        byte[] raw =
                new SecondFactor("account", KEYS).open(ann.id(), sealed(ann)).secret();
        String code =
                new SecondFactor("account", KEYS).open(ann.id(), sealed(ann)).code(clock.instant());
        List<String> codes = accounts.confirmSecondFactor(ann.id(), code);

        String dump = String.join(
                "\n",
                TenancyDatabase.ask(
                        database.superuser(),
                        "select a::text from tenancy.account a union all select l::text from tenancy.account_link l"
                                + " union all select c::text from tenancy.account_recovery_code c"
                                + " union all select s::text from tenancy.sign_in_attempt s"
                                + " union all select r::text from tenancy.registry_change r"));

        assertThat(dump).contains(ann.id().toString()).contains("account.factor.enable");
        assertThat(dump).doesNotContain(link.token()).doesNotContain(PASSWORD).doesNotContain(secret);
        assertThat(dump).doesNotContain(hex(link.token().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(dump).doesNotContain(hex(raw));
        assertThat(codes).hasSize(10).noneMatch(dump::contains);
        String trail = String.join(
                "\n", TenancyDatabase.ask(database.superuser(), "select r::text from tenancy.registry_change r"));
        assertThat(trail).doesNotContain("argon2").doesNotContain("@harbour");
    }

    private static byte[] sealed(Account account) throws Exception {
        String hex = TenancyDatabase.ask(
                        database.superuser(),
                        "select encode(factor_secret, 'hex') from tenancy.account where id = '" + account.id() + "'")
                .get(0);
        return java.util.HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}

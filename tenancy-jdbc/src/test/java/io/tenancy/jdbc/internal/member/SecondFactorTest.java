package io.tenancy.jdbc.internal.member;

import static io.tenancy.member.SignIn.Outcome.REFUSED;
import static io.tenancy.member.SignIn.Outcome.SECOND_FACTOR_REQUIRED;
import static io.tenancy.member.SignIn.Outcome.SIGNED_IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.member.Account;
import io.tenancy.member.SignIn;
import io.tenancy.member.SignInRefusedException;
import io.tenancy.member.Totp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondFactorTest extends AccountsFixture {
    /** What the person keeps: the authenticator, and the codes on paper. */
    private record Kept(Account account, Totp totp, List<String> codes) {
        String code() {
            return totp.code(clock.instant());
        }
    }

    private static Kept enrolled() {
        Account account = person();
        Totp totp = scan(accounts.proposeSecondFactor(account.id()).secret());
        List<String> codes = accounts.confirmSecondFactor(account.id(), totp.code(clock.instant()));
        pass(Duration.ofSeconds(60));
        return new Kept(account, totp, codes);
    }

    static Totp scan(String base32) {
        Map<Character, Integer> values = new HashMap<>();
        for (int i = 0; i < 32; i++) {
            values.put("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(i), i);
        }
        java.math.BigInteger number = java.math.BigInteger.ZERO;
        for (char letter : base32.toCharArray()) {
            number = number.shiftLeft(5).or(java.math.BigInteger.valueOf(values.get(letter)));
        }
        byte[] bytes = new byte[20];
        for (int i = 0; i < 20; i++) {
            bytes[i] = number.shiftRight(8 * (19 - i)).byteValue();
        }
        return Totp.of(bytes);
    }

    @Test
    void passwordAloneDoesNotLetIn() {
        Kept kept = enrolled();
        assertThat(accounts.find(kept.account().id()).orElseThrow().secondFactor())
                .isTrue();
        assertThat(outcome(kept.account(), PASSWORD, null)).isEqualTo(SECOND_FACTOR_REQUIRED);
        assertThat(outcome(kept.account(), "wrong wrong", kept.code())).isEqualTo(REFUSED);
        assertThat(outcome(kept.account(), PASSWORD, "000000")).isEqualTo(REFUSED);
        assertThat(outcome(kept.account(), PASSWORD, kept.code())).isEqualTo(SIGNED_IN);
    }

    @Test
    void proposalCountsForNothingUntilACodeWasShown() {
        Account ann = person();
        Totp first = scan(accounts.proposeSecondFactor(ann.id()).secret());
        Totp second = scan(accounts.proposeSecondFactor(ann.id()).secret());
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(SIGNED_IN);
        assertThatExceptionOfType(SignInRefusedException.class)
                .isThrownBy(() -> accounts.confirmSecondFactor(ann.id(), first.code(clock.instant())));
        assertThat(accounts.confirmSecondFactor(ann.id(), second.code(clock.instant())))
                .hasSize(10)
                .doesNotHaveDuplicates();
        state(() -> accounts.proposeSecondFactor(ann.id()));
        state(() -> accounts.confirmSecondFactor(ann.id(), second.code(clock.instant())));
    }

    @Test
    void codeIsGoodOnceEvenForManyAtOnce() throws Exception {
        for (int round = 0; round < 6; round++) {
            Kept kept = enrolled();
            String code = kept.code();
            List<SignIn.Outcome> outcomes = SignInTest.atOnce(4, () -> outcome(kept.account(), PASSWORD, code));
            assertThat(outcomes).containsOnlyOnce(SIGNED_IN);
            assertThat(outcome(kept.account(), PASSWORD, code)).isEqualTo(REFUSED);
            pass(Duration.ofSeconds(30));
            assertThat(outcome(kept.account(), PASSWORD, kept.code())).isEqualTo(SIGNED_IN);
        }
    }

    @Test
    void theCodeThatSwitchedItOnIsUsed() {
        Account ann = person();
        Totp totp = scan(accounts.proposeSecondFactor(ann.id()).secret());
        String code = totp.code(clock.instant());
        accounts.confirmSecondFactor(ann.id(), code);
        assertThat(outcome(ann, PASSWORD, code)).isEqualTo(REFUSED);
    }

    @Test
    void recoveryCodeHelpsOnceEvenForManyAtOnce() throws Exception {
        Kept kept = enrolled();
        for (String code : kept.codes().subList(0, 3)) {
            String typed = " " + code.toLowerCase(Locale.ROOT).replace('-', ' ');
            List<SignIn.Outcome> outcomes = SignInTest.atOnce(4, () -> outcome(kept.account(), PASSWORD, typed));
            assertThat(outcomes).containsOnlyOnce(SIGNED_IN);
        }
        assertThat(outcome(kept.account(), PASSWORD, kept.codes().get(0))).isEqualTo(REFUSED);
        assertThat(outcome(kept.account(), PASSWORD, enrolled().codes().get(0))).isEqualTo(REFUSED);
        for (String hostile : List.of("", "x", "\0", "日本語", "A".repeat(10_000_000))) {
            assertThat(outcome(kept.account(), PASSWORD, hostile)).isNotEqualTo(SIGNED_IN);
        }
    }

    @Test
    void newRecoveryCodesVoidTheOldOnes() {
        Kept kept = enrolled();
        assertThatExceptionOfType(SignInRefusedException.class)
                .isThrownBy(() -> accounts.replaceRecoveryCodes(kept.account().id(), "wrong wrong", kept.code()));
        List<String> fresh = accounts.replaceRecoveryCodes(
                kept.account().id(), PASSWORD, kept.codes().get(0));
        assertThat(outcome(kept.account(), PASSWORD, kept.codes().get(1))).isEqualTo(REFUSED);
        assertThat(outcome(kept.account(), PASSWORD, fresh.get(0))).isEqualTo(SIGNED_IN);
    }

    @Test
    void switchingItOffTakesPasswordAndCode() {
        Kept kept = enrolled();
        assertThatExceptionOfType(SignInRefusedException.class)
                .isThrownBy(() -> accounts.disableSecondFactor(kept.account().id(), PASSWORD, "000000"));
        accounts.disableSecondFactor(kept.account().id(), PASSWORD, kept.code());
        assertThat(outcome(kept.account(), PASSWORD, null)).isEqualTo(SIGNED_IN);
        state(() -> accounts.disableSecondFactor(kept.account().id(), PASSWORD, "000000"));
        assertThat(accounts.proposeSecondFactor(kept.account().id()).secret()).hasSize(32);
    }

    @Test
    void secretIsSealedAnewWhenKeysWereRotated() throws Exception {
        Kept kept = enrolled();
        SecretKeyset rotated = KEYS.rotate();
        String sealed = "select encode(factor_secret, 'hex') from tenancy.account where id = '"
                + kept.account().id() + "'";
        String before = TenancyDatabase.ask(database.superuser(), sealed).get(0);

        assertThat(accounts(rotated, CHEAP)
                        .signIn(kept.account().email(), PASSWORD, kept.code())
                        .outcome())
                .isEqualTo(SIGNED_IN);

        String after = TenancyDatabase.ask(database.superuser(), sealed).get(0);
        assertThat(rotated.isCurrent(java.util.HexFormat.of().parseHex(before))).isFalse();
        assertThat(rotated.isCurrent(java.util.HexFormat.of().parseHex(after))).isTrue();
        pass(Duration.ofSeconds(30));
        assertThat(accounts(rotated, CHEAP)
                        .signIn(kept.account().email(), PASSWORD, kept.code())
                        .outcome())
                .isEqualTo(SIGNED_IN);
    }

    @Test
    void withoutKeysThereIsNoSecondFactorAndNobodyWhoHasOneGetsPast() {
        Kept kept = enrolled();
        JdbcAccounts keyless = accounts(null, CHEAP);
        for (Runnable use : List.<Runnable>of(
                () -> keyless.proposeSecondFactor(person().id()),
                () -> keyless.signIn(kept.account().email(), PASSWORD, kept.code()),
                () -> accounts(SecretKeyset.generate(), CHEAP)
                        .signIn(kept.account().email(), PASSWORD, kept.code()))) {
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(use::run)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEYSET_MISSING));
        }
        assertThat(keyless.signIn(kept.account().email(), PASSWORD, null).outcome())
                .isEqualTo(SECOND_FACTOR_REQUIRED);
    }

    private static void state(org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(use)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SECOND_FACTOR_STATE));
    }
}

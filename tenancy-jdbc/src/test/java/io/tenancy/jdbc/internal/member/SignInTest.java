package io.tenancy.jdbc.internal.member;

import static io.tenancy.member.SignIn.Outcome.LOCKED;
import static io.tenancy.member.SignIn.Outcome.REFUSED;
import static io.tenancy.member.SignIn.Outcome.SIGNED_IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.EmailTakenException;
import io.tenancy.member.SignIn;
import io.tenancy.member.SignInRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SignInTest extends AccountsFixture {
    static <T> List<T> atOnce(int many, Callable<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(many);
        try {
            List<T> results = new ArrayList<>();
            for (var one : pool.invokeAll(Collections.nCopies(many, task))) {
                results.add(one.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whoeverKnowsThePasswordIsThePerson() {
        Account ann = person();
        assertThat(accounts.signIn(
                        EmailAddress.of(" " + ann.email().value().toUpperCase(java.util.Locale.ROOT)), PASSWORD, null))
                .isEqualTo(SignIn.as(ann.id()));
        assertThat(accounts.find(ann.id())).contains(ann);
        assertThat(ann.emailVerified()).isFalse();
        assertThat(ann.toString()).doesNotContain("Ann").doesNotContain("@");
        assertThat(ann.principal().id()).isEqualTo(ann.id());
    }

    @Test
    void everythingElseIsRefusedInOneWay() {
        Account ann = person();
        SignIn wrong = accounts.signIn(ann.email(), "another password", null);
        assertThat(wrong).isEqualTo(SignIn.not(REFUSED));
        assertThat(accounts.signIn(address(), PASSWORD, null)).isEqualTo(wrong);
        assertThat(accounts.signIn(ann.email(), "", "000000")).isEqualTo(wrong);
        assertThatExceptionOfType(SignInRefusedException.class)
                .isThrownBy(wrong::require)
                .withMessageNotContaining("password that")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGN_IN_REFUSED));
    }

    @Test
    void everyCharacterOfALongPasswordCounts() {
        String base = "äöü 日本 ".repeat(15) + "\0";
        Account ann = accounts.create(address(), "Ann", base + "a");
        assertThat(outcome(ann, base + "b", null)).isEqualTo(REFUSED);
        assertThat(outcome(ann, base, null)).isEqualTo(REFUSED);
        assertThat(outcome(ann, base + "a".repeat(10_000_000), null)).isEqualTo(REFUSED);
        assertThat(outcome(ann, base + "a", null)).isEqualTo(SIGNED_IN);
    }

    @Test
    void ofManyWhoSignUpWithOneAddressOneGetsAnAccount() throws Exception {
        for (int round = 0; round < 12; round++) {
            EmailAddress wanted = address();
            List<Boolean> made = atOnce(8, () -> {
                try {
                    return accounts.create(wanted, "Ann", PASSWORD).email().equals(wanted);
                } catch (EmailTakenException e) {
                    return false;
                }
            });
            assertThat(made).containsOnlyOnce(true);
        }
    }

    @Test
    void nameIsOneLine() {
        for (String name : List.of("", "  ", "x".repeat(201), "Ann\nLee", "Ann\0", "\u0085")) {
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> accounts.create(address(), name, PASSWORD))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
        }
        assertThat(accounts.create(address(), "  \ud83d\udc15".repeat(2) + "'; drop table x --", PASSWORD)
                        .name())
                .startsWith("\ud83d\udc15");
    }

    @Test
    void fifthFailureLocksForAMinuteThenForTwiceAsLong() {
        Account ann = person();
        for (int i = 0; i < 5; i++) {
            assertThat(outcome(ann, "wrong wrong", null)).isEqualTo(REFUSED);
        }
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            Instant until = clock.instant().plus(Duration.ofMinutes(minutes));
            assertThat(accounts.signIn(ann.email(), PASSWORD, null)).isEqualTo(SignIn.locked(until));
            pass(Duration.ofMinutes(minutes).minusMillis(1));
            assertThat(outcome(ann, PASSWORD, null)).isEqualTo(LOCKED);
            pass(Duration.ofMillis(1));
            assertThat(outcome(ann, "wrong wrong", null)).isEqualTo(REFUSED);
        }
        pass(Duration.ofHours(1));
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(SIGNED_IN);
        assertThat(outcome(ann, "wrong wrong", null)).isEqualTo(REFUSED);
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(SIGNED_IN);
    }

    @Test
    void aDayWithoutFailuresForgetsThem() {
        Account ann = person();
        for (int i = 0; i < 4; i++) {
            assertThat(outcome(ann, "wrong wrong", null)).isEqualTo(REFUSED);
        }
        pass(Duration.ofHours(25));
        for (int i = 0; i < 4; i++) {
            assertThat(outcome(ann, "wrong wrong", null)).isEqualTo(REFUSED);
        }
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(SIGNED_IN);
    }

    @Test
    void nobodysAddressIsLockedAsSomebodysIs() {
        Account ann = person();
        EmailAddress nobody = address();
        for (int i = 0; i < 8; i++) {
            assertThat(accounts.signIn(nobody, "wrong wrong", null))
                    .isEqualTo(accounts.signIn(ann.email(), "wrong wrong", null));
        }
        assertThat(accounts.signIn(nobody, "wrong wrong", null).outcome()).isEqualTo(LOCKED);
    }

    @Test
    void guessesMadeAtOnceAreCountedEachBeforeTheyAreLookedAt() throws Exception {
        Account ann = person();
        List<SignIn.Outcome> outcomes = atOnce(32, () -> outcome(ann, "wrong wrong", null));
        assertThat(outcomes).filteredOn(outcome -> outcome == REFUSED).hasSize(5);
        assertThat(outcomes).filteredOn(outcome -> outcome == LOCKED).hasSize(27);
    }

    @Test
    void wrongAddressTakesAsLongAsAWrongPassword() {
        JdbcAccounts real = accounts(KEYS, PasswordHashes.standard());
        Account ann = real.create(address(), "Ann", PASSWORD);
        List<Long> wrong = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            wrong.add(time(() -> real.signIn(ann.email(), "wrong wrong", null)));
            unknown.add(time(() -> real.signIn(address(), "wrong wrong", null)));
            pass(Duration.ofHours(25));
        }
        Collections.sort(wrong);
        Collections.sort(unknown);
        assertThat((double) unknown.get(4) / wrong.get(4)).isBetween(0.5, 2.0);
        assertThat(unknown.get(0))
                .as("an address that nobody has is hashed for, too")
                .isGreaterThan(5_000_000L);
    }

    private static long time(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return System.nanoTime() - start;
    }

    @Test
    void passwordIsHashedAnewWhenHashesGrowStronger() throws Exception {
        Account ann = person();
        String hash = "select substring(password_hash from 'm=[0-9]+,t=[0-9]+') from tenancy.account where id = '"
                + ann.id() + "'";
        assertThat(TenancyDatabase.ask(database.superuser(), hash)).containsExactly("m=64,t=1");
        JdbcAccounts stronger = accounts(KEYS, new PasswordHashes(128, 2));

        assertThat(stronger.signIn(ann.email(), PASSWORD, null)).isEqualTo(SignIn.as(ann.id()));

        assertThat(TenancyDatabase.ask(database.superuser(), hash)).containsExactly("m=128,t=2");
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(SIGNED_IN);
        assertThat(TenancyDatabase.ask(database.superuser(), hash)).containsExactly("m=128,t=2");
        assertThat(accounts.find(ann.id())).contains(ann);
    }

    @Test
    void standardHashIsTheOneThatOwaspGives() {
        assertThat(PasswordHashes.standard().hash("x")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void passwordIsChangedByWhoeverKnowsThePresentOne() {
        Account ann = person();
        pass(Duration.ofSeconds(1));
        assertThatExceptionOfType(SignInRefusedException.class)
                .isThrownBy(() -> accounts.changePassword(ann.id(), "wrong wrong", "quite another one"));
        accounts.changePassword(ann.id(), PASSWORD, "quite another one");

        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(REFUSED);
        assertThat(outcome(ann, "quite another one", null)).isEqualTo(SIGNED_IN);
        assertThat(accounts.find(ann.id()).orElseThrow().passwordChangedAt()).isEqualTo(clock.instant());
    }

    @Test
    void guessingThePresentPasswordLocksToo() {
        Account ann = person();
        for (int i = 0; i < 6; i++) {
            assertThatExceptionOfType(SignInRefusedException.class)
                    .isThrownBy(() -> accounts.changePassword(ann.id(), "wrong wrong", "quite another one"));
        }
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(LOCKED);
    }
}

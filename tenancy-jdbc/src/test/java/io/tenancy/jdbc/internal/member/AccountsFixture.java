package io.tenancy.jdbc.internal.member;

import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.SignIn;
import io.tenancy.testing.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Accounts in a database of their own, connected as the application, with a clock that stands still and hashes that cost little. */
abstract class AccountsFixture {
    static final String PASSWORD = "four words that fit";
    static final PasswordHashes CHEAP = new PasswordHashes(64, 1);
    static final SecretKeyset KEYS = SecretKeyset.generate();

    static TenancyDatabase database;
    static SettableClock clock;
    static JdbcAccounts accounts;
    private static int sequence;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00.123456Z"));
        accounts = accounts(KEYS, CHEAP);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    static JdbcAccounts accounts(@Nullable SecretKeyset keys, PasswordHashes hashes) {
        return new JdbcAccounts(database.app(), clock, keys, "Harbour", hashes);
    }

    static EmailAddress address() {
        return EmailAddress.of("person" + sequence++ + "@harbour.example");
    }

    static Account person() {
        return accounts.create(address(), "Ann Lee", PASSWORD);
    }

    static SignIn.Outcome outcome(Account account, String password, @Nullable String code) {
        return accounts.signIn(account.email(), password, code).outcome();
    }

    static void pass(Duration time) {
        clock.advance(time);
    }
}

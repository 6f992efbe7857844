package io.tenancy.jdbc.internal.member;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The functions of the control plane that tell of accounts, each call a transaction. Immutable and thread-safe. */
final class AccountSql {
    private final DataSource source;
    private final Clock clock;

    AccountSql(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Now, as PostgreSQL keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    <T extends @Nullable Object> T call(String doing, Jdbc.Work<T> work) {
        return Jdbc.inTransaction(source, doing, work);
    }

    /** Calls one function that says yes or no. */
    boolean ask(String doing, String call, @Nullable Object... binds) {
        return this.<Boolean>call(doing, connection -> Jdbc.test(connection, "select " + call, binds));
    }

    /** What an attempt is checked against. Commits, so that the attempt counts whatever becomes of it. */
    Attempt attempt(EmailAddress email, Instant now) {
        return call(
                "check a password",
                connection -> Jdbc.first(
                                connection,
                                "select * from tenancy.account_attempt(?, ?)",
                                AccountSql::attempt,
                                email.value(),
                                at(now))
                        .orElseThrow());
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                instant(row, "locked_until"),
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("password_hash"),
                row.getBytes("factor_secret"),
                row.getObject("factor_since") != null,
                row.getObject("factor_step", Long.class));
    }

    // Never compared; the bytes are handed on and not kept.
    @SuppressWarnings("ArrayRecordComponent")
    record Attempt(
            @Nullable Instant lockedUntil,
            @Nullable UUID id,
            @Nullable String name,
            @Nullable String passwordHash,
            byte @Nullable [] secret,
            boolean secondFactor,
            @Nullable Long lastStep) {}

    Optional<Account> find(UUID id) {
        return call(
                "find an account",
                connection ->
                        Jdbc.first(connection, "select * from tenancy.account_by_id(?)", AccountSql::account, id));
    }

    private static Account account(ResultSet row) throws SQLException {
        Instant created = instant(row, "created_at");
        return new Account(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("email")),
                row.getString("name"),
                row.getBoolean("verified"),
                row.getBoolean("active"),
                row.getBoolean("factor"),
                instant(row, "password_changed_at"),
                created == null ? Instant.EPOCH : created);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Says that an attempt succeeded, in the caller's transaction. */
    boolean signedIn(
            Connection connection,
            UUID id,
            String checked,
            Instant now,
            SecondFactor.Proof proof,
            @Nullable String rehashed)
            throws SQLException {
        return Jdbc.test(
                connection,
                "select tenancy.account_signed_in(?, ?, ?, ?, ?, ?, ?)",
                id,
                checked,
                at(now),
                proof.step(),
                proof.recovery(),
                rehashed,
                proof.resealed());
    }

    /** Whether somebody else has the address. */
    static boolean isTaken(SQLException failure) {
        return ServerFailure.state(failure).equals("23505");
    }

    <T extends @Nullable Object> T transact(Jdbc.Work<T> work) throws SQLException {
        return Jdbc.transact(source, work);
    }
}

package io.tenancy.jdbc.internal.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.authorization.AccessUnits;
import io.tenancy.jdbc.internal.authorization.TenantRoles;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.Invitation;
import io.tenancy.member.IssuedInvitation;
import io.tenancy.member.Member;
import io.tenancy.member.MemberNotFoundException;
import io.tenancy.member.MemberStatus;
import io.tenancy.member.Members;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Members of one tenant, in the transactions of its units. As thread-safe as those. */
public final class TenantMembers implements Members {
    private static final Duration LONGEST_LIFE = Duration.ofDays(90);

    private final AccessUnits units;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final @Nullable String reason;

    /**
     * Puts them together.
     *
     * @param units where the work is done
     * @param ids names what is new
     * @param clock says what has expired
     * @param reason why; null to say what is being done instead
     */
    public TenantMembers(AccessUnits units, TimeOrderedIds ids, Clock clock, @Nullable String reason) {
        this.units = units;
        this.ids = ids;
        this.clock = clock;
        this.reason = reason;
    }

    @Override
    public Members because(String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("The reason is empty");
        }
        return new TenantMembers(units, ids, clock, why);
    }

    @Override
    public List<Member> list() {
        return units.read("list members", connection -> MemberRows.members(connection, units.tenant(), null));
    }

    @Override
    public Optional<Member> find(UUID account) {
        return units.read(
                "find a member",
                connection -> MemberRows.members(connection, units.tenant(), account).stream()
                        .findFirst());
    }

    @Override
    public IssuedInvitation invite(EmailAddress email, String role, @Nullable UUID branch) {
        return invite(email, role, branch, INVITATION_LIFE);
    }

    @Override
    public IssuedInvitation invite(EmailAddress email, String role, @Nullable UUID branch, Duration life) {
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST_LIFE) > 0) {
            throw new TenancyException(
                    ErrorCode.USAGE, "An invitation is good for up to 90 days, not for " + life, "Give a shorter time");
        }
        UUID id = ids.next();
        String token = Tokens.next();
        Instant now = now();
        return change("invite a member", connection -> {
            Jdbc.run(
                    connection,
                    "update tenancy.invitation set revoked_at = ? where tenant_id = ? and email = ?"
                            + " and accepted_at is null and revoked_at is null",
                    AccountSql.at(now),
                    units.tenant(),
                    email.value());
            Jdbc.run(
                    connection,
                    "insert into tenancy.invitation (tenant_id, id, token_hash, email, role, system_role, branch_id, expires_at)"
                            + " select ?, ?, ?, ?, case when s.key is null then k.key end, s.key, cast(? as uuid), ?"
                            + " from (select cast(? as text) as key) k left join tenancy.system_role s on s.key = k.key",
                    units.tenant(),
                    id,
                    Tokens.hash(token),
                    email.value(),
                    branch,
                    AccountSql.at(now.plus(life)),
                    role);
            return new IssuedInvitation(
                    MemberRows.invitations(connection, units.tenant(), id, now).get(0), token);
        });
    }

    @Override
    public List<Invitation> invitations() {
        return units.read(
                "list invitations",
                connection -> MemberRows.invitations(connection, units.tenant(), null, clock.instant()));
    }

    @Override
    public boolean revokeInvitation(UUID invitation) {
        return this.<Boolean>change(
                "revoke an invitation",
                connection -> Jdbc.run(
                                connection,
                                "update tenancy.invitation set revoked_at = ? where tenant_id = ? and id = ?"
                                        + " and accepted_at is null and revoked_at is null",
                                AccountSql.at(now()),
                                units.tenant(),
                                invitation)
                        > 0);
    }

    @Override
    public void rename(UUID account, String name) {
        String called = JdbcAccounts.requireName(name);
        on(
                account,
                "rename a member",
                "update tenancy.member set name = ? where tenant_id = ? and account_id = ?",
                called);
    }

    @Override
    public void deactivate(UUID account) {
        status(account, "deactivate a member", MemberStatus.INACTIVE);
    }

    @Override
    public void reactivate(UUID account) {
        status(account, "reactivate a member", MemberStatus.ACTIVE);
    }

    private void status(UUID account, String doing, MemberStatus status) {
        on(
                account,
                doing,
                "update tenancy.member set status = ? where tenant_id = ? and account_id = ?",
                status.name());
    }

    @Override
    public void remove(UUID account) {
        on(account, "remove a member", "delete from tenancy.member where tenant_id = ? and account_id = ?");
    }

    /** Changes the row of one member, and asks at once whether an owner is left: at the end it would be nobody's refusal. */
    private void on(UUID account, String doing, String sql, String... values) {
        Object[] binds = new Object[values.length + 2];
        System.arraycopy(values, 0, binds, 0, values.length);
        binds[values.length] = units.tenant();
        binds[values.length + 1] = account;
        boolean unused = this.<Boolean>change(doing, connection -> {
            if (Jdbc.run(connection, sql, binds) == 0) {
                throw new MemberNotFoundException(account);
            }
            askForAnOwner(connection);
            return true;
        });
    }

    private static void askForAnOwner(Connection connection) throws SQLException {
        Jdbc.run(connection, "set constraints tenancy.keep_an_owner immediate");
        Jdbc.run(connection, "set constraints tenancy.keep_an_owner deferred");
    }

    @Override
    public void transferOwnership(UUID from, UUID to) {
        Member heir = find(to).filter(member -> member.status() == MemberStatus.ACTIVE)
                .orElseThrow(() -> new MemberNotFoundException(to));
        new TenantRoles(units, ids, reason).transferOwnership(from, heir.accountId());
    }

    @Override
    public long seats() {
        return units.<Long>read(
                "count seats",
                connection -> Jdbc.first(
                                connection,
                                "select tenancy.seats_taken(?, ?)",
                                row -> row.getLong(1),
                                units.tenant(),
                                AccountSql.at(now()))
                        .orElse(0L));
    }

    private <T> T change(String doing, Jdbc.Work<T> work) {
        return units.change(doing, reason, MemberRefusals.all(), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

package io.tenancy.jdbc.internal.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.InvitationOffer;
import io.tenancy.member.Membership;
import io.tenancy.member.Memberships;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** Ways into tenants, through functions of the control plane: needs no more than the application's own connection. */
public final class JdbcMemberships implements Memberships {
    private final AccountSql sql;
    private final TimeOrderedIds ids;

    /**
     * Works through one connection source.
     *
     * @param source connects as the application or the admin, and binds no tenant
     * @param clock stamps and expires
     */
    public JdbcMemberships(DataSource source, Clock clock) {
        this.sql = new AccountSql(source, clock);
        this.ids = new TimeOrderedIds(clock);
    }

    @Override
    public List<Membership> of(UUID account) {
        if (OwnAccounts.isForeign(account)) {
            return List.of();
        }
        return sql.call(
                "list memberships",
                connection -> Jdbc.list(
                        connection,
                        "select tenant_id, tenant_key, tenant_name, tenant_status, joined_at from tenancy.account_tenants(?)",
                        row -> new Membership(
                                TenantId.of(row.getObject(1, UUID.class)),
                                row.getString(2),
                                row.getString(3),
                                TenantStatus.valueOf(row.getString(4)),
                                MemberRows.instant(row, 5)),
                        account));
    }

    @Override
    public Optional<InvitationOffer> look(String token) {
        if (token.length() > Tokens.LONGEST) {
            return Optional.empty();
        }
        return sql.call(
                "look at an invitation",
                connection -> Jdbc.first(
                        connection,
                        "select tenant_id, tenant_name, email, role, expires_at from tenancy.invitation_by_token(?, ?)",
                        row -> new InvitationOffer(
                                TenantId.of(row.getObject(1, UUID.class)),
                                row.getString(2),
                                new EmailAddress(row.getString(3)),
                                row.getString(4),
                                MemberRows.instant(row, 5)),
                        Tokens.hash(token),
                        AccountSql.at(sql.now())));
    }

    @Override
    public TenantId accept(String token, UUID account) {
        if (OwnAccounts.isForeign(account)) {
            throw OwnAccounts.unknown(account);
        }
        if (token.length() > Tokens.LONGEST) {
            throw invalid();
        }
        try {
            return sql.transact(connection -> Jdbc.first(
                            connection,
                            "select tenant_id from tenancy.accept_invitation(?, ?, ?, ?)",
                            row -> TenantId.of(row.getObject(1, UUID.class)),
                            Tokens.hash(token),
                            account,
                            ids.next(),
                            AccountSql.at(sql.now()))
                    .orElseThrow(JdbcMemberships::invalid));
        } catch (SQLException e) {
            Function<SQLException, TenancyException> known =
                    MemberRefusals.all().get(ServerFailure.state(e));
            throw known == null ? ServerFailure.of("accept an invitation", e) : known.apply(e);
        }
    }

    private static TenancyException invalid() {
        return new TenancyException(
                ErrorCode.INVITATION_INVALID,
                "This invitation leads nowhere, or no longer",
                "Ask whoever invited for a new one");
    }
}

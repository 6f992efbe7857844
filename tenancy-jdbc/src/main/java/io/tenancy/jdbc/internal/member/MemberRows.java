package io.tenancy.jdbc.internal.member;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.Invitation;
import io.tenancy.member.Invitation.State;
import io.tenancy.member.Member;
import io.tenancy.member.MemberStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads members and invitations. Stateless. */
final class MemberRows {
    private MemberRows() {}

    static List<Member> members(Connection connection, UUID tenant, @Nullable UUID account) throws SQLException {
        return Jdbc.list(
                connection,
                "select account_id, name, email, status, joined_at from tenancy.member"
                        + " where tenant_id = ? and account_id = coalesce(cast(? as uuid), account_id) order by name, account_id",
                row -> new Member(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        new EmailAddress(row.getString(3)),
                        MemberStatus.valueOf(row.getString(4)),
                        instant(row, 5)),
                tenant,
                account);
    }

    static List<Invitation> invitations(Connection connection, UUID tenant, @Nullable UUID id, Instant now)
            throws SQLException {
        return Jdbc.list(
                connection,
                "select id, email, coalesce(role, system_role), branch_id, invited_by, accepted_at is not null,"
                        + " revoked_at is not null, invited_at, expires_at from tenancy.invitation"
                        + " where tenant_id = ? and id = coalesce(cast(? as uuid), id) order by invited_at desc, id desc",
                row -> invitation(row, now),
                tenant,
                id);
    }

    private static Invitation invitation(ResultSet row, Instant now) throws SQLException {
        Instant expires = instant(row, 9);
        State unless = expires.isAfter(now) ? State.OPEN : State.EXPIRED;
        return new Invitation(
                row.getObject(1, UUID.class),
                new EmailAddress(row.getString(2)),
                row.getString(3),
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class),
                row.getBoolean(6) ? State.ACCEPTED : row.getBoolean(7) ? State.REVOKED : unless,
                instant(row, 8),
                expires);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

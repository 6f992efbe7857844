package io.tenancy.jdbc.internal.member;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.jdbc.internal.authorization.AccessUnits;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.member.Account;
import io.tenancy.member.Member;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes members without asking anybody: for operators, whom the database lets do it. Stateless. */
public final class MemberWrites {
    private MemberWrites() {}

    /**
     * Makes a member, or an inactive one active, with a role.
     *
     * @param units where
     * @param ids names the grant
     * @param account the person
     * @param role the key of the role
     * @return the member
     */
    public static Member add(AccessUnits units, TimeOrderedIds ids, Account account, String role) {
        return units.change(
                "add a member", null, MemberRefusals.all(), connection -> add(connection, units, ids, account, role));
    }

    private static Member add(
            Connection connection, AccessUnits units, TimeOrderedIds ids, Account account, String role)
            throws SQLException {
        Jdbc.run(
                connection,
                "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at)"
                        + " values (?, ?, ?, ?, tenancy.change_time(), tenancy.change_time())"
                        + " on conflict (tenant_id, account_id) do update set status = 'ACTIVE'",
                units.tenant(),
                account.id(),
                account.name(),
                account.email().value());
        boolean known = Jdbc.test(
                connection,
                "select exists (select from tenancy.role where tenant_id = ? and key = ?"
                        + " union all select from tenancy.system_role where key = ?)",
                units.tenant(),
                role,
                role);
        if (!known) {
            throw new AccessNotFoundException(
                    "There is no role " + role, "tenancyctl role list shows what there is", null);
        }
        Jdbc.run(
                connection,
                "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, role, system_role)"
                        + " select ?, ?, 'USER', ?, case when s.key is null then k.key end, s.key"
                        + " from (select cast(? as text) as key) k left join tenancy.system_role s on s.key = k.key"
                        + " on conflict do nothing",
                units.tenant(),
                ids.next(),
                account.id(),
                role);
        return MemberRows.members(connection, units.tenant(), account.id()).get(0);
    }
}

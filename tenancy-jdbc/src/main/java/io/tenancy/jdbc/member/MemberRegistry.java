package io.tenancy.jdbc.member;

import io.tenancy.jdbc.internal.authorization.OperatorWork;
import io.tenancy.jdbc.internal.member.MemberWrites;
import io.tenancy.jdbc.internal.member.TenantMembers;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.member.Account;
import io.tenancy.member.Member;
import io.tenancy.member.Members;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * Members of any tenant, from the operator's side. Answers to nobody's rights, only to the audit trail, and to the last owner.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * MemberRegistry members = MemberRegistry.over(adminPool, Clock.systemUTC());
 * members.add(tenant.id(), ann, Role.OWNER, new Attribution("signup", "first owner"));
 * members.of(tenant.id(), by).deactivate(bob.id());
 * }</pre>
 */
public final class MemberRegistry {
    private final OperatorWork work;
    private final TimeOrderedIds ids;
    private final Clock clock;

    private MemberRegistry(DataSource admin, Clock clock) {
        this.work = new OperatorWork(admin, clock);
        this.ids = new TimeOrderedIds(clock);
        this.clock = clock;
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock gives the time of changes
     * @return the registry
     */
    public static MemberRegistry over(DataSource admin, Clock clock) {
        return new MemberRegistry(admin, clock);
    }

    /**
     * The members of one tenant.
     *
     * @param tenant the tenant
     * @param by who and why
     * @return its members; every change is a transaction of its own
     */
    public Members of(TenantId tenant, Attribution by) {
        return new TenantMembers(work.in(tenant, by), ids, clock, null);
    }

    /**
     * Makes a person a member without an invitation, as the first owner is made. Does nothing to a member that has the role already.
     *
     * @param tenant the tenant
     * @param account the person
     * @param role the key of the role it gets in the whole tenant
     * @param by who and why
     * @return the active member
     */
    public Member add(TenantId tenant, Account account, String role, Attribution by) {
        return MemberWrites.add(work.in(tenant, by), ids, account, role);
    }
}

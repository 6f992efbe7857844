package io.tenancy.jdbc.internal.member;

import io.tenancy.jdbc.internal.authorization.AccessUnits;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.member.Accounts;
import io.tenancy.member.Members;
import io.tenancy.member.Memberships;
import java.time.Clock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the front door offers about people.
 *
 * @param accounts people outside of tenants
 * @param members people inside the bound tenant
 * @param memberships the ways between
 */
public record People(Accounts accounts, Members members, Memberships memberships) {
    /**
     * Puts them together.
     *
     * @param app the application's own connections, which bind no tenant
     * @param units transactions inside the bound tenant
     * @param clock stamps and expires
     * @param keys seals second factors; null if there are none
     * @param issuer the application's name
     * @param failed is told who failed to sign in, by the hash of the name. Returns at once
     */
    public People(
            DataSource app,
            TenantUnits units,
            Clock clock,
            @Nullable SecretKeyset keys,
            String issuer,
            Consumer<String> failed) {
        this(
                new OwnAccounts(new JdbcAccounts(app, clock, keys, issuer, failed)),
                new TenantMembers(AccessUnits.of(units, clock), new TimeOrderedIds(clock), clock, null),
                new JdbcMemberships(app, clock));
    }
}

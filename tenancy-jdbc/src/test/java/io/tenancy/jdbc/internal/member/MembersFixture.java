package io.tenancy.jdbc.internal.member;

import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.member.MemberRegistry;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.member.Account;
import io.tenancy.member.Members;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Tenants with members, connected as the application. Roles: owner; admin (manages roles, and patients:*); manager (manages roles,
 * patients:read); staff (patients:read).
 */
abstract class MembersFixture extends AccountsFixture {
    static final Attribution OPS = new Attribution("ops:anna", "ticket 42");
    static JdbcTenancy tenancy;
    static MemberRegistry registry;
    private static int tenants;

    @BeforeAll
    static void open() throws SQLException {
        tenancy = JdbcTenancy.builder().app(database.app()).clock(clock).build();
        registry = MemberRegistry.over(database.admin(), clock);
        Jdbc.transact(database.admin(), connection -> {
            for (String sql : List.of(
                    "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                            + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true)",
                    "insert into tenancy.permission (key) values ('patients:read'), ('patients:delete')",
                    "insert into tenancy.system_role (key, name) values ('admin', 'Admin'), ('manager', 'Manager'), ('staff', 'Staff')",
                    "insert into tenancy.system_role_permission values ('admin', 'roles:manage'), ('admin', 'patients:read'),"
                            + " ('admin', 'patients:delete'), ('manager', 'roles:manage'), ('manager', 'patients:read'), ('staff', 'patients:read')")) {
                Jdbc.run(connection, sql);
            }
            return true;
        });
    }

    @AfterAll
    static void shut() {
        tenancy.close();
    }

    static Tenant tenant() {
        return TenantRegistry.over(database.admin(), clock).create(TenantKey.of("m" + tenants++), "Practice", OPS);
    }

    static Account member(Tenant tenant, String role) {
        Account account = person();
        boolean unused =
                registry.add(tenant.id(), account, role, OPS).accountId().equals(account.id());
        return account;
    }

    /** In the tenant, on behalf of the person. */
    static <T> T as(Tenant tenant, @Nullable Account account, Callable<T> work) {
        TenantBinding binding = TenantBinding.of(tenant);
        TenantBinding bound =
                account == null ? binding : binding.withPrincipal(new Principal(account.id(), "x", PrincipalKind.USER));
        try {
            return TenantContext.call(bound, work::call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void doAs(Tenant tenant, @Nullable Account account, Runnable work) {
        boolean unused = as(tenant, account, () -> {
            work.run();
            return true;
        });
    }

    static Members members() {
        return tenancy.members();
    }

    static String invite(Tenant tenant, Account by, Account whom, String role) {
        return as(tenant, by, () -> members().invite(whom.email(), role, null).token());
    }

    static List<String> rolesOf(Tenant tenant, UUID account) {
        return RoleRegistry.over(database.admin(), clock).of(tenant.id(), OPS).grants(account).stream()
                .map(grant -> grant.role())
                .sorted()
                .toList();
    }
}

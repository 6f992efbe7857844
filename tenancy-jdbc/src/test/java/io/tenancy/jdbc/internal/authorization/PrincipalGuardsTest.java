package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rights are for somebody who is there: an active member, a key that lives, a group of this tenant. Whoever asks, and on every path. */
class PrincipalGuardsTest extends AccessFixture {
    /** Who tries it. */
    enum Asking {
        OWNER_AS_THE_APPLICATION,
        OPERATOR
    }

    private Tenant tenant;
    private Tenant other;
    private UUID owner;

    @BeforeEach
    void open() throws SQLException {
        tenant = tenant();
        other = tenant();
        owner = someone(tenant, "owner");
    }

    private void tell(Asking asking, String... statements) throws SQLException {
        if (asking == Asking.OPERATOR) {
            operator(statements);
        } else {
            as(tenant, owner, statements);
        }
    }

    private UUID key(Tenant of, UUID creator) throws SQLException {
        UUID key = UUID.randomUUID();
        operator(key(of, key, creator));
        return key;
    }

    private static UUID group(Tenant of) throws SQLException {
        UUID group = UUID.randomUUID();
        operator("insert into tenancy.principal_group (tenant_id, id, name) values ('" + of.id() + "', '" + group
                + "', '" + group + "')");
        return group;
    }

    private String enter(UUID group, UUID who) {
        return "insert into tenancy.group_member (tenant_id, group_id, principal_id) values ('" + tenant.id() + "', '"
                + group + "', '" + who + "')";
    }

    private String acts(UUID key, UUID of) {
        return "insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values ('" + tenant.id() + "', '"
                + key + "', '" + of + "')";
    }

    private static String where(Tenant of, String column, UUID id) {
        return " where tenant_id = '" + of.id() + "' and " + column + " = '" + id + "'";
    }

    private String deactivated(UUID person) {
        return "update tenancy.member set status = 'INACTIVE'" + where(tenant, "account_id", person);
    }

    private String revoked(UUID key) {
        return "update tenancy.api_key set revoked_at = now()" + where(tenant, "id", key);
    }

    @ParameterizedTest
    @EnumSource
    void roleIsGrantedToWhoIsThereOnly(Asking asking) throws SQLException {
        UUID gone = someone(tenant, "staff");
        tell(asking, deactivated(gone));
        UUID key = key(tenant, owner);
        tell(asking, revoked(key));

        refused("TN028", () -> tell(asking, grant(tenant, UUID.randomUUID(), "USER", "staff", null)));
        refused("TN028", () -> tell(asking, grant(tenant, gone, "USER", "staff", null)));
        refused("TN028", () -> tell(asking, grant(tenant, person(other), "USER", "staff", null)));
        refused("TN028", () -> tell(asking, grant(tenant, key(tenant, owner), "USER", "staff", null)));
        refused("TN028", () -> tell(asking, grant(tenant, key, "API_KEY", "staff", null)));
        refused("TN028", () -> tell(asking, grant(tenant, key(other, owner), "API_KEY", "staff", null)));
        refused("TN028", () -> tell(asking, grant(tenant, person(tenant), "API_KEY", "staff", null)));
        refused("TN027", () -> tell(asking, grant(tenant, group(other), "GROUP", "staff", null)));

        tell(
                asking,
                grant(tenant, person(tenant), "USER", "staff", null),
                grant(tenant, key(tenant, owner), "API_KEY", "staff", null),
                grant(tenant, group(tenant), "GROUP", "staff", null));
        tell(asking, "update tenancy.member set status = 'ACTIVE'" + where(tenant, "account_id", gone));
        assertThat(ask(tenant, gone, "select tenancy.has_permission('patients:read')"))
                .containsExactly("f");
    }

    @ParameterizedTest
    @EnumSource
    void groupIsEnteredByWhoIsThereOnly(Asking asking) throws SQLException {
        UUID group = group(tenant);
        UUID gone = person(tenant);
        tell(asking, deactivated(gone));
        refused("TN028", () -> tell(asking, enter(group, UUID.randomUUID())));
        refused("TN028", () -> tell(asking, enter(group, gone)));
        refused("TN028", () -> tell(asking, enter(group, person(other))));
        refused("TN028", () -> tell(asking, enter(group, key(other, owner))));
        tell(asking, enter(group, person(tenant)), enter(group, key(tenant, owner)));
    }

    @ParameterizedTest
    @EnumSource
    void onlyAKeyActsForSomebodyAndForWhoMadeItOnly(Asking asking) throws SQLException {
        UUID staff = someone(tenant, "staff");
        refused("TN028", () -> tell(asking, acts(UUID.randomUUID(), owner)));
        refused("TN028", () -> tell(asking, acts(person(tenant), owner)));
        refused("TN028", () -> tell(asking, acts(key(other, owner), owner)));
        refused("TN028", () -> tell(asking, acts(key(tenant, staff), owner)));
        tell(asking, acts(key(tenant, owner), owner));
    }

    @ParameterizedTest
    @EnumSource
    void keyHasAnIdOfItsOwn(Asking asking) throws SQLException {
        UUID manager = someone(tenant, "manager");
        UUID creator = asking == Asking.OPERATOR ? manager : owner;
        refused("TN050", () -> tell(asking, key(tenant, owner, creator)));
        refused("TN050", () -> tell(asking, key(tenant, group(tenant), creator)));
        tell(asking, key(tenant, UUID.randomUUID(), creator));
    }

    @ParameterizedTest
    @EnumSource
    void revokedKeyLosesWhatItHeldAtOnce(Asking asking) throws SQLException {
        UUID key = key(tenant, owner);
        UUID group = group(tenant);
        tell(asking, grant(tenant, key, "API_KEY", "staff", null), enter(group, key));
        assertThat(ask(tenant, key, "select tenancy.has_permission('patients:read')"))
                .containsExactly("t");

        tell(asking, revoked(key));

        assertThat(TenancyDatabase.ask(
                        database.admin(),
                        "select 1 from tenancy.role_grant" + where(tenant, "principal_id", key)
                                + " union all select 1 from tenancy.group_member"
                                + where(tenant, "principal_id", key)))
                .isEmpty();
        assertThat(ask(tenant, key, "select tenancy.has_permission('patients:read')"))
                .containsExactly("f");
    }
}

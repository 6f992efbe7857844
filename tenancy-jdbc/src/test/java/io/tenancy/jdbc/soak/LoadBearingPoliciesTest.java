package io.tenancy.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.isolation.RoleCheck;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes one protection of the database away at a time and shows what leaks then; first that nothing does with it. */
class LoadBearingPoliciesTest {
    private static final int TENANTS = 2;
    private static final long ALL = TENANTS * Ledger.SEEDED;

    private Ledger ledger;
    private Tenant ann;
    private Tenant bob;

    @BeforeEach
    void open() throws SQLException {
        ledger = Ledger.open(TENANTS);
        ann = ledger.tenantAt(0);
        bob = ledger.tenantAt(1);
    }

    @AfterEach
    void closeAll() {
        ledger.close();
    }

    private long seenBy(Tenant tenant, DataSource source) throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant)) {
            return Ledger.count(TenantDataSource.wrap(source), "select count(*) from entry");
        }
    }

    private void runAs(Tenant tenant, String sql) throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant)) {
            Ledger.run(TenantDataSource.wrap(ledger.app()), sql);
        }
    }

    /** As whoever owns the tables, with ANN bound by hand. */
    private long seenByOwner() throws SQLException {
        try (Connection connection = ledger.database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role tenancy_owner");
            statement.execute("set tenancy.tenant_id = '" + ann.id() + "'");
            try (var rows = statement.executeQuery("select count(*) from entry")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Test
    void withoutForceTheOwnerSeesEverything() throws SQLException {
        assertThat(seenByOwner()).isZero();

        ledger.database.execute("alter table entry no force row level security");

        assertThat(seenByOwner()).isEqualTo(ALL);
    }

    @Test
    void withoutTheFloorACarelessPolicyOpensEveryTenant() throws SQLException {
        ledger.database.execute("create policy report on entry for select to tenancy_app using (true)");
        assertThat(seenBy(ann, ledger.app())).isEqualTo(Ledger.SEEDED);

        ledger.database.execute("drop policy tenancy_floor on entry");

        assertThat(seenBy(ann, ledger.app())).isEqualTo(ALL);
    }

    @Test
    void withoutTheFloorsCheckACarelessPolicyTakesRowsForAnotherTenant() throws SQLException {
        String plant =
                "insert into entry (tenant_id, owner, body) values ('" + bob.id() + "', '" + ann.id() + "', 'planted')";
        ledger.database.execute("create policy intake on entry for insert to tenancy_app with check (true)");
        assertThatThrownBy(() -> runAs(ann, plant)).isInstanceOf(SQLException.class);

        ledger.database.execute("drop policy tenancy_floor on entry");
        runAs(ann, plant);

        assertThat(ledger.strayRows()).isEqualTo(1);
    }

    @Test
    void withASingleColumnKeyAChildHangsOnAnotherTenantsParent() throws SQLException {
        String hang = "insert into entry (owner, body, account_id) values ('" + ann.id() + "', 'hung', "
                + Ledger.count(ledger.database.dataSource(), "select id from account where owner = '" + bob.id() + "'")
                + ")";
        assertThatThrownBy(() -> runAs(ann, hang)).hasMessageContaining("foreign key");

        referToAccountsByIdAlone();
        runAs(ann, hang);
        assertThat(ledger.count("entry where body = 'hung'")).isEqualTo(1);

        runAs(bob, "delete from account");
        assertThat(ledger.count("entry where body = 'hung'"))
                .as("Ann's row is gone by Bob's delete")
                .isZero();
    }

    private void referToAccountsByIdAlone() throws SQLException {
        ledger.database.execute("alter table entry drop constraint entry_tenant_id_account_id_fkey;"
                + " alter table account add unique (id);"
                + " alter table entry add foreign key (account_id) references account (id) on delete cascade");
    }

    @Test
    void withoutRowLevelSecurityTheContextAloneHidesNothing() throws SQLException {
        assertThat(seenBy(ann, ledger.app())).isEqualTo(Ledger.SEEDED);

        ledger.database.execute("alter table entry disable row level security");

        assertThat(seenBy(ann, ledger.app())).isEqualTo(ALL);
    }

    /** The check refuses the login; whoever skips it, sees every tenant. */
    @ParameterizedTest
    @ValueSource(strings = {"superuser", "bypassrls", "member of tenancy_owner and the owner is not forced"})
    void withoutTheRoleCheckAnUnsafeLoginSeesEverything(String what) throws SQLException {
        String login = "unsafe_" + what.charAt(0);
        ledger.database.execute("drop role if exists " + login + "; create role " + login
                + " login in role tenancy_app password '" + Ledger.PASSWORD + "'");
        switch (what) {
            case "superuser" -> ledger.database.execute("alter role " + login + " superuser");
            case "bypassrls" -> ledger.database.execute("alter role " + login + " bypassrls");
            default ->
                ledger.database.execute(
                        "grant tenancy_owner to " + login + "; alter table entry no force row level security");
        }
        DataSource unsafe = ledger.database.dataSource(login, Ledger.PASSWORD);
        try {
            assertThatThrownBy(() -> RoleCheck.requireSafe(unsafe)).isInstanceOf(io.tenancy.TenancyException.class);
            assertThat(seenBy(ann, unsafe)).isEqualTo(ALL);
        } finally {
            ledger.database.execute("drop role " + login);
        }
        RoleCheck.requireSafe(ledger.app());
    }
}

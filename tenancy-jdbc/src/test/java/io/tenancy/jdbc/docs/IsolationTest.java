package io.tenancy.jdbc.docs;

import static io.tenancy.jdbc.docs.Clinic.ACME;
import static io.tenancy.jdbc.docs.Clinic.BIRCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What docs/isolation.md shows: what holds, and what does not. */
class IsolationTest {
    private static Clinic clinic;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void open() throws Exception {
        clinic = new Clinic();
        jdbc = new JdbcTemplate(TenantDataSource.wrap(clinic.pool));
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @Test
    void isolateMadeThesePolicies() throws SQLException {
        String sql = """
                -- snippet: policies
                select policyname, permissive, roles, qual
                from pg_policies
                where tablename = 'patient'
                order by policyname
                -- end
                """;
        String predicate =
                "(tenant_id = ( SELECT (current_setting('tenancy.tenant_id'::text))::uuid AS current_setting))";
        assertThat(rows(sql))
                .containsExactly(
                        "tenancy_admin|PERMISSIVE|{tenancy_admin}|true",
                        "tenancy_base|PERMISSIVE|{tenancy_app}|" + predicate,
                        "tenancy_floor|RESTRICTIVE|{tenancy_app}|" + predicate,
                        "tenancy_migrator|PERMISSIVE|{tenancy_migrator}|true");
    }

    @Test
    void isolationWarningsComeWithWhatMendsThem() throws SQLException {
        TenancyDatabase.run(clinic.database.migrator(), """
                create table letter (
                    id        uuid primary key,
                    tenant_id uuid not null,
                    body      text not null
                );
                """, "select tenancy.isolate('letter')");
        String sql = """
                -- snippet: warnings
                select problem, remedy from tenancy.isolation_warnings('letter', 'tenant_id')
                -- end
                """;
        assertThat(rows(sql))
                .containsExactly(
                        "primary key letter_pkey of public.letter does not contain tenant_id: tenants can probe each other's values|"
                                + "alter table public.letter drop constraint letter_pkey, add primary key (tenant_id, id);",
                        "public.letter has no index that leads with tenant_id: every query reads all tenants' rows|"
                                + "create index on public.letter (tenant_id);");
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = clinic.database.migrator().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
                    row.add(result.getString(at));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    @Test
    void anotherTenantsRowIsRefusedByTheDatabase() {
        UUID birch = BIRCH.id().value();
        // snippet: violation
        try (TenantScope scope = TenantContext.bind(ACME)) {
            assertThatThrownBy(() -> jdbc.update("insert into patient (tenant_id, name) values (?, 'Eve')", birch))
                    .cause()
                    .hasMessageContaining("TENANT_VIOLATION");
            assertThat(jdbc.update("update patient set name = 'Eve' where tenant_id = ?", birch))
                    .isZero(); // there is no such row, as far as acme can tell
        }
        // end
    }

    @Test
    void theWrapperRefusesToTouchTheContext() {
        // snippet: protected
        try (TenantScope scope = TenantContext.bind(ACME)) {
            assertThatThrownBy(() -> jdbc.execute("set tenancy.tenant_id = '" + BIRCH.id() + "'"))
                    .hasMessageContaining("TENANT_SETTING_PROTECTED");
        }
        // end
    }

    @Test
    void sqlOfTheAttackersOwnChoosingChoosesTheTenant() throws SQLException {
        UUID birch = BIRCH.id().value();
        try (TenantScope scope = TenantContext.bind(ACME);
                Connection connection = TenantDataSource.wrap(clinic.pool).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // snippet: injection
            String typed = "x'; select set_config('tenancy.' || 'tenant_id', '" + birch + "', true) --";
            statement.execute("select name from patient where name = '" + typed + "'"); // never build SQL like this

            ResultSet patients = statement.executeQuery("select name from patient"); // acme is bound
            assertThat(patients.next()).isTrue();
            assertThat(patients.getString(1)).isEqualTo("Bob"); // birch's Bob
            // end
            connection.rollback();
        }
    }
}

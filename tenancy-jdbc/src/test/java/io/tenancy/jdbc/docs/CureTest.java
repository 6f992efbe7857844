package io.tenancy.jdbc.docs;

import static io.tenancy.jdbc.docs.Clinic.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.tenant.Tenant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The cure of the README. */
class CureTest {
    private static Clinic clinic;

    @BeforeAll
    static void open() throws Exception {
        clinic = new Clinic();
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @Test
    void everyQueryRunsInsideOneTenant() {
        DataSource pool = clinic.pool;
        Tenant acme = ACME;
        // snippet: cure
        DataSource dataSource = TenantDataSource.wrap(pool); // your pool, which logs in as tenancy_app
        JdbcTemplate jdbc = new JdbcTemplate(dataSource); // or Hibernate, MyBatis, jOOQ, plain JDBC

        try (TenantScope scope = TenantContext.bind(acme)) { // once per request
            var names = jdbc.queryForList("select name from patient", String.class);
            assertThat(names).containsExactly("Ann"); // acme's; the database lets no other row through
        }
        assertThatThrownBy(() -> jdbc.queryForList("select name from patient", String.class))
                .hasMessageContaining("TENANT_CONTEXT_MISSING"); // nobody bound: refused before anything is sent
        // end
    }
}

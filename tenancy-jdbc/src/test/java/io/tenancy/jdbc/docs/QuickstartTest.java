package io.tenancy.jdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.config.TenancyConfig;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The application of docs/quickstart.md. */
class QuickstartTest {
    private static final Path FILE = Path.of(System.getProperty("tenancy.basedir"), "examples/quickstart/tenancy.yaml");
    private static Clinic clinic;
    private static Map<String, String> environment;

    @BeforeAll
    static void open() throws Exception {
        clinic = new Clinic();
        String url = ((PGSimpleDataSource) clinic.database.app()).getUrl();
        environment = Map.of(
                "TENANCY_APP_URL",
                url,
                "TENANCY_APP_PASSWORD",
                TenancyDatabase.PASSWORD,
                "TENANCY_ADMIN_URL",
                url,
                "TENANCY_ADMIN_PASSWORD",
                TenancyDatabase.PASSWORD);
        TenantRegistry registry = TenantRegistry.over(clinic.database.admin(), Clock.systemUTC());
        Tenant unused = registry.create(TenantKey.of("cedar"), "Cedar", new Attribution("test", "quickstart"));
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @Test
    void anApplicationWorksInsideATenant() throws Exception {
        TenantKey key = TenantKey.of("cedar");
        // snippet: application
        TenancyConfig config = TenancyConfig.load(FILE, environment); // tenancy.yaml, and System.getenv()
        try (JdbcTenancy tenancy = JdbcTenancy.open(config)) { // once per application; refuses an unsafe login
            Tenant tenant = tenancy.tenants().requireByKey(key); // what the request names

            try (TenantScope scope = TenantContext.bind(tenant)) { // suspended or gone: refused here
                tenancy.useTransaction(
                        tx -> { // one transaction: two statements, three round trips
                            tx.dsl().execute("insert into patient (name) values (?)", "Cecily");
                            tx.dsl().execute("update patient set name = upper(name)"); // no where: cedar's all the same
                        });
                var names = tenancy.dsl().fetch("select name from patient"); // one statement, one round trip
                assertThat(names.getValues("name", String.class)).containsExactly("CECILY");
            }
        }
        // end
    }

    @Test
    void theOperatorWorksAcrossTenants() throws Exception {
        try (JdbcTenancy tenancy = JdbcTenancy.open(TenancyConfig.load(FILE, environment))) {
            // snippet: admin
            Attribution why =
                    new Attribution("ops:anna", "monthly count"); // stands in the audit trail, or nothing happens
            int patients = tenancy.inAdminTransaction(
                    why, tx -> tx.dsl().fetchOne("select count(*) from patient").get(0, int.class));
            assertThat(patients).isGreaterThanOrEqualTo(2); // of all clinics
            // end
        }
    }
}

package io.tenancy.testing.junit;

import static io.tenancy.testing.junit.TenantIsolation.assertThatTenantsAreIsolated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.testing.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TenancyTest(migrations = "classpath:db/migration")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TenantIsolationTest {
    @Test
    @Order(1)
    // snippet: assertion
    void noTenantReachesAnother() {
        assertThatTenantsAreIsolated();
    }
    // end

    @Test
    @Order(2)
    void nothingIsLeftBehind(TestDatabase everything) throws SQLException {
        try (Connection connection = everything.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from note")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isZero();
        }
    }

    @Test
    @Order(3)
    void wayAcrossIsToldWithTheStatementThatLeakedAndWhatMendsIt(TestDatabase everything) throws SQLException {
        everything.execute("grant truncate on note to tenancy_app");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(TenantIsolation::assertThatTenantsAreIsolated)
                .withMessageStartingWith("Tenants are not isolated:")
                .withMessageContaining("A25 public.note: 1 attack got through: TRUNCATE")
                .withMessageContaining("leaked: truncate public.note")
                .withMessageContaining("A15 public.note")
                .withMessageContaining("mend: revoke");

        everything.execute("revoke truncate on note from tenancy_app");
        assertThatTenantsAreIsolated("tenant_id", java.util.List.of());
    }
}

package io.tenancy.jdbc.isolation;

import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class IsolationAuditTest extends IsolationFixture {
    @Test
    void migratorSeesWhatASuperuserSees() throws SQLException {
        table("audit_note", "tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)");
        run(database.migrator(), "grant select on audit_note to tenancy_app");

        IsolationReport asMigrator =
                IsolationAudit.builder(database.migrator()).build().run();

        assertThat(asMigrator.findings(Severity.ERROR))
                .extracting(Finding::rule, Finding::object)
                .contains(tuple(Rule.A01, "public.audit_note"));
        assertThat(IsolationAudit.builder(database.superuser()).build().run()).isEqualTo(asMigrator);
    }

    @Test
    void findingNamesObjectAttackAndSql() throws SQLException {
        table("\"Odd \"\"Name\"", "tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)");
        run(database.migrator(), "grant select on \"Odd \"\"Name\" to tenancy_app");

        Finding finding = IsolationAudit.builder(database.migrator()).build().run().findings().stream()
                .filter(one -> one.object().contains("Odd"))
                .findFirst()
                .orElseThrow();

        assertThat(finding.sql()).containsExactly("select tenancy.isolate('public.\"Odd \"\"Name\"');");
        assertThat(finding.attack()).contains("all tenants' rows");
        run(database.migrator(), finding.sql().get(0));
        assertThat(IsolationAudit.builder(database.migrator()).build().run().findings())
                .noneMatch(one -> one.object().contains("Odd"));
    }

    @Test
    void serverThatIsNotThereIsNoReport() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nothing");

        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> IsolationAudit.builder(nowhere).build().run())
                .extracting(TenancyException::code)
                .isEqualTo(ErrorCode.CONNECTION_FAILED);
    }

    @Test
    void roleThatIsNotThereIsNoReport() {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> IsolationAudit.builder(database.migrator())
                        .appRole("nobody_at_all")
                        .build()
                        .run())
                .withMessageContaining("nobody_at_all");
    }

    @Test
    void auditLeavesTheTransactionAsItWas() throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local search_path = audit_elsewhere, public");
            IsolationReport report =
                    IsolationAudit.builder(database.superuser()).build().on(connection);
            assertThat(report.appRole()).isEqualTo("tenancy_app");

            try (ResultSet path = statement.executeQuery("show search_path")) {
                path.next();
                assertThat(path.getString(1)).isEqualTo("audit_elsewhere, public");
            }
            statement.execute("create table audit_trace (id integer)");
            connection.rollback();
        }
    }

    @Test
    void releaseBelowTheFloorIsAnError() {
        assertThat(release(170010, LocalDate.of(2026, 11, 20))).containsExactly(Severity.ERROR);
        assertThat(release(170011, LocalDate.of(2026, 11, 20)))
                .as("the number of the release that follows was not known")
                .containsExactly(Severity.INFO);
        assertThat(release(170012, LocalDate.of(2026, 11, 20))).isEmpty();
        assertThat(release(150019, LocalDate.of(2026, 11, 20))).containsExactly(Severity.ERROR);
        assertThat(release(140024, LocalDate.of(2026, 11, 20))).containsExactly(Severity.ERROR);
        assertThat(release(150020, LocalDate.of(2028, 1, 1))).containsExactly(Severity.WARNING);
        assertThat(release(190001, LocalDate.of(2028, 1, 1))).containsExactly(Severity.INFO);
    }

    private static List<Severity> release(int version, LocalDate today) {
        List<Severity> found = new ArrayList<>();
        ServerReleaseRules.findings(version, String.valueOf(version), today, finding -> found.add(finding.severity()));
        return found;
    }
}

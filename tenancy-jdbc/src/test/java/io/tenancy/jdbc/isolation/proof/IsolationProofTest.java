package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Rule;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IsolationProofTest {
    private TenancyDatabase database;

    @BeforeEach
    void start() throws SQLException {
        database = TenancyDatabase.create();
        run(
                database.migrator(),
                "create table patient (tenant_id uuid not null, id bigint generated always as identity, name text not null,"
                        + " primary key (tenant_id, id))",
                "select tenancy.isolate('patient')",
                "select tenancy.hand_over()");
    }

    @AfterEach
    void stop() {
        database.close();
    }

    /** Before PostgreSQL 16 the application's role cannot be lent to the migrator. */
    private DataSource prover() {
        return lends() ? database.migrator() : database.superuser();
    }

    private boolean lends() {
        try {
            return Integer.parseInt(
                            ask(database.superuser(), "show server_version_num").get(0))
                    >= 160000;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProofReport prove() {
        return IsolationProof.builder(prover()).app(database.app()).build().run();
    }

    private static List<ProofVerdict> of(ProofReport report, String object, Attack attack) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.object().equals(object) && verdict.attack() == attack)
                .toList();
    }

    @Test
    void migratorProvesItWithoutBeingASuperuserAndLeavesNothingBehind() throws SQLException {
        ProofReport report = prove();

        assertThat(report.verdicts(Outcome.LEAKED)).isEmpty();
        assertThat(report.verdicts(Outcome.NOT_PROVED)).isEmpty();
        assertThat(report.isHeld()).isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.verdicts())
                .extracting(ProofVerdict::attack)
                .contains(Attack.READ, Attack.TRUNCATE, Attack.SEQUENCE);
        assertThat(ask(database.superuser(), "select count(*) from patient")).containsExactly("0");
        assertThat(ask(database.superuser(), "select count(*) from tenancy.registry_change"))
                .containsExactly("0");
    }

    @Test
    void nothingIsLeftButTheNumbersThatTriggersTookFromSequencesAndThoseAreNamed() throws SQLException {
        run(
                database.migrator(),
                "create sequence receipt",
                "alter table patient add receipt bigint",
                "create function receipt() returns trigger language plpgsql as"
                        + " $$ begin new.receipt := nextval('public.receipt'); return new; end $$",
                "create trigger receipt before insert on patient for each row execute function receipt()",
                "select tenancy.hand_over()");
        DatabaseFingerprint before = DatabaseFingerprint.of(database.superuser());

        ProofReport report = prove();

        assertThat(report.sequences()).contains("public.receipt");
        assertThat(DatabaseFingerprint.of(database.superuser()).differences(before))
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(report.sequences()).anyMatch(difference::contains));
    }

    @Test
    void migratorHasNoneOfTheApplicationsRightsUntilItTakesItsRole() throws SQLException {
        assumeTrue(lends());
        assertThat(ask(
                        database.superuser(),
                        "select pg_has_role('tenancy_migrator', 'tenancy_app', 'usage') || ' '"
                                + " || pg_has_role('tenancy_migrator', 'tenancy_app', 'set')"))
                .containsExactly("false true");
    }

    @Test
    void loginThatMayNotTakeTheRoleIsToldWhatMendsIt() {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(
                        () -> IsolationProof.builder(database.admin()).build().run())
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING))
                .satisfies(e -> assertThat(e.remedy())
                        .contains(
                                lends()
                                        ? "grant tenancy_app to tenancy_admin with inherit false, set true"
                                        : "prove it as a superuser"));
    }

    @Test
    void tableThatTakesNoRowIsAnErrorAndNoPass() throws SQLException {
        run(
                database.migrator(),
                "create table shut (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id), check (id is null))",
                "select tenancy.isolate('shut')");

        ProofReport report = prove();

        assertThat(report.isHeld()).isFalse();
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.A25))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR))
                .satisfies(finding -> assertThat(finding.object()).isEqualTo("public.shut"))
                .satisfies(finding -> assertThat(finding.problem()).startsWith("Not proved"));
    }

    @Test
    void attackThatDoesNotReachOwnRowsEitherIsNotProved() throws SQLException {
        run(
                database.migrator(),
                "create policy never on patient as restrictive to tenancy_app using (false) with check (true)");

        ProofReport report = prove();

        assertThat(of(report, "public.patient", Attack.READ))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_PROVED))
                .satisfies(verdict -> assertThat(verdict.reason()).contains("own rows"));
        assertThat(report.findings()).isNotEmpty().extracting(Finding::severity).containsOnly(Severity.WARNING);
    }

    @Test
    void freshLoginIsAskedOnAConnectionOfItsOwn() throws SQLException {
        run(database.superuser(), "insert into patient (tenant_id, name) values (gen_random_uuid(), 'Ann')");
        assertThat(of(prove(), "public.patient", Attack.SECOND_CONNECTION))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.outcome()).isEqualTo(Outcome.HELD))
                .satisfies(verdict -> assertThat(verdict.reason()).contains("22P02"));

        run(database.superuser(), "alter table patient disable row level security");
        assertThat(of(prove(), "public.patient", Attack.SECOND_CONNECTION))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.outcome()).isEqualTo(Outcome.LEAKED));
    }

    @Test
    void anOpenTransactionIsLeftAsItWas() throws SQLException {
        try (Connection connection = database.migrator().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local lock_timeout = '7s'");
            statement.execute(
                    "create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))");
            statement.execute("grant select on note to tenancy_app");

            ProofReport report = IsolationProof.builder(prover()).build().on(connection);

            assertThat(of(report, "public.note", Attack.READ))
                    .extracting(ProofVerdict::outcome)
                    .containsExactly(Outcome.LEAKED);
            var row = statement.executeQuery(
                    "select current_setting('lock_timeout'), current_user, (select count(*) from note)");
            assertThat(row.next()).isTrue();
            assertThat(List.of(row.getString(1), row.getString(2), row.getString(3)))
                    .containsExactly("7s", lends() ? "tenancy_migrator" : "postgres", "0");
            connection.rollback();
        }
    }

    @Test
    void findingsHaveTheSameNameInEveryRun() throws SQLException {
        run(database.superuser(), "alter table patient disable row level security");

        List<String> first =
                prove().findings().stream().map(Finding::fingerprint).toList();

        assertThat(first).isNotEmpty();
        assertThat(prove().findings()).extracting(Finding::fingerprint).isEqualTo(first);
    }

    @Test
    void lockThatSomebodyElseHoldsIsNotWaitedForForever() throws SQLException {
        try (Connection other = database.superuser().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table patient in access exclusive mode");

            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> IsolationProof.builder(prover())
                            .timeouts(Duration.ofMillis(50), Duration.ofSeconds(20))
                            .build()
                            .run())
                    .withMessageContaining("lock timeout");
            other.rollback();
        }
    }
}

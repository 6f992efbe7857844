package io.tenancy.jdbc.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.isolation.AuditCorpus.Fault;
import io.tenancy.jdbc.isolation.AuditCorpus.Schema;
import io.tenancy.jdbc.isolation.proof.Outcome;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import io.tenancy.jdbc.isolation.proof.ProofVerdict;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof over the whole corpus: what can be attacked there is refuted, and what is clean is held. */
class ProofCorpusTest {
    private static final Path ROOT = Path.of(System.getProperty("tenancy.basedir"));

    private static TenancyDatabase database;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** All of them under -Pproofs, else one of three. */
    private static List<Fault> some(List<Fault> faults) {
        int step = Boolean.getBoolean("tenancy.proofs") ? 1 : 3;
        return IntStream.range(0, faults.size())
                .filter(place -> place % step == 0)
                .mapToObj(faults::get)
                .toList();
    }

    private static List<Fault> all(boolean executable) {
        return AuditCorpus.faults().stream()
                .filter(fault -> fault.executable() == executable)
                .toList();
    }

    static List<Fault> executable() {
        return some(all(true));
    }

    static List<Fault> notExecutable() {
        return some(all(false));
    }

    @ParameterizedTest
    @MethodSource("executable")
    void faultIsRefutedByTheStatementThatLeaked(Fault fault) throws SQLException {
        try (AuditCorpus.Made made = AuditCorpus.make(database.superuser(), fault.schema())) {
            ProofReport report = made.prove();

            assertThat(report.verdicts(Outcome.LEAKED))
                    .isNotEmpty()
                    .allSatisfy(leak -> assertThat(leak.statement()).isNotBlank())
                    .allSatisfy(
                            leak -> assertThat(String.join("; ", leak.script())).endsWith(leak.statement()));
            assertThat(report.isHeld()).isFalse();
            assertThat(report.findings()).anyMatch(finding -> finding.severity() == Severity.ERROR);
            assertRepeatable(made, report.verdicts(Outcome.LEAKED).get(0));
        }
    }

    /** The script alone, without the proof around it: it runs to the leak, which may be an error that tells too much. */
    private static void assertRepeatable(AuditCorpus.Made made, ProofVerdict leak) throws SQLException {
        made.run("savepoint repeated");
        try {
            for (String sql : leak.script()) {
                made.run(sql);
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(leak.toString()).matches("23503|23505|23P01|22003");
        }
        made.run("rollback to savepoint repeated");
    }

    @ParameterizedTest
    @MethodSource("notExecutable")
    void faultThatLetsNobodyThroughIsNotCalledALeak(Fault fault) throws SQLException {
        try (AuditCorpus.Made made = AuditCorpus.make(database.superuser(), fault.schema())) {
            assertThat(made.prove().verdicts(Outcome.LEAKED)).isEmpty();
        }
    }

    @Test
    void manyFaultsCanBeAttacked() {
        assertThat(all(true)).hasSizeGreaterThanOrEqualTo(65);
    }

    static List<String> schemas() throws IOException {
        return CleanCorpusTest.schemas();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void cleanSchemaIsHeld(String name) throws SQLException {
        assertHeld(AuditCorpus.clean(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"examples/chiro/src/main/resources/db/migration/chiro", "examples/quickstart/db/migration"})
    void exampleIsHeld(String folder) throws IOException, SQLException {
        StringBuilder sql = new StringBuilder();
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                sql.append(Files.readString(file)).append('\n');
            }
        }
        assertHeld(Schema.of(sql.toString()));
    }

    private static void assertHeld(Schema schema) throws SQLException {
        try (AuditCorpus.Made made = AuditCorpus.make(database.superuser(), schema)) {
            ProofReport report = made.prove();

            assertThat(report.verdicts(Outcome.LEAKED)).isEmpty();
            assertThat(report.verdicts(Outcome.NOT_PROVED)).isEmpty();
            assertThat(report.verdicts(Outcome.HELD)).isNotEmpty();
        }
    }
}

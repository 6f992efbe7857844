package io.tenancy.jdbc.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.isolation.AuditCorpus.Schema;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanCorpusTest {
    private static final Path ROOT = Path.of(System.getProperty("tenancy.basedir"));
    private static final Path CLEAN =
            ROOT.resolve("tenancy-jdbc/src/test/resources/io/tenancy/jdbc/isolation/corpus/clean");

    private static TenancyDatabase database;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    static List<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(CLEAN)) {
            return files.map(file -> file.getFileName().toString().replace(".sql", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void cleanSchemaHasNoErrorAndNoWarning(String name) throws SQLException {
        assertThat(audit(AuditCorpus.clean(name)).findings(Severity.WARNING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"examples/chiro/src/main/resources/db/migration/chiro", "examples/quickstart/db/migration"})
    void exampleHasNoErrorAndNoWarning(String folder) throws IOException, SQLException {
        StringBuilder sql = new StringBuilder();
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                sql.append(Files.readString(file)).append('\n');
            }
        }

        IsolationReport report = audit(Schema.of(sql.toString()));

        assertThat(report.findings(Severity.WARNING)).isEmpty();
        assertThat(report.tables())
                .anyMatch(table -> table.type() == AuditedTable.Type.TENANT
                        && table.table().startsWith("public."));
    }

    @Test
    void thereAreTwentyFiveCleanSchemas() throws IOException {
        assertThat(schemas().size() + 2).isGreaterThanOrEqualTo(25);
    }

    private static IsolationReport audit(Schema schema) throws SQLException {
        try (AuditCorpus.Made made = AuditCorpus.make(database.superuser(), schema)) {
            return made.audit();
        }
    }
}

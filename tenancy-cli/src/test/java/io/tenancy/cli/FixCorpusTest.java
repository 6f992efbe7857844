package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.jdbc.migration.Migrator;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults of the corpus, each in a database of its own: found, mended by the migration that {@code --fix} wrote, found no more. */
class FixCorpusTest {
    private static final int OF_EACH_RULE = Boolean.getBoolean("tenancy.proofs") ? Integer.MAX_VALUE : 2;

    @TempDir
    Path directory;

    /** Of a superuser's objects, roles and databases only a superuser can say something. */
    private static boolean isForTheMigrator(FaultFiles.Fault fault) {
        return !fault.takesADecision() && !fault.isServerWide();
    }

    static Stream<FaultFiles.Fault> faults() throws IOException {
        return FaultFiles.all().stream()
                .filter(FixCorpusTest::isForTheMigrator)
                .filter(fault -> fault.number() <= OF_EACH_RULE);
    }

    @Test
    void thereAreTwentyMendableFaultsAtLeast() throws IOException {
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fixedAndAppliedLeavesNoErrorAndASecondRunWritesNothing(FaultFiles.Fault fault) throws Exception {
        Path migrations = Files.createDirectory(directory.resolve("db"));
        if (!fault.configuration().isEmpty()) {
            Files.writeString(directory.resolve("tenancy.yaml"), fault.configuration());
        }
        try (TestDatabase database = Installed.database()) {
            var grants = TenancySchema.installRoles(database.dataSource(), RolePasswords.none());
            assertThat(grants.steps()).isNotEmpty();
            Files.writeString(migrations.resolve("V1__start.sql"), "select 1;\n");
            apply(database, migrations);
            database.execute(fault.schema());
            Tool tool = Installed.tool(directory, database);

            Run first = tool.run("check", "--fix", "db");
            List<Path> written = files(migrations);
            Run waiting = tool.run("check", "--fix", "db");
            assertThat(files(migrations)).as(waiting.toString()).isEqualTo(written);
            assertThat(written).as(first.toString()).hasSizeLessThanOrEqualTo(2);

            if (written.size() > 1) {
                apply(database, migrations);
            }
            Run again = tool.run("check", "--fix", "db", "-o", "json");
            assertThat(files(migrations)).as(again.toString()).isEqualTo(written);
            String text = first + Files.readString(written.get(written.size() - 1));
            assertThat(errors(again))
                    .as(text + again)
                    .allMatch(error -> first.err().contains("superuser run: ")
                            && first.err().contains(error));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void apply(TestDatabase database, Path migrations) {
        var report = Migrator.builder(database.dataSource("tenancy_migrator", Installed.PASSWORD))
                .locations(List.of("filesystem:" + migrations))
                .baseline("0")
                .build()
                .migrate();
        assertThat(report.applied()).hasSize(1);
    }

    private static List<String> errors(Run run) throws IOException {
        List<String> errors = new ArrayList<>();
        for (JsonNode item : new ObjectMapper().readTree(run.out()).get("items")) {
            if (item.get("severity").asText().equals("error")) {
                errors.add("(" + item.get("rule").asText() + " "
                        + item.get("object").asText() + ")");
            }
        }
        return errors;
    }
}

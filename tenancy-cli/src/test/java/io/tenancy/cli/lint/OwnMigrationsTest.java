package io.tenancy.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that others of our tests find in order are in order for the linter; those that leak are not. */
class OwnMigrationsTest {
    private static final Path ROOT = Path.of(System.getProperty("tenancy.basedir"));
    private static final Path AUDIT = ROOT.resolve("tenancy-jdbc/src/test/resources/io/tenancy/jdbc/isolation/corpus");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "examples/chiro/src/main/resources/db/migration/chiro",
                "examples/quickstart/db/migration",
                "tenancy-testing/junit/src/test/resources/db/migration"
            })
    void exampleIsClean(String folder) {
        assertThat(LintCorpus.found(lint(ROOT.resolve(folder), "tenant_id", null), false))
                .isEmpty();
    }

    @Test
    void leakIsRed() {
        assertThat(LintCorpus.found(lint(ROOT.resolve("examples/leak/db/migration"), "tenant_id", null), false))
                .containsExactly("examples/leak/db/migration/V1__letter.sql:5 L03 error");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schemaThatTheAuditFindsCleanIsClean(Path schema) throws IOException {
        String sql = Files.readString(schema);
        Files.writeString(directory.resolve("V1__schema.sql"), sql);
        List<String> shared = words(sql, "shared");
        List<String> column = words(sql, "column");

        MigrationLint.Result result =
                lint(directory, column.isEmpty() ? "tenant_id" : column.get(0), shared.isEmpty() ? null : shared);

        assertThat(LintCorpus.found(result, false)).isEmpty();
        assertThat(result.statements()).isPositive();
    }

    static Stream<Path> schemas() throws IOException {
        return Files.list(AUDIT.resolve("clean")).sorted();
    }

    private static List<String> words(String sql, String kind) {
        return sql.lines()
                .filter(line -> line.startsWith("--: " + kind + " "))
                .flatMap(line -> Stream.of(line.substring(5 + kind.length()).split(" ")))
                .toList();
    }

    private static MigrationLint.Result lint(Path folder, String column, List<String> shared) {
        LintSettings settings = new LintSettings(column, shared, "tenancy_app", Map.of(), null, Set.of());
        return new MigrationLint(List.of(folder), ROOT, settings).run();
    }
}

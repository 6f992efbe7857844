package io.tenancy.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as they come: what cannot be read is said with file, line and column, and is never a pass. */
class HostileSqlTest {
    private static final String TABLE = "create table note (tenant_id uuid not null, id uuid not null);";

    @TempDir
    Path directory;

    private MigrationLint.Result lint(String sql) throws IOException {
        return lint(sql.getBytes(StandardCharsets.UTF_8));
    }

    private MigrationLint.Result lint(byte[] sql) throws IOException {
        Files.write(directory.resolve("V1__x.sql"), sql);
        return run(Map.of());
    }

    private MigrationLint.Result run(Map<String, String> placeholders) {
        LintSettings settings = new LintSettings("tenant_id", null, "tenancy_app", placeholders, null, Set.of());
        return new MigrationLint(List.of(directory), directory, settings).run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "select 'open                      | V1__x.sql:1:8: A string that does not end",
                "select 1; select \"open           | V1__x.sql:1:18: A quoted name that does not end",
                "select $a$ open $b$               | V1__x.sql:1:8: A string quoted with $a$ that does not end",
                "select 1 /* open /* */            | V1__x.sql:1:10: A comment that does not end",
                "create tabel x (id int)           | V1__x.sql:1:8: Cannot be read as PostgreSQL",
                "select 1; \\copy t from 'x'       | V1__x.sql:1:11: A command of psql",
                "select (1                         | V1__x.sql:1:9: Cannot be read as PostgreSQL",
                "copy t from stdin;                | V1__x.sql:1:18: COPY FROM STDIN whose data do not end",
                "-- tenancy:ignore L09             | V1__x.sql:1:1: A finding is let stand without a reason",
                "-- tenancy:ignore L99 because     | V1__x.sql:1:1: No such rule: L99",
                "-- tenancy:ignroe L09 because     | V1__x.sql:1:1: Not understood"
            })
    void whatCannotBeReadIsSaidWithItsPlace(String sql, String problem) {
        assertThatThrownBy(() -> lint(sql.strip()))
                .isInstanceOf(UnreadableSqlException.class)
                .hasMessageContaining(problem.strip());
    }

    @Test
    void lineAndColumnAreThoseOfTheFile() {
        assertThatThrownBy(() -> lint("\ufeffselect 1;\r\n\r\n  -- über\r\n  create tabel x (id int);\r\n"))
                .hasMessageContaining("V1__x.sql:4:10: Cannot be read");
    }

    @Test
    void byteOrderMarkCarriageReturnsAndEmojiLeaveLinesWhereTheyAre() throws Exception {
        MigrationLint.Result result = lint("\ufeff-- 🦴 spine\r\nselect '🦴';\r\n/* 🦴 */ " + TABLE + "\r\n");

        assertThat(LintCorpus.found(result, false)).containsExactly("V1__x.sql:3 L01 error");
        assertThat(result.issues().get(0).place().column()).isEqualTo(23);
    }

    @Test
    void latinOneBytesAreNoUtf8() {
        assertThatThrownBy(() -> lint("select 1;\n-- für\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("V1__x.sql:2:1: Not UTF-8");
    }

    @Test
    void nulIsRefused() {
        assertThatThrownBy(() -> lint("select 1;\n\0select 2;")).hasMessageContaining("V1__x.sql:2:1: A NUL");
    }

    @Test
    void emptyFileIsNoFault() throws Exception {
        assertThat(lint("").statements()).isZero();
        assertThat(lint("-- nothing yet\n;;\n").statements()).isZero();
    }

    @Test
    void deepNestingIsRefusedOrRead() throws Exception {
        assertThat(lint("select " + "(".repeat(40) + "1" + ")".repeat(40) + ";").statements())
                .isEqualTo(1);
        assertThatThrownBy(() -> lint("select " + "(".repeat(200_000) + "1" + ")".repeat(200_000) + ";"))
                .isInstanceOf(UnreadableSqlException.class)
                .hasMessageContaining("V1__x.sql:1:1: A statement nested too deeply");
    }

    @Test
    void statementOfDataIsRefusedUnlessAComment() throws Exception {
        String rows = "(1, 'x'),\n".repeat(250_000);
        String huge = "insert into country values " + rows + "(1, 'x');";

        assertThatThrownBy(() -> lint(huge)).hasMessageContaining("too long to be read");
        MigrationLint.Result result = lint("-- tenancy:ignore parse rows of a catalogue\n" + huge);
        assertThat(result.notes()).singleElement().asString().contains("V1__x.sql:2:1 is not read");
    }

    @Test
    void manyStatementsAreRead() throws Exception {
        assertThat(lint("insert into country values ('nl', 'it''s');\n".repeat(5_000))
                        .statements())
                .isEqualTo(5_000);
    }

    @Test
    void stringsAndBodiesHideSemicolonsAndComments() throws Exception {
        String sql = """
                select E'it\\'s; -- no comment', 'a;b', $$x;y$$ as "c;d";
                create function f() returns int language sql begin atomic select case when true then 1 else 2 end; select 3; end;
                create rule r as on insert to country do also (select 1; select 2);
                copy country from stdin;
                nl\tNetherlands; -- data
                \\.
                select 5;
                """;
        assertThat(lint(sql).statements()).isEqualTo(5);
    }

    @Test
    void placeholdersKeepLinesAndColumns() throws Exception {
        Files.writeString(
                directory.resolve("V1__x.sql"), "create schema ${schema};\ncreate table ${schema}.${t} (${c} uuid);\n");

        assertThat(run(Map.of()).issues().get(0).object()).startsWith("p_schema_.");
        MigrationLint.Result known = run(Map.of("schema", "app", "t", "note", "c", "tenant_id"));
        assertThat(known.issues().get(0).object()).isEqualTo("app.note");
        assertThat(known.issues().get(0).place().line()).isEqualTo(2);
        assertThat(known.issues().get(0).place().column()).isEqualTo(14);
    }

    @Test
    void foldersWithoutMigrationsAreNoPass() throws Exception {
        assertThatThrownBy(() -> run(Map.of())).hasMessageContaining("No migration in");
        Files.writeString(directory.resolve("note.sql"), "select 1");
        assertThatThrownBy(() -> run(Map.of())).hasMessageContaining("Not named as a migration: note.sql");
        Files.delete(directory.resolve("note.sql"));
        Files.writeString(directory.resolve("V1__a.sql"), "select 1");
        Files.writeString(directory.resolve("V1.0__b.sql"), "select 1");
        assertThatThrownBy(() -> run(Map.of())).hasMessageContaining("Two migrations of one version");
    }
}

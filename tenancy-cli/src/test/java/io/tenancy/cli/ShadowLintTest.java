package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit after each migration: what only the server knows, and who brought it. */
class ShadowLintTest {
    @TempDir
    Path directory;

    @BeforeEach
    void migrations() throws IOException {
        write(
                "V1__note.sql",
                "create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));\n"
                        + "select tenancy.isolate('note');\n");
        // Nobody can read what is built at run time.
        write(
                "V2__built.sql",
                "select 1;\ndo $$ begin execute 'grant trunc' || 'ate on note to tenancy_app'; end $$;\n");
        write(
                "V3__mended.sql",
                "do $$ begin execute 'create table memo (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))'; end $$;\n"
                        + "grant select on memo to tenancy_app;\n");
        write("V4__mend.sql", "select tenancy.isolate('memo');\n");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(directory.resolve(name), sql);
    }

    @Test
    void findingNamesTheMigrationThatBroughtIt() {
        Run run = Tool.in(directory).run("migrate", "lint", ".", "--shadow");

        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "error   A15  V2__built.sql:2:1  public.note: ",
                        "V2__built.sql:2:1 runs SQL that only --shadow sees")
                .doesNotContain("A01");
        assertThat(Tool.in(directory).run("migrate", "lint", ".").isOk().out()).doesNotContain("A15");
    }

    @Test
    void settledMigrationsAreTakenAsTheyAre() {
        assertThat(Tool.in(directory)
                        .run("migrate", "lint", ".", "--shadow", "--since", "2")
                        .isOk()
                        .out())
                .doesNotContain("A15");
    }

    @Test
    void whatTheServerRefusesIsNoPass() throws IOException {
        write("V5__refused.sql", "alter table nowhere add column x int;\n");

        Run run = Tool.in(directory).run("migrate", "lint", ".", "--shadow").failsWith(ErrorCode.MIGRATION_FAILED);

        assertThat(run.err()).contains("V5__refused.sql");
    }
}

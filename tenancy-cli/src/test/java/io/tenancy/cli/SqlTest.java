package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlTest {
    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() throws IOException {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        Files.writeString(Files.createDirectories(directory.resolve("sql")).resolve("V1__note.sql"), """
                create table note (tenant_id uuid not null, id int not null, body jsonb, primary key (tenant_id, id));
                select tenancy.isolate('note');
                """);
        tool.run("migrate", "--location", "sql").isOk();
        tool.run("tenant", "create", "left").isOk();
        tool.run("tenant", "create", "right").isOk();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void twoRowsEach() throws Exception {
        database.execute("truncate note");
        for (String key : new String[] {"left", "right"}) {
            tool.run("sql", "-t", key, "insert into note (id, body) values (1, '{\"a\": [1]}'), (2, null)")
                    .isOk();
        }
    }

    @Test
    void seesOwnRowsOnlyAndTellsAffectedOnes() {
        assertThat(tool.run("sql", "--tenant", "left", "select id, body from note order by id")
                        .isOk()
                        .out())
                .isEqualTo("id  body\n 1  {\"a\": [1]}\n 2  -\n(2 rows)\n");
        assertThat(tool.run("sql", "--tenant", "left", "delete from note")
                        .isOk()
                        .out())
                .isEqualTo("2 rows affected\n");
        assertThat(tool.run("sql", "--tenant", "right", "select count(*) from note")
                        .isOk()
                        .out())
                .contains("2\n");
    }

    @Test
    void jsonKeepsTypesOfTheDatabase() {
        Run run = tool.run(
                "sql",
                "-t",
                "left",
                "-o",
                "json",
                "select 1.50 as n, true as b, null as nothing, body, timestamptz '2026-01-02 03:04:05+01' as at from note"
                        + " where id = 1");

        assertThat(run.isOk().out().replaceAll("\\s+", " "))
                .contains("\"rows\": [ [ 1.50, true, null, { \"a\": [ 1 ] }, \"2026-01-02T02:04:05Z\" ] ]")
                .contains("{ \"name\": \"n\", \"type\": \"numeric\" }");
    }

    @Test
    void standardInputIsAStatementToo() {
        assertThat(tool.piping("select count(*)\nfrom note;\n")
                        .run("sql", "-t", "left", "-")
                        .isOk()
                        .out())
                .contains("2");
        tool.piping("").run("sql", "-t", "left", "-").failsWith(ErrorCode.USAGE);
    }

    @Test
    void limitIsToldOf() {
        Run run = tool.run("sql", "-t", "left", "--limit", "1", "select id from note order by id")
                .isOk();

        assertThat(run.out()).isEqualTo("id\n 1\n(1 row)\n");
        assertThat(run.err()).contains("more rows than --limit 1");
    }

    @Test
    void withoutATenantNothingRuns() {
        Run run = tool.run("sql", "select 1").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("--tenant");
        tool.run("sql", "-t", "", "select 1").failsWith(ErrorCode.TENANT_KEY_INVALID);
        tool.run("sql", "-t", "nobody", "select 1").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }

    @Test
    void suspendedTenantIsRefused() {
        tool.run("tenant", "create", "closed").isOk();
        tool.run("tenant", "suspend", "closed", "--reason", "unpaid").isOk();

        Run run = tool.run("sql", "-t", "closed", "select 1").failsWith(ErrorCode.TENANT_NOT_ACTIVE);

        assertThat(run.err()).contains("unpaid", "tenancyctl tenant activate closed");
    }

    @Test
    void severalStatementsAreDoneAsAWholeOrNotAtAll() {
        tool.run("sql", "-t", "left", "delete from note; select no_such_function()")
                .failsWith(ErrorCode.STATEMENT_FAILED);

        assertThat(tool.run("sql", "-t", "left", "select count(*) from note").out())
                .contains("2");
    }

    @Test
    void wayOutOfTheTenantIsRefused() {
        tool.run("sql", "-t", "left", "select set_config('tenancy.tenant_id', '', true)")
                .failsWith(ErrorCode.TENANT_SETTING_PROTECTED);
        tool.run("sql", "-t", "left", "insert into note (tenant_id, id) values (gen_random_uuid(), 3)")
                .failsWith(ErrorCode.TENANT_VIOLATION);
        tool.run("sql", "-t", "left", "select * from tenancy.tenant").failsWith(ErrorCode.PRIVILEGE_MISSING);
        tool.run("sql", "-t", "left", "drop table note").failsWith(ErrorCode.PRIVILEGE_MISSING);
    }

    @Test
    void errorOfTheServerIsToldWithoutTheContentOfRows() {
        Run run = tool.run("sql", "-t", "left", "insert into note (id) values (1)")
                .failsWith(ErrorCode.STATEMENT_FAILED);

        assertThat(run.err()).contains("duplicate key value").doesNotContain("Detail", "already exists.");
    }

    @Test
    void superuserInThePlaceOfTheApplicationIsRefused() {
        Run run = tool.with("TENANCY_APP_USER", "postgres")
                .with("TENANCY_APP_PASSWORD", database.server().password())
                .run("sql", "-t", "left", "select * from note")
                .failsWith(ErrorCode.ROLE_UNSAFE);

        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("superuser", "tenancy_app")
                .doesNotContain(database.server().password());
    }
}

package io.tenancy.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.cli.Run;
import io.tenancy.cli.Tool;
import io.tenancy.testing.support.EmbeddedServer;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptCommandTest {
    @TempDir
    Path directory;

    private TestDatabase database;
    private Tool tool;

    @BeforeEach
    void open() {
        database = Shop.database();
        tool = Tool.in(directory)
                .with(Map.of(
                        "TENANCY_URL", database.jdbcUrl(),
                        "TENANCY_PASSWORD", Shop.PASSWORD,
                        "TENANCY_INIT_USER", EmbeddedServer.SUPERUSER,
                        "TENANCY_INIT_PASSWORD", Shop.PASSWORD));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void planIsWrittenReadAppliedAndUndone() {
        Run plan = tool.run("adopt", "--tenant", "fjord", "--shared", "genre").isOk();
        assertThat(plan.out())
                .contains(
                        "public.film",
                        "points to film",
                        "hand_over.sql",
                        "migration/V4__adopt_keys.sql",
                        "undo/undo.sql")
                .contains("14 tenant tables");
        assertThat(plan.err()).contains("tenancyctl adopt --apply");

        Run applied = tool.run("adopt", "--apply").isOk();
        assertThat(applied.out()).contains("equal", "no way across tenants").doesNotContain("DIFFERS");
        assertThat(tool.run("adopt", "--apply").isOk().out()).contains("no way across tenants");
        tool.run("adopt", "--tenant", "fjord").failsWith(ErrorCode.ADOPTION_REFUSED);
        tool.run("check").isOk();

        tool.run("adopt", "--undo").isOk();
        assertThat(tool.run("adopt", "--tenant", "fjord", "--shared", "genre", "--apply", "-o", "json")
                        .isOk()
                        .out())
                .contains("\"contentEqual\": true");
    }

    @Test
    void withoutATerminalUnsureTablesAreListedAndNothingIsWritten() {
        Run run = tool.run("adopt", "--tenant", "fjord").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("public.genre", "--shared", "--tenant-tables");
        assertThat(directory.resolve("db")).doesNotExist();
    }

    @Test
    void onATerminalItAsks() {
        Run run = tool.typing("what\ns\n").run("adopt", "--tenant", "fjord").isOk();

        assertThat(run.out()).contains("named by you");
    }

    @Test
    void foldersOfMigrationsArePlannedWithoutAServer() throws Exception {
        Files.writeString(
                Files.createDirectories(directory.resolve("sql")).resolve("V7__shop.sql"),
                "create table customer (id int primary key, email text unique); "
                        + "create table sale (id int primary key, customer_id int references customer on delete cascade);");

        Run run = Tool.in(directory)
                .run("adopt", "--tenant", "fjord", "--migrations", "sql", "--tenant-tables", "customer")
                .isOk();

        assertThat(run.out()).contains("migration/V8__adopt_tenants.sql", "2 tenant tables");
        assertThat(Files.readString(directory.resolve("db/adopt/migration/V11__adopt_keys.sql")))
                .contains(
                        "foreign key (tenant_id, customer_id) references public.customer (tenant_id, id) on delete cascade");
    }

    @Test
    void wrongUsageIsNamed() {
        tool.run("adopt").failsWith(ErrorCode.USAGE);
        tool.run("adopt", "--apply").failsWith(ErrorCode.USAGE);
        tool.run("adopt", "--undo").failsWith(ErrorCode.USAGE);
        tool.run("adopt", "--apply", "--undo").failsWith(ErrorCode.USAGE);
        tool.run("adopt", "--tenant", "Fjord!").failsWith(ErrorCode.TENANT_KEY_INVALID);
        assertThat(tool.run("adopt", "--tenant", "fjord", "--shared", "gerne")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("gerne");
    }
}

package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
    @TempDir
    Path directory;

    @Test
    void withoutAnythingTheHelpIsShown() {
        Run run = Tool.in(directory).run().isOk();

        assertThat(run.out()).contains("Usage: tenancyctl", "Commands:", "Global options:", "[read-only]");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void mistypedCommandIsAnsweredWithTheNearestOne() {
        Run run = Tool.in(directory).run("verson").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("has no command 'verson'", "Did you mean: version?");
    }

    @Test
    void mistypedOptionIsAnsweredWithTheNearestOne() {
        Run run = Tool.in(directory).run("version", "--outptu", "json").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("has no option '--outptu'", "Did you mean: --output?");
    }

    @Test
    void wordThatLooksLikeAnOptionIsNamed() {
        Run run = Tool.in(directory).run("tenant", "create", "-acme").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("'tenancyctl tenant create' has no option '-acme'");
    }

    @Test
    void nounWithoutVerbNamesItsVerbs() {
        Run run = Tool.in(directory).run("tenant").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("'tenancyctl tenant' needs a verb", "create, provision, resume, list, show");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(Tool.in(directory).run("help", "tenant", "delete").isOk().out())
                .isEqualTo(Tool.in(directory)
                        .run("tenant", "delete", "--help")
                        .isOk()
                        .out())
                .contains("Dangerous: ");
        Tool.in(directory).run("help", "tenant", "remove").failsWith(ErrorCode.USAGE);
    }

    @Test
    void wordFromNowhereIsAnsweredWithTheHelp() {
        Run run = Tool.in(directory).run("quetzalcoatl").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("fix: See: tenancyctl --help");
    }

    @Test
    void usageErrorComesAsJsonWhereJsonWasAskedFor() {
        Run run = Tool.in(directory).run("verson", "-o", "json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("{")
                .contains("\"code\": \"USAGE\"", "\"exitCode\": 2")
                .endsWith("}\n");
    }

    @Test
    void unknownFormatNamesTheKnownOnes() {
        Run run = Tool.in(directory).run("version", "-o", "xml").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("xml").contains("table").contains("json").contains("yaml");
    }

    @Test
    void versionComesInEveryFormat() {
        assertThat(Tool.in(directory).run("version").isOk().out()).contains("tenancyctl", "driver");
        assertThat(Tool.in(directory).run("version", "-o", "json").isOk().out()).startsWith("{\n  \"tenancyctl\": \"");
        assertThat(Tool.in(directory).run("version", "-o", "yaml").isOk().out()).startsWith("tenancyctl: ");
    }

    @Test
    void coloursOnlyOnATerminalAndNotAgainstNoColor() {
        String escape = "\u001b[";

        assertThat(Tool.in(directory).run("verson").err()).doesNotContain(escape);
        assertThat(Tool.in(directory).typing("").run("verson").err()).contains(escape);
        assertThat(Tool.in(directory)
                        .typing("")
                        .with("NO_COLOR", "1")
                        .run("verson")
                        .err())
                .doesNotContain(escape);
        assertThat(Tool.in(directory).typing("").run("verson", "--no-color").err())
                .doesNotContain(escape);
    }

    @Test
    void completionScriptsKnowTheCommands() {
        assertThat(Tool.in(directory).run("completion", "bash").isOk().out()).contains("tenancyctl", "version");
        assertThat(Tool.in(directory).run("completion", "zsh").isOk().out()).startsWith("autoload -U +X bashcompinit");
        Tool.in(directory).run("completion", "fish").failsWith(ErrorCode.USAGE);
        Tool.in(directory).run("completion").failsWith(ErrorCode.USAGE);
    }
}

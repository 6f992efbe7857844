package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Terminal;
import io.tenancy.config.ConnectionRole;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes docs/cli.md from the commands themselves. */
final class CliReference {
    private final StringBuilder text = new StringBuilder();

    private CliReference() {}

    static String markdown() {
        CliReference reference = new CliReference();
        CommandSpec root = commandLine().getCommandSpec();
        reference.preface(root);
        reference.connections();
        reference.commands(root);
        reference.exitCodes();
        reference.errorCodes();
        return reference.text.toString();
    }

    private static CommandLine commandLine() {
        Console console = new Console(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                Terminal.NONE,
                false);
        return Commands.commandLine(new Session(console, Map.of(), Path.of("/"), Clock.systemUTC()));
    }

    private void preface(CommandSpec root) {
        line("# tenancyctl");
        line("");
        line("<!-- Generated from the commands by CliReferenceTest; rewrite with: mvn verify -pl tenancy-cli -am"
                + " -Dtest=CliReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dtenancy.docs.update=true -->");
        line("");
        line(String.join(" ", root.usageMessage().description()));
        line("");
        line(
                "Every command is `tenancyctl <noun> <verb>`. Results go to stdout and nothing else does; notes, progress and errors go"
                        + " to stderr. Without any connection settings an embedded PostgreSQL in `./.tenancy` is used.");
        line("");
        line("| command | does | |");
        line("|---|---|---|");
        walk(root)
                .filter(CliReference::runs)
                .forEach(spec -> line("| [`" + name(spec) + "`](#" + anchor(spec) + ") | " + summary(spec) + " | "
                        + sign(spec) + " |"));
        line("");
        line("Global options, in any place of the command line:");
        line("");
        options(root, true);
        line("");
        line(
                "An error has one shape: what happened with its code and ids, why (where the server or a file said more), and what to"
                        + " do. With `-o json` or `-o yaml` it is one document on stderr:");
        line("");
        line("```");
        line("error TENANT_NOT_FOUND: No tenant has this key (key: acme)");
        line("  fix: Check the spelling, or list them with: tenancyctl tenant list");
        line("```");
    }

    private void connections() {
        line("");
        line("## Connections");
        line("");
        line(
                "A command looks for the connection it needs in `tenancy.yaml`, with the environment over it; where variables are not"
                        + " set, what `init` wrote to `.tenancy/connections.env` stands in. If none of these names any connection, the"
                        + " embedded PostgreSQL in `./.tenancy` serves.");
        line("");
        line("| connection | environment | login unless told otherwise |");
        line("|---|---|---|");
        for (ConnectionRole role : ConnectionRole.values()) {
            line("| " + role.key() + " | `" + role.urlVariable() + "`, `" + role.userVariable() + "`, `"
                    + role.passwordVariable() + "` | `" + role.defaultUser() + "` |");
        }
        line(
                "| who makes the roles, for `init` | `TENANCY_INIT_URL`, `TENANCY_INIT_USER`, `TENANCY_INIT_PASSWORD` | |");
        line("");
        line("Further variables: `" + EmbeddedDatabase.VARIABLE + "` chooses another database on the embedded server;"
                + " `NO_COLOR` switches colours off; the launcher reads `JAVA_HOME`, `MAVEN_OPTS` and"
                + " `TENANCYCTL_JAVA_OPTS`.");
    }

    private void commands(CommandSpec root) {
        walk(root).filter(CliReference::runs).forEach(spec -> {
            line("");
            line("## " + name(spec));
            line("");
            for (String description : spec.usageMessage().description()) {
                line(escaped(description));
            }
            if (Help.effect(spec) != Mark.Effect.CHANGES) {
                line("");
                line("*" + Help.effect(spec).sentence() + "*");
            }
            line("");
            line("```");
            line(synopsis(spec));
            line("```");
            parameters(spec);
            options(spec, false);
        });
    }

    private void parameters(CommandSpec spec) {
        if (spec.positionalParameters().isEmpty()) {
            return;
        }
        line("");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            line("- `" + parameter.paramLabel() + "`: " + description(parameter.description()));
        }
    }

    private void options(CommandSpec spec, boolean global) {
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && Help.isGlobal(option) == global)
                .sorted(Comparator.comparingInt(OptionSpec::order).thenComparing(OptionSpec::longestName))
                .toList();
        if (options.isEmpty()) {
            return;
        }
        if (!global) {
            line("");
        }
        for (OptionSpec option : options) {
            String names = Stream.of(option.names()).collect(Collectors.joining("`, `"));
            String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            line("- `" + names + label + "`: " + description(option.description()));
        }
    }

    private String description(String[] lines) {
        return escaped(
                String.join(" ", lines).replace("${COMPLETION-CANDIDATES}", "one of the statuses of the lifecycle"));
    }

    private static String synopsis(CommandSpec spec) {
        List<String> words = new ArrayList<>();
        words.add(name(spec));
        spec.options().stream()
                .filter(OptionSpec::required)
                .forEach(option -> words.add(option.longestName() + " " + option.paramLabel()));
        boolean optional = spec.options().stream()
                .anyMatch(option -> !option.required() && !Help.isGlobal(option) && !option.hidden());
        if (optional) {
            words.add("[options]");
        }
        spec.positionalParameters()
                .forEach(parameter ->
                        words.add(parameter.required() ? parameter.paramLabel() : "[" + parameter.paramLabel() + "]"));
        return String.join(" ", words);
    }

    private void exitCodes() {
        line("");
        line("## Exit codes");
        line("");
        line("| code | means |");
        line("|---|---|");
        String[][] codes = {
            {"0", "done"},
            {"1", "findings, or refused by a rule"},
            {"2", "wrong usage or configuration"},
            {"3", "cannot connect"},
            {"4", "not found"},
            {"5", "conflict"},
            {"6", "the server refused, or it failed midway; what was under way is rolled back"},
            {"70", "a defect of tenancyctl"},
            {"130", "interrupted by Ctrl-C; what was under way is rolled back"}
        };
        for (String[] code : codes) {
            line("| " + code[0] + " | " + code[1] + " |");
        }
    }

    private void errorCodes() {
        line("");
        line("## Error codes");
        line("");
        line(
                "The same codes stand in exceptions of the library and in HTTP problem documents. *Retry* means that the same call may"
                        + " succeed later without anybody changing anything.");
        line("");
        line("| code | title | exit | HTTP | retry |");
        line("|---|---|---|---|---|");
        for (ErrorCode code : ErrorCode.values()) {
            line("| `" + code + "` | " + code.title() + " | " + code.exitCode() + " | " + code.httpStatus() + " | "
                    + (code.isRetryable() ? "yes" : "") + " |");
        }
    }

    private static Stream<CommandSpec> walk(CommandSpec spec) {
        return Stream.concat(
                Stream.of(spec), spec.subcommands().values().stream().flatMap(line -> walk(line.getCommandSpec())));
    }

    private static boolean runs(CommandSpec spec) {
        return spec.parent() != null && spec.userObject() instanceof Verb;
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName(" ");
    }

    private static String anchor(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String summary(CommandSpec spec) {
        return escaped(spec.usageMessage().description()[0]);
    }

    private static String sign(CommandSpec spec) {
        return switch (Help.effect(spec)) {
            case READ_ONLY -> "read-only";
            case CHANGES -> "";
            case DANGEROUS -> "**dangerous**";
        };
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

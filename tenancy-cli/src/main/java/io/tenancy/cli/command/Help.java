package io.tenancy.cli.command;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The layout of the help: own options before global ones, and every command marked with what it does to the database. */
final class Help {
    private Help() {}

    @CanIgnoreReturnValue
    static CommandLine dress(CommandLine line) {
        Map<String, CommandLine.IHelpSectionRenderer> sections = line.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help, false) + options(help, true));
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Help::commands);
        sections.put(
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                help -> help.subcommands().isEmpty() ? "" : "%nCommands:%n".formatted());
        sections.put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, Help::description);
        line.setHelpSectionMap(sections);
        line.getSubcommands().values().forEach(Help::dress);
        return line;
    }

    static Mark.Effect effect(CommandSpec spec) {
        Mark mark = spec.userObject().getClass().getAnnotation(Mark.class);
        return mark == null ? Mark.Effect.CHANGES : mark.value();
    }

    static boolean isGlobal(OptionSpec option) {
        return option.scopeType() == CommandLine.ScopeType.INHERIT;
    }

    private static String description(CommandLine.Help help) {
        String text = help.description();
        CommandSpec spec = help.commandSpec();
        boolean runs = spec.parent() != null && spec.userObject() instanceof Verb;
        return runs && effect(spec) != Mark.Effect.CHANGES
                ? text + effect(spec).sentence() + System.lineSeparator()
                : text;
    }

    private static String options(CommandLine.Help help, boolean global) {
        List<OptionSpec> options = help.commandSpec().options().stream()
                .filter(option -> !option.hidden() && isGlobal(option) == global)
                .sorted((a, b) -> Integer.compare(a.order(), b.order()))
                .toList();
        if (options.isEmpty()) {
            return "";
        }
        CommandLine.Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
        layout.addOptions(options, help.parameterLabelRenderer());
        return (global ? "%nGlobal options:%n" : "%nOptions:%n").formatted() + layout;
    }

    private static String commands(CommandLine.Help help) {
        Map<String, CommandLine.Help> commands = help.subcommands();
        if (commands.isEmpty()) {
            return "";
        }
        int names = commands.keySet().stream().mapToInt(String::length).max().orElse(0) + 4;
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(names, 2, Column.Overflow.SPAN),
                new Column(width - names, 1, Column.Overflow.WRAP));
        commands.forEach((name, sub) -> {
            String[] description = sub.commandSpec().usageMessage().description();
            String sign = effect(sub.commandSpec()).sign();
            table.addRowValues(
                    help.colorScheme().commandText(name),
                    help.colorScheme()
                            .text((description.length == 0 ? "" : description[0])
                                    + (sign.isEmpty() ? "" : " " + sign)));
        });
        return table.toString();
    }
}

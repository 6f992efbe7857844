package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "stats",
        description = "See how many tenants there are, and how they are served.",
        subcommands = {StatsShowCommand.class, StatsTopCommand.class, StatsErrorsCommand.class, StatsSizesCommand.class
        })
final class StatsCommand {}

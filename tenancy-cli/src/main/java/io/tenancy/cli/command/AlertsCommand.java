package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "alerts",
        description = "See what people were told, and try whether they can be told.",
        subcommands = {AlertsListCommand.class, AlertsTestCommand.class})
final class AlertsCommand {}

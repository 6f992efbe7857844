package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "usage",
        description = "What tenants used, period by period.",
        subcommands = {UsageShowCommand.class, UsageReportCommand.class})
final class UsageCommand {}

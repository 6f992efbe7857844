package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "operator",
        description = "Those who run the platform. They are no members of tenants, and always have a second factor.",
        subcommands = {OperatorCreateCommand.class, OperatorListCommand.class, OperatorDisableCommand.class})
final class OperatorCommand {}

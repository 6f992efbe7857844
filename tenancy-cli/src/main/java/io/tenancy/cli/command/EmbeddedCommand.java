package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "embedded",
        description = "Start, stop and look at the PostgreSQL in ./.tenancy, for development.",
        subcommands = {EmbeddedStartCommand.class, EmbeddedStopCommand.class, EmbeddedStatusCommand.class})
final class EmbeddedCommand {}

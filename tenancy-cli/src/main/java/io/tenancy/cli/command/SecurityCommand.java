package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "security",
        description = "See what looked like an attack.",
        subcommands = {SecurityIncidentsCommand.class})
final class SecurityCommand {}

package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "incidents",
        description = "Incidents: events that belong together.",
        subcommands = {IncidentsListCommand.class, IncidentsShowCommand.class})
final class SecurityIncidentsCommand {}

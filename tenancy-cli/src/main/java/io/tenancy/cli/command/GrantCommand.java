package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "grant",
        description = "Say who holds which role in a tenant, and tell why somebody may do something.",
        subcommands = {
            GrantAddCommand.class,
            GrantRemoveCommand.class,
            GrantListCommand.class,
            GrantExplainCommand.class
        })
final class GrantCommand {}

package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "group",
        description = "Groups of members of a tenant, which are granted roles together.",
        subcommands = {
            GroupListCommand.class,
            GroupCreateCommand.class,
            GroupAddCommand.class,
            GroupDropCommand.class,
            GroupRemoveCommand.class
        })
final class GroupCommand {}

package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "branch",
        description =
                "Branches of a tenant: a grant at one reaches down. None is ever removed; rows of it would go astray.",
        subcommands = {BranchListCommand.class, BranchCreateCommand.class, BranchMoveCommand.class})
final class BranchCommand {}

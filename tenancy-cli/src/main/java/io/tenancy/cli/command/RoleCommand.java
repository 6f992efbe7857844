package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "role",
        description = "Publish permissions and roles, and look after the roles of a tenant.",
        subcommands = {
            RoleApplyCommand.class,
            RoleDiffCommand.class,
            RoleListCommand.class,
            RoleShowCommand.class,
            RoleCreateCommand.class,
            RoleDeleteCommand.class
        })
final class RoleCommand {}

package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "tenant",
        description = "Create, look at and change tenants.",
        subcommands = {
            TenantCreateCommand.class,
            TenantProvisionCommand.class,
            TenantResumeCommand.class,
            TenantListCommand.class,
            TenantShowCommand.class,
            TenantUpdateCommand.class,
            TenantRenameCommand.class,
            TenantSuspendCommand.class,
            TenantActivateCommand.class,
            TenantCancelCommand.class,
            TenantDeleteCommand.class
        })
final class TenantCommand {}

package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "impersonation",
        description = "Operators who work as a member of a tenant: for a while, for a reason, and in the audit trail.",
        subcommands = {ImpersonationStartCommand.class, ImpersonationEndCommand.class, ImpersonationListCommand.class})
final class ImpersonationCommand {}

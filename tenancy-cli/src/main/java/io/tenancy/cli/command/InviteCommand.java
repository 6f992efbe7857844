package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "invite",
        description = "Invite people into a tenant.",
        subcommands = {InviteCreateCommand.class, InviteListCommand.class, InviteRevokeCommand.class})
final class InviteCommand {}

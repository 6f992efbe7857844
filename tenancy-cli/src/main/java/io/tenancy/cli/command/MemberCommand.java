package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "member",
        description = "The people of a tenant. They come by invitation: tenancyctl invite create.",
        subcommands = {
            MemberListCommand.class,
            MemberShowCommand.class,
            MemberDeactivateCommand.class,
            MemberReactivateCommand.class,
            MemberRemoveCommand.class,
            MemberTransferCommand.class
        })
final class MemberCommand {}

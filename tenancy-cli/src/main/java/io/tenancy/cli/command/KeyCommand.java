package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "key",
        description = "Make, end and try out a tenant's API keys.",
        subcommands = {
            KeyCreateCommand.class,
            KeyListCommand.class,
            KeyShowCommand.class,
            KeyRotateCommand.class,
            KeyRevokeCommand.class,
            KeyVerifyCommand.class
        })
final class KeyCommand {}

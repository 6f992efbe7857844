package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "keyset",
        description = "The keys in TENANCY_KEYSET, which seal second factors and other secrets before they are stored.",
        subcommands = {KeysetCreateCommand.class, KeysetRotateCommand.class})
final class KeysetCommand {}

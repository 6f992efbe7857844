package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "setting",
        description = "What tenants have their own way: publish what may be set, see it, and set it.",
        subcommands = {
            SettingApplyCommand.class,
            SettingListCommand.class,
            SettingSetCommand.class,
            SettingResetCommand.class
        })
final class SettingCommand {}

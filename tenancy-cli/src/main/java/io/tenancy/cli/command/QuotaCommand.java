package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "quota",
        description = "How much of their plans tenants have used, and whether gauges show what there is.",
        subcommands = {
            QuotaListCommand.class,
            QuotaShowCommand.class,
            QuotaCheckCommand.class,
            QuotaVerifyCommand.class,
            QuotaRepairCommand.class
        })
final class QuotaCommand {}

package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "plan",
        description = "Publish plans, and say what tenants hold.",
        subcommands = {
            PlanApplyCommand.class,
            PlanDiffCommand.class,
            PlanListCommand.class,
            PlanShowCommand.class,
            PlanAssignCommand.class,
            PlanOverrideCommand.class,
            PlanExplainCommand.class,
            PlanMigrateCommand.class
        })
final class PlanCommand {}

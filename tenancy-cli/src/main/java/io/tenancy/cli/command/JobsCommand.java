package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "jobs",
        description = "What is done beside requests: trials that end, deletions, audits.",
        subcommands = {JobsListCommand.class, JobsRunCommand.class, JobsStatusCommand.class})
final class JobsCommand {}

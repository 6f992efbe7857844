package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "audit",
        description = "Read the audit log, take it out, and verify that nothing in it was changed.",
        subcommands = {AuditListCommand.class, AuditExportCommand.class, AuditVerifyCommand.class})
final class AuditCommand {}

package io.tenancy.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "tenancyctl",
        versionProvider = VersionCommand.Brief.class,
        description =
                "Multi-tenancy on PostgreSQL, operated: set up a database, migrate it, and look after its tenants.",
        footer = {
            "%nWithout any connection settings an embedded PostgreSQL in ./.tenancy is used.",
            "Exit codes: 0 ok, 1 findings or refused by rule, 2 usage, 3 cannot connect, 4 not found,",
            "5 conflict, 6 server refused or failed midway, 70 internal, 130 interrupted."
        },
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            MigrateCommand.class,
            CheckCommand.class,
            AdoptCommand.class,
            TenantCommand.class,
            SettingCommand.class,
            PlanCommand.class,
            AuditCommand.class,
            JobsCommand.class,
            MemberCommand.class,
            InviteCommand.class,
            OperatorCommand.class,
            ImpersonationCommand.class,
            KeysetCommand.class,
            RoleCommand.class,
            GrantCommand.class,
            GroupCommand.class,
            BranchCommand.class,
            KeyCommand.class,
            QuotaCommand.class,
            UsageCommand.class,
            SecurityCommand.class,
            AlertsCommand.class,
            StatsCommand.class,
            ResolveCommand.class,
            SqlCommand.class,
            DoctorCommand.class,
            EmbeddedCommand.class,
            CompletionCommand.class,
            HelpCommand.class,
            VersionCommand.class
        })
final class RootCommand extends Verb {
    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version of the tool, fast.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RootCommand(Session session) {
        super(session);
    }

    GlobalOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        commandLine.usage(commandLine.getOut(), commandLine.getColorScheme());
        return OK;
    }
}

package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Progress;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.migration.AppliedMigration;
import io.tenancy.jdbc.migration.MigrationReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        description = {
            "Apply the application's pending Flyway migrations, as tenancy_migrator.",
            "Each runs in its own transaction. One that would let tenants see each other is rolled back and refused."
        },
        subcommands = {MigrateStatusCommand.class, MigrateLintCommand.class})
@Mark(Mark.Effect.CHANGES)
final class MigrateCommand extends Verb {
    @Mixin
    private final MigrationOptions options = new MigrationOptions();

    MigrateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        MigrationReport report;
        try (Progress progress = session().console().progress("Migrating")) {
            report = options.migrator(session())
                    .onApplied(applied -> progress.say(applied.script()))
                    .build()
                    .migrate();
        }
        session().console().print(document(report));
        for (String table : report.unclassified()) {
            session()
                    .console()
                    .warn("Table " + table
                            + " is neither isolated nor shared, so the application cannot reach it; add to a migration: "
                            + "select tenancy.isolate('" + table + "') or select tenancy.share('" + table + "')");
        }
        return OK;
    }

    private static Document document(MigrationReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("applied", report.applied().stream().map(MigrateCommand::tree).toList());
        tree.put("unclassified", report.unclassified());
        return Document.of(tree, page -> {
            List<AppliedMigration> applied = report.applied();
            if (applied.isEmpty()) {
                page.line(page.style().good("ok") + "  Nothing to migrate");
                return;
            }
            Table table = Table.of("VERSION", "DESCRIPTION", "MILLIS");
            applied.forEach(one ->
                    table.row(one.version(), one.description(), one.duration().toMillis()));
            page.table(table);
            page.line(page.style().good("ok") + "  " + applied.size()
                    + (applied.size() == 1 ? " migration" : " migrations") + " applied");
        });
    }

    private static Map<String, @Nullable Object> tree(AppliedMigration applied) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", applied.version());
        tree.put("description", applied.description());
        tree.put("script", applied.script());
        tree.put("durationMillis", applied.duration().toMillis());
        return tree;
    }
}

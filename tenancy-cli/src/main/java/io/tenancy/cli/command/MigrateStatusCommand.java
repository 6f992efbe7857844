package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.migration.MigrationStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "Show which migrations are applied and which are pending.")
@Mark(Mark.Effect.READ_ONLY)
final class MigrateStatusCommand extends Verb {
    @Mixin
    private final MigrationOptions options = new MigrationOptions();

    MigrateStatusCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        MigrationStatus status = options.migrator(session()).build().status();
        session().console().print(document(status));
        return OK;
    }

    private static Document document(MigrationStatus status) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("pending", status.pending().size());
        tree.put(
                "migrations",
                status.entries().stream().map(MigrateStatusCommand::tree).toList());
        return Document.of(tree, page -> {
            Table table = Table.of("VERSION", "DESCRIPTION", "STATE", "APPLIED");
            status.entries()
                    .forEach(
                            entry -> table.row(entry.version(), entry.description(), entry.state(), entry.appliedAt()));
            page.table(table);
            int pending = status.pending().size();
            page.line(pending == 0 ? "Nothing is pending" : pending + " pending; apply with: tenancyctl migrate");
        });
    }

    private static Map<String, @Nullable Object> tree(MigrationStatus.Entry entry) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", entry.version());
        tree.put("description", entry.description());
        tree.put("script", entry.script());
        tree.put("state", entry.state());
        tree.put("appliedAt", entry.appliedAt());
        return tree;
    }
}

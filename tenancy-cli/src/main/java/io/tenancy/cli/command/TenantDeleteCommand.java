package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Progress;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.provision.DeletionReport;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "delete",
        description = {
            "Remove every row of a cancelled tenant, for good.",
            "Its rows are kept for a while after it was cancelled; --now does not wait for the end of that time.",
            "An interrupted deletion leaves the tenant DELETING; the same command goes on with it."
        })
@Mark(Mark.Effect.DANGEROUS)
final class TenantDeleteCommand extends TenantVerb {
    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(names = "--now", description = "Do not keep the rows any longer.")
    private boolean now;

    TenantDeleteCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws IOException {
        Tenant before = registry().require(key());
        if (before.status() == TenantStatus.CANCELLED || before.status() == TenantStatus.DELETING) {
            confirmation.require(
                    session(),
                    "This removes every row of tenant " + before.key() + " (" + before.name()
                            + ") from every table; no command brings them back",
                    before.key().value());
        }
        if (now && before.status() == TenantStatus.CANCELLED) {
            registry().endRetention(before.id(), attribution().attribution("Deleted by hand"));
        }
        DeletionReport report;
        try (Progress progress = session().console().progress("Deleting the rows of " + before.key())) {
            report = registry()
                    .delete(
                            before.id(),
                            attribution().attribution("Deleted by hand"),
                            (table, rows) -> progress.say(table + " " + rows));
        }
        session().console().print(document(report));
        return OK;
    }

    private static Document document(DeletionReport report) {
        Map<String, @Nullable Object> tree = TenantView.fields(report.tenant());
        tree.put("deletedRows", report.total());
        tree.put("deletedRowsByTable", new LinkedHashMap<>(report.rows()));
        return Document.of(tree, page -> {
            page.line(page.style().good("ok") + "  Tenant " + report.tenant().key() + " is deleted; " + report.total()
                    + " rows removed");
            if (!report.rows().isEmpty()) {
                Table table = Table.of("TABLE", "ROWS");
                report.rows().forEach((name, rows) -> table.row(name, rows));
                page.table(table);
            }
        });
    }
}

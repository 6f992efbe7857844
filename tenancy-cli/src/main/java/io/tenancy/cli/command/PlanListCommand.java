package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.provision.PlanUse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description =
                "List published plans and how many tenants hold them: the newest versions, and older ones that are still held.")
@Mark(Mark.Effect.READ_ONLY)
final class PlanListCommand extends PlanVerb {
    @Option(names = "--all", description = "Every version, held or not.")
    private boolean all;

    PlanListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<PlanUse> uses = plans().list().stream()
                .filter(use -> all || use.newest() || use.tenants() > 0)
                .toList();
        session()
                .console()
                .print(Document.list(uses.stream().map(PlanListCommand::tree).toList(), page -> {
                    if (!uses.isEmpty()) {
                        Table table = Table.of("PLAN", "VERSION", "NAME", "KIND", "PRICES", "HELD BY");
                        uses.forEach(use -> table.row(
                                use.plan().key(),
                                use.plan().version(),
                                use.plan().name(),
                                PlanView.kind(use.plan()),
                                PlanView.prices(use.plan()),
                                use.tenants()));
                        page.table(table);
                    }
                }));
        if (uses.isEmpty()) {
            session().console().note("No plans yet; publish those of tenancy.yaml with: tenancyctl plan apply");
        }
        return OK;
    }

    private static Map<String, @Nullable Object> tree(PlanUse use) {
        Map<String, @Nullable Object> tree = PlanView.fields(use.plan());
        tree.put("newest", use.newest());
        tree.put("heldBy", use.tenants());
        return tree;
    }
}

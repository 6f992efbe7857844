package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanMove;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "migrate",
        description = {
            "Move every tenant that holds another version of a plan to one version: the newest, or starter@3.",
            "Tells for each tenant what it gains and loses."
        })
@Mark(Mark.Effect.CHANGES)
final class PlanMigrateCommand extends PlanVerb {
    @Parameters(paramLabel = "PLAN", description = "The key of the plan, or the version to move to: starter@3.")
    private String plan = "";

    @Option(names = "--dry-run", description = "Only tell; change nothing.")
    private boolean dryRun;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    PlanMigrateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        PlanReference wanted = PlanReference.parse(plan);
        Attribution by = attribution.attribution("Moved to another version of the plan");
        List<PlanMove> moves = dryRun
                ? plans().previewMigration(wanted.key(), wanted.version(), features())
                : plans().migrate(wanted.key(), wanted.version(), features(), by);
        session().console().print(document(moves));
        session()
                .console()
                .note(moves.size()
                        + (moves.size() == 1 ? " tenant " : " tenants ")
                        + (dryRun ? "would move" : "moved"));
        return OK;
    }

    private static Document document(List<PlanMove> moves) {
        return Document.list(moves.stream().map(PlanMigrateCommand::tree).toList(), page -> {
            if (!moves.isEmpty()) {
                Table table = Table.of("TENANT", "FROM", "TO", "CHANGES");
                moves.forEach(move -> table.row(move.key(), move.from(), move.to(), changes(move)));
                page.table(table);
            }
        });
    }

    private static String changes(PlanMove move) {
        return move.changes().isEmpty()
                ? "nothing that it notices"
                : move.changes().stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    private static Map<String, Object> tree(PlanMove move) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("tenant", move.key());
        tree.put("from", move.from());
        tree.put("to", move.to());
        tree.put("changes", move.changes().stream().map(Object::toString).toList());
        return tree;
    }
}

package io.tenancy.cli.command;

import io.tenancy.audit.AuditEntry;
import io.tenancy.audit.AuditOutcome;
import io.tenancy.audit.AuditPage;
import io.tenancy.audit.AuditQuery;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "List what was done, the latest first: by the application and its users, and by operators.",
            "What was denied or failed shows within a second."
        })
@Mark(Mark.Effect.READ_ONLY)
final class AuditListCommand extends AuditVerb {
    private static final int MOST = 1000;

    @Option(
            names = "--actor",
            paramLabel = "WHO",
            description = "Only of this actor: a name, or the id of a principal.")
    private @Nullable String actor;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "Only this action; with a dot at its end, all that begin with it: plan.")
    private @Nullable String action;

    @Option(
            names = "--resource",
            paramLabel = "TYPE[:ID]",
            description = "Only about this kind of thing, or this one: invoice:4711.")
    private @Nullable String resource;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "Only this outcome: ${COMPLETION-CANDIDATES}.")
    private @Nullable AuditOutcome outcome;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Not before: 2027-01-31 (00:00 UTC) or 2027-01-31T09:00:00Z.")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Before: 2027-01-31 (00:00 UTC) or 2027-01-31T09:00:00Z.")
    private @Nullable String until;

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, up to 1000 (default: 100).")
    private int limit = 100;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on after a list that ended with this.")
    private @Nullable String cursor;

    AuditListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        AuditPage page = trail().list(chain(), query());
        session().console().print(document(page));
        if (page.nextCursor() != null) {
            session().console().note("There are more: add --cursor " + page.nextCursor());
        } else if (page.items().isEmpty()) {
            session().console().note("No events match");
        }
        return OK;
    }

    private AuditQuery query() {
        if (limit < 1 || limit > MOST) {
            throw CommandException.usage("--limit is 1 to " + MOST + ", not " + limit, "Page on with --cursor");
        }
        String[] what = resource == null ? new String[0] : resource.split(":", 2);
        try {
            return new AuditQuery(
                    since == null ? null : instant("--since", since),
                    until == null ? null : instant("--until", until),
                    actor,
                    action,
                    what.length > 0 ? what[0] : null,
                    what.length > 1 ? what[1] : null,
                    outcome,
                    cursor,
                    limit);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--cursor is none", "Take what the list before told");
        }
    }

    private static Document document(AuditPage page) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("items", page.items().stream().map(AuditVerb::tree).toList());
        tree.put("nextCursor", page.nextCursor());
        return Document.of(tree, text -> {
            if (page.items().isEmpty()) {
                return;
            }
            Table table = Table.of("EVENT", "TIME", "ACTOR", "ACTION", "OUTCOME", "ABOUT", "SAYS");
            page.items()
                    .forEach(entry -> table.row(
                            entry.sequence(),
                            entry.at(),
                            actor(entry),
                            entry.action(),
                            entry.outcome(),
                            entry.resourceType() == null ? null : entry.resourceType() + ":" + entry.resourceId(),
                            says(entry)));
            text.table(table);
        });
    }

    private static String actor(AuditEntry entry) {
        return entry.who().actor()
                + (entry.who().onBehalfOf() == null ? "" : " for " + entry.who().onBehalfOf());
    }

    private static @Nullable String says(AuditEntry entry) {
        StringJoiner says = new StringJoiner("; ").setEmptyValue("");
        if (entry.who().reason() != null) {
            says.add(entry.who().reason());
        }
        entry.details().forEach((name, value) -> says.add(name + "=" + value));
        if (entry.after() != null) {
            says.add(entry.after());
        } else if (entry.before() != null) {
            says.add("was " + entry.before());
        }
        return says.length() == 0 ? null : says.toString();
    }
}

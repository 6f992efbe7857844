package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.security.SecurityIncident;
import io.tenancy.jdbc.security.SecurityIncidents;
import io.tenancy.tenant.TenantKey;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List incidents, the latest first.")
@Mark(Mark.Effect.READ_ONLY)
final class IncidentsListCommand extends Verb {
    private static final int MOST = 1000;

    @Parameters(arity = "0..1", paramLabel = "TENANT", description = "Only of this tenant.")
    private @Nullable String key;

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, up to 1000 (default: 100).")
    private int limit = 100;

    IncidentsListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw CommandException.usage("--limit is 1 to " + MOST + ", not " + limit, "Give another --limit");
        }
        List<SecurityIncident> found = SecurityIncidents.over(
                        session().connections().controlled(ConnectionRole.ADMIN))
                .list(tenant(), limit);
        session()
                .console()
                .print(Document.list(found.stream().map(IncidentView::fields).toList(), page -> {
                    if (!found.isEmpty()) {
                        Table table = Table.of(
                                "ID", "LAST", "TENANT", "SEVERITY", "RULE", "SUBJECT", "ADDRESS", "EVENTS", "ACTION");
                        found.forEach(one -> table.row(
                                one.id(),
                                one.lastAt(),
                                one.tenant(),
                                one.severity(),
                                one.rule(),
                                one.subject(),
                                one.address(),
                                one.events(),
                                one.action() == null ? null : one.action() + " " + one.actionState()));
                        page.table(table);
                    }
                }));
        if (found.isEmpty()) {
            session().console().note("No incidents");
        }
        return OK;
    }

    private @Nullable UUID tenant() {
        if (key == null) {
            return null;
        }
        TenantKey wanted = TenantKey.of(key);
        return TenantRegistry.over(
                        session().connections().controlled(ConnectionRole.ADMIN),
                        session().clock())
                .require(wanted)
                .id()
                .value();
    }
}

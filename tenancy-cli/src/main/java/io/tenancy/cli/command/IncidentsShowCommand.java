package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.security.SecurityIncident;
import io.tenancy.jdbc.security.SecurityIncidents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show an incident and its events.")
@Mark(Mark.Effect.READ_ONLY)
final class IncidentsShowCommand extends Verb {
    @Parameters(paramLabel = "ID", description = "The id that 'security incidents list' shows.")
    private String id = "";

    IncidentsShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        UUID wanted;
        try {
            wanted = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("'" + id + "' is no id", "Copy it from: tenancyctl security incidents list");
        }
        SecurityIncidents incidents =
                SecurityIncidents.over(session().connections().controlled(ConnectionRole.ADMIN));
        SecurityIncident found = incidents
                .find(wanted)
                .orElseThrow(() -> new TenancyException(
                        ErrorCode.INCIDENT_NOT_FOUND,
                        "There is no incident " + wanted,
                        "tenancyctl security incidents list shows them"));
        List<SecurityIncidents.Event> events = incidents.events(wanted);
        Map<String, @Nullable Object> tree = IncidentView.fields(found);
        tree.put("eventList", events.stream().map(IncidentsShowCommand::tree).toList());
        session().console().print(Document.of(tree, page -> {
            page.fields(IncidentView.fields(found));
            Table table = Table.of("TIME", "KIND", "SUBJECT", "ADDRESS");
            events.forEach(one -> table.row(one.at(), one.kind(), one.subject(), one.address()));
            page.table(table);
        }));
        return OK;
    }

    private static Map<String, @Nullable Object> tree(SecurityIncidents.Event one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("at", one.at());
        tree.put("kind", one.kind());
        tree.put("subject", one.subject());
        tree.put("address", one.address());
        return tree;
    }
}

package io.tenancy.cli.command;

import io.tenancy.authorization.PermissionPattern;
import io.tenancy.authorization.Role;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Make a role of a tenant's own, or with --replace make it what is said here.")
@Mark(Mark.Effect.CHANGES)
final class RoleCreateCommand extends RoleVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "The key of the role, such as front-desk.")
    private String role = "";

    @Option(names = "--name", paramLabel = "TEXT", description = "For people (default: the key).")
    private @Nullable String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private String description = "";

    @Option(
            names = "--permission",
            paramLabel = "PERMISSION",
            split = ",",
            description =
                    "patients:read, all of a resource ('patients:*') or an action on everything ('*:read'); several with commas.")
    private List<String> permissions = new ArrayList<>();

    @Option(names = "--inherit", paramLabel = "ROLE", split = ",", description = "A role whose permissions it has too.")
    private List<String> inherits = new ArrayList<>();

    @Option(names = "--dynamic", description = "Its wildcards take in what later releases declare.")
    private boolean dynamic;

    @Option(names = "--replace", description = "The role is there; change it.")
    private boolean replace;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    RoleCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution(replace ? "Role changed by hand" : "Role made by hand");
        RoleDefinition definition = definition();
        Tenant tenant = tenant(key);
        Role kept = replace
                ? roles().of(tenant.id(), by).update(definition)
                : roles().of(tenant.id(), by).create(definition);
        session()
                .console()
                .print(Document.of(
                        RoleView.fields(kept),
                        page -> page.line(page.style().good("ok") + "  "
                                + page.safe("Role " + kept.key() + " of " + tenant.key() + " says "
                                        + (kept.permissions().isEmpty()
                                                ? "nothing itself"
                                                : few(RoleView.texts(kept.permissions())))))));
        return OK;
    }

    private RoleDefinition definition() {
        try {
            Set<PermissionPattern> says = new LinkedHashSet<>();
            permissions.forEach(one -> says.add(PermissionPattern.of(one)));
            return new RoleDefinition(
                    role, name == null ? role : name, description, says, new LinkedHashSet<>(inherits), dynamic);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    String.valueOf(e.getMessage()),
                    "For example: role create acme front-desk --permission 'appointments:*,patients:read'");
        }
    }
}

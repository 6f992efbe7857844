package io.tenancy.cli.command;

import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.KeyEnvironment;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.authorization.Permission;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Make a key, and show it: once.",
            "It acts for a member of the tenant, and may what its scopes say as long as that member may it too."
        })
@Mark(Mark.Effect.CHANGES)
final class KeyCreateCommand extends KeyVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "What people call it: laboratory.")
    private String name = "";

    @Option(
            names = "--for",
            required = true,
            paramLabel = "PRINCIPAL",
            description = "The id of the member it acts for; 'member list' and 'grant list' show ids.")
    private String actsFor = "";

    @Option(
            names = "--scope",
            required = true,
            split = ",",
            paramLabel = "PERMISSION",
            description = "What it may: patients:read. Several, separated by commas or given again.")
    private List<String> scopes = List.of();

    @Option(names = "--test", description = "Make a key for trying an integration out: cf_test_ instead of cf_live_.")
    private boolean test;

    @Option(
            names = "--from",
            split = ",",
            paramLabel = "NETWORK",
            description = "From where it may be used: 203.0.113.0/24 or 2001:db8::/32 (default: from everywhere).")
    private List<String> networks = List.of();

    @Option(
            names = "--per-hour",
            paramLabel = "N",
            description = "How many requests in an hour (default: as declared).")
    private @Nullable Long perHour;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When it ends by itself: 2027-01-31 (00:00 UTC) or 2027-01-31T09:00:00Z.")
    private @Nullable String until;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    KeyCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        UUID member = member();
        ApiKeyRequest request = request();
        Attribution by = attribution.attribution("Made by hand");
        Tenant owner = tenant(tenant);
        NewApiKey made = keys().create(owner.id(), member, request, by);
        show(
                owner,
                made,
                "Tenant " + owner.key() + " has the key " + made.key().name() + " ("
                        + made.key().start() + ")");
        return OK;
    }

    private UUID member() {
        try {
            return UUID.fromString(actsFor);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "--for is no id", "tenancyctl member list shows the ids of a tenant's members");
        }
    }

    private ApiKeyRequest request() {
        try {
            ApiKeyRequest request = ApiKeyRequest.named(name)
                    .environment(test ? KeyEnvironment.TEST : KeyEnvironment.LIVE)
                    .scopes(scopes.stream().map(Permission::of).toList())
                    .networks(networks.toArray(String[]::new))
                    .expiresAt(
                            until == null
                                    ? null
                                    : Times.ahead("--until", until, session().clock()));
            return perHour == null ? request : request.perHour(perHour);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("No such key can be made: " + e.getMessage(), "tenancyctl key create --help");
        }
    }
}

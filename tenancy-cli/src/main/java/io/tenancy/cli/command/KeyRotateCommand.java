package io.tenancy.cli.command;

import io.tenancy.apikey.ApiKey;
import io.tenancy.apikey.ApiKeys;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.jdbc.apikey.ApiKeyRegistry;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rotate",
        description = {
            "Put a new key in the place of one, and show it: once.",
            "The old one goes on for some days, so that whoever uses it can change over."
        })
@Mark(Mark.Effect.CHANGES)
final class KeyRotateCommand extends KeyVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "Its beginning, as 'key list' shows it, or its id.")
    private String reference = "";

    @Option(
            names = "--overlap",
            defaultValue = "7",
            paramLabel = "DAYS",
            description = "How long the old one goes on: 0 to 30 days (default: ${DEFAULT-VALUE}).")
    private int days;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    KeyRotateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (days < 0 || days > ApiKeys.LONGEST_OVERLAP.toDays()) {
            throw CommandException.usage("--overlap is out of range", "Give 0 to 30 days");
        }
        Attribution by = attribution.attribution("Rotated by hand");
        Tenant owner = tenant(tenant);
        ApiKeyRegistry keys = keys();
        ApiKey old = keys.find(owner.id(), reference);
        NewApiKey made = keys.rotate(owner.id(), old.id(), Duration.ofDays(days), by);
        ApiKey before = keys.find(owner.id(), old.id().toString());
        show(
                owner,
                made,
                made.key().start() + " takes the place of " + old.start() + ", which ends at " + before.expiresAt());
        return OK;
    }
}

package io.tenancy.cli.command;

import io.tenancy.apikey.ApiKey;
import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.apikey.ApiKeyRegistry;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description =
                "End a key now and for good: on every node within a second, or five where notifications are lost.")
@Mark(Mark.Effect.CHANGES)
final class KeyRevokeCommand extends KeyVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "Its beginning, as 'key list' shows it, or its id.")
    private String reference = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    KeyRevokeCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Revoked by hand");
        Tenant owner = tenant(tenant);
        ApiKeyRegistry keys = keys();
        ApiKey found = keys.find(owner.id(), reference);
        boolean already = found.revokedAt() != null;
        ApiKey revoked = keys.revoke(owner.id(), found.id(), by);
        session()
                .console()
                .print(Document.of(
                        KeyView.tree(owner, revoked, session().clock().instant()),
                        page -> page.line(page.style().good("ok") + "  "
                                + page.safe(revoked.start()
                                        + (already
                                                ? " was revoked already, at " + revoked.revokedAt()
                                                : " is revoked")))));
        return OK;
    }
}

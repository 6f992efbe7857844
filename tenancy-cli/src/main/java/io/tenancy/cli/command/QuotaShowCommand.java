package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.entitlement.Consumption;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show how a tenant stands: used, reserved, limit, what is left, and until when.")
@Mark(Mark.Effect.READ_ONLY)
final class QuotaShowCommand extends UsageVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "METER", description = "Only this meter.")
    private @Nullable String meter;

    QuotaShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant(key);
        List<Consumption> all = usage().stand(tenant.id(), meters(meter), features(), 0);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("meters", all.stream().map(StandView::tree).toList());
        session().console().print(Document.of(tree, page -> page.table(StandView.table(all))));
        if (all.get(0).planVersion() == null) {
            session()
                    .console()
                    .note("Tenant " + tenant.key() + " has no plan; give it one with: tenancyctl plan assign "
                            + tenant.key() + " PLAN");
        }
        return OK;
    }
}

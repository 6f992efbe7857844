package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.entitlement.Consumption;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Tell whether a tenant may use more of something; nothing is used.",
            "Exits with 1 if it may not."
        })
@Mark(Mark.Effect.READ_ONLY)
final class QuotaCheckCommand extends UsageVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "METER", description = "A meter that tenancy.yaml declares.")
    private String meter = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "AMOUNT", description = "How much more (default: 1).")
    private long amount = 1;

    QuotaCheckCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (amount < 1) {
            throw CommandException.usage("AMOUNT is 1 at least", "For example: quota check acme appointments 5");
        }
        Tenant tenant = tenant(key);
        Consumption one =
                usage().stand(tenant.id(), meters(meter), features(), amount).get(0);
        Map<String, @Nullable Object> tree = StandView.tree(one);
        tree.put("amount", amount);
        tree.put("allowed", one.isAllowed());
        tree.put("reason", one.reason());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("allowed", one.isAllowed() ? "yes" : "no");
        fields.put("reason", sentence(one));
        fields.put("used", StandView.amount(one, one.used()));
        fields.put("limit", one.limit());
        fields.put("resetAt", one.resetAt());
        session().console().print(Document.of(tree, page -> page.fields(fields)));
        return one.isAllowed() ? OK : FINDINGS;
    }

    private static String sentence(Consumption one) {
        return switch (one.reason()) {
            case WITHIN_LIMIT -> "there is room";
            case UNLIMITED -> "nothing limits it";
            case OVERAGE -> "over a soft limit: allowed, and counted as overage";
            case LIMIT_REACHED -> "that would be over the limit";
            case NOT_IN_PLAN -> "what the tenant holds gives nothing of it";
        };
    }
}

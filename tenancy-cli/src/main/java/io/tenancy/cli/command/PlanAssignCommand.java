package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "assign",
        description = {
            "Give a tenant a plan in place of the one it holds, or an add-on beside it.",
            "An add-on that is given twice is held twice."
        })
@Mark(Mark.Effect.CHANGES)
final class PlanAssignCommand extends PlanVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(
            index = "1",
            paramLabel = "PLAN",
            description = "The key of a plan or add-on, or a version of it: starter@2.")
    private String plan = "";

    @Option(
            names = "--trial",
            description = "Begin the trial that the plan has. Without, the tenant is taken to pay from now on.")
    private boolean trial;

    @Option(names = "--remove", description = "Take the add-on away instead; of one that is held twice, the later.")
    private boolean remove;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    PlanAssignCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        PlanReference wanted = PlanReference.parse(plan);
        Attribution by = attribution.attribution(remove ? "Removed by hand" : "Assigned by hand");
        Tenant tenant = tenant(key);
        PlanRegistry plans = plans();
        Plan found = plans.require(wanted.key(), wanted.version());
        String sentence;
        Instant trialEndsAt = null;
        if (remove) {
            sentence = plans.removeAddOn(tenant.id(), found.key(), by)
                    ? "Tenant " + tenant.key() + " holds one " + found.key() + " less"
                    : "Tenant " + tenant.key() + " did not hold " + found.key();
        } else if (found.kind() == Plan.Kind.ADD_ON) {
            refuseVersionOfAddOn(wanted);
            UUID held = plans.addAddOn(tenant.id(), found.key(), by);
            sentence = "Tenant " + tenant.key() + " holds " + found + " beside its plan (" + held + ")";
        } else {
            trialEndsAt = trialEnd(found);
            plans.assign(tenant.id(), found.key(), found.version(), trialEndsAt, by);
            sentence = "Tenant " + tenant.key() + " holds " + found
                    + (trialEndsAt == null ? "" : ", on trial until " + trialEndsAt);
        }
        print(tenant, found, trialEndsAt, sentence);
        return OK;
    }

    private @Nullable Instant trialEnd(Plan found) {
        if (!trial) {
            return null;
        }
        if (found.terms().trialDays() == 0) {
            throw CommandException.usage("Plan " + found + " has no trial", "Leave --trial away");
        }
        return session()
                .clock()
                .instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(Duration.ofDays(found.terms().trialDays()));
    }

    private static void refuseVersionOfAddOn(PlanReference wanted) {
        if (wanted.version() != null) {
            throw CommandException.usage(
                    "Of an add-on the newest version is given", "Leave @" + wanted.version() + " away");
        }
    }

    private void print(Tenant tenant, Plan found, @Nullable Instant trialEndsAt, String sentence) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("plan", found.key());
        tree.put("version", found.version());
        tree.put("trialEndsAt", trialEndsAt);
        session()
                .console()
                .print(Document.of(tree, page -> page.line(page.style().good("ok") + "  " + page.safe(sentence))));
    }
}

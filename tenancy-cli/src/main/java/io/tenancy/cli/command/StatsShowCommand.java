package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.metering.PeriodUsage;
import io.tenancy.jdbc.metering.UsageRegistry;
import io.tenancy.jdbc.observation.PlatformStatistics.PlanCount;
import io.tenancy.observation.ObservedPeriod;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Show the tenants by status and plan, and how all were served; or how one is, and what it uses.",
            "Percentiles are estimates: each is off by at most 9.1 % of itself."
        })
@Mark(Mark.Effect.READ_ONLY)
final class StatsShowCommand extends StatsVerb {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            description = "The key of one tenant, such as acme.")
    private @Nullable String key;

    @Option(names = "--hours", paramLabel = "N", description = "How far to look back, up to 2160 (default: 24).")
    private long hours = 24;

    StatsShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Instant since = since("--hours", hours, Duration.ofHours(1));
        Instant now = session().clock().instant();
        Tenant tenant = chosen(key);
        ObservedPeriod served = reports().total(tenant == null ? null : tenant.id(), since, now.plusSeconds(60));
        session().console().print(tenant == null ? all(served) : one(tenant, served, now));
        if (served.requests() == 0) {
            session()
                    .console()
                    .note("No requests were observed; the application records them with tenancy.observations(),"
                            + " and needs the connection worker");
        }
        return OK;
    }

    private Document all(ObservedPeriod served) {
        Map<TenantStatus, Long> statuses = statistics().tenants();
        List<PlanCount> plans = statistics().plans();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        statuses.forEach((status, count) -> counts.put(status.name(), count));
        tree.put("tenants", counts);
        tree.put("plans", plans.stream().map(StatsShowCommand::tree).toList());
        tree.put("service", ServiceView.tree(served));
        return Document.of(tree, page -> {
            if (!statuses.isEmpty()) {
                Table table = Table.of("STATUS", "TENANTS");
                statuses.forEach((status, count) -> table.row(status, count));
                page.table(table);
                page.line("");
            }
            if (!plans.isEmpty()) {
                Table table = Table.of("PLAN", "VERSION", "TENANTS", "ON TRIAL");
                plans.forEach(plan -> table.row(plan.plan(), plan.version(), plan.tenants(), plan.onTrial()));
                page.table(table);
                page.line("");
            }
            page.fields(service(served));
        });
    }

    private static Map<String, @Nullable Object> tree(PlanCount plan) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("plan", plan.plan());
        tree.put("version", plan.version());
        tree.put("tenants", plan.tenants());
        tree.put("onTrial", plan.onTrial());
        return tree;
    }

    private Document one(Tenant tenant, ObservedPeriod served, Instant now) {
        List<PeriodUsage> usage = UsageRegistry.over(
                        session().connections().controlled(ConnectionRole.ADMIN),
                        session().clock())
                .periods(tenant.id(), null, now, now.plusMillis(1));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("status", tenant.status());
        tree.put("service", ServiceView.tree(served));
        tree.put("usage", usage.stream().map(PeriodView::tree).toList());
        return Document.of(tree, page -> {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("tenant", tenant.key());
            fields.put("status", tenant.status());
            fields.putAll(service(served));
            page.fields(fields);
            usage(page, usage);
        });
    }

    private static void usage(Page page, List<PeriodUsage> usage) {
        if (!usage.isEmpty()) {
            page.line("");
            page.table(PeriodView.table(usage));
        }
    }

    private Map<String, @Nullable Object> service(ObservedPeriod served) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("requests", served.requests() + " in " + (hours == 1 ? "an hour" : hours + " hours"));
        fields.put("errors", ServiceView.errors(served));
        fields.put("latency", ServiceView.latency(served));
        return fields;
    }
}

package io.tenancy.cli.command;

import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.metering.PeriodUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was used in periods, in both forms. */
final class PeriodView {
    private PeriodView() {}

    static Table table(List<PeriodUsage> all) {
        Table table = Table.of("TENANT", "METER", "FROM", "UNTIL", "USED", "LIMIT", "OVER");
        all.forEach(one -> table.row(
                one.tenant(),
                one.meter(),
                one.isGauge() ? null : one.period().start(),
                one.isGauge() ? null : one.period().end(),
                one.used(),
                one.limit().isUnlimited() ? null : one.limit(),
                one.overage() == 0 ? null : one.overage()));
        return table;
    }

    static Map<String, @Nullable Object> tree(PeriodUsage one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", one.tenant());
        tree.put("meter", one.meter());
        tree.put("from", one.isGauge() ? null : one.period().start());
        tree.put("until", one.isGauge() ? null : one.period().end());
        tree.put("used", one.used());
        tree.put("limit", UsageVerb.limit(one.limit()));
        tree.put("overage", one.overage());
        tree.put("countedAt", one.countedAt());
        return tree;
    }
}

package io.tenancy.cli.command;

import io.tenancy.cli.output.Table;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Entitlement;
import io.tenancy.entitlement.Limit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a tenant stands with its quotas, in both forms. */
final class StandView {
    private static final double PERCENT = 100.0;

    private StandView() {}

    static Table table(List<Consumption> all) {
        Table table = Table.of("METER", "USED", "RESERVED", "LIMIT", "LEFT", "USED %", "UNTIL", "DECIDED BY");
        all.forEach(one -> table.row(
                one.meter(),
                amount(one, one.used()),
                one.reserved() == 0 ? null : amount(one, one.reserved()),
                one.limit().isUnlimited()
                        ? "unlimited"
                        : amount(one, one.limit().amount().orElseThrow()),
                one.remaining().isEmpty() ? null : amount(one, one.remaining().getAsLong()),
                percent(one),
                one.resetAt(),
                source(one)));
        return table;
    }

    private static @Nullable String source(Consumption one) {
        Entitlement entitlement = one.entitlement();
        return entitlement == null
                ? null
                : entitlement.source().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A size with its unit, if the feature that limits it is one. */
    static Object amount(Consumption one, long amount) {
        Entitlement entitlement = one.entitlement();
        return entitlement == null || entitlement.feature().type() != io.tenancy.entitlement.FeatureType.SIZE
                ? amount
                : entitlement
                        .feature()
                        .format(new io.tenancy.entitlement.FeatureValue.Amount(Limit.of(Math.max(0, amount))));
    }

    static @Nullable Long percent(Consumption one) {
        return one.limit().isUnlimited() || one.limit().equals(Limit.NONE)
                ? null
                : Long.valueOf(Math.round(
                        Math.floor(PERCENT * one.used() / one.limit().amount().orElseThrow())));
    }

    static Map<String, @Nullable Object> tree(Consumption one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("meter", one.meter());
        tree.put("used", one.used());
        tree.put("reserved", one.reserved());
        tree.put("limit", UsageVerb.limit(one.limit()));
        tree.put("remaining", one.remaining().isEmpty() ? null : one.remaining().getAsLong());
        tree.put("overage", one.overage());
        tree.put("resetAt", one.resetAt());
        tree.put(
                "decidedBy",
                one.entitlement() == null ? null : one.entitlement().source());
        tree.put("plan", one.planVersion());
        return tree;
    }
}

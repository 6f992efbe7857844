package io.tenancy.cli.command;

import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.metering.GaugeDrift;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gauges that are wrong, in both forms. */
final class DriftView {
    private DriftView() {}

    static Table table(List<GaugeDrift> all) {
        Table table = Table.of("METER", "TENANT", "THERE IS", "GAUGE SHOWS");
        all.forEach(one -> table.row(one.meter(), name(one), one.counted(), one.kept()));
        return table;
    }

    private static String name(GaugeDrift one) {
        return one.tenant().isEmpty() ? one.tenantId().toString() : one.tenant();
    }

    static Map<String, @Nullable Object> tree(GaugeDrift one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("meter", one.meter());
        tree.put("tenantId", one.tenantId());
        tree.put("tenant", one.tenant().isEmpty() ? null : one.tenant());
        tree.put("counted", one.counted());
        tree.put("kept", one.kept());
        return tree;
    }
}

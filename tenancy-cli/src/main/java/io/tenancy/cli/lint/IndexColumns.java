package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.CreateIndex;
import io.tenancy.cli.lint.Statement.IndexColumn;
import io.tenancy.jdbc.isolation.Severity;
import java.util.ArrayList;
import java.util.List;

/** L11: indexes serve queries of one tenant. */
final class IndexColumns implements Check {
    private final List<CreateIndex> indexes = new ArrayList<>();

    @Override
    public void after(Parsed parsed, Looking looking) {
        if (parsed.statement() instanceof CreateIndex index) {
            indexes.add(index);
        }
    }

    @Override
    public void end(Looking looking) {
        for (CreateIndex index : indexes) {
            String tenant = looking.catalog().tenantColumn(index.table());
            if (tenant != null) {
                look(index, tenant, looking);
            }
        }
    }

    private static void look(CreateIndex index, String tenant, Looking looking) {
        for (IndexColumn column : index.columns()) {
            String operators = column.operatorClass();
            if (operators != null && operators.matches(".*(pattern_ops|trgm_ops|jsonb.*ops)")) {
                looking.report(
                        LintRule.L11,
                        Severity.INFO,
                        index.table(),
                        "Operator class " + operators + ": its operators are not leakproof, so policies come first and"
                                + " the index serves no query of the application",
                        column.at());
                return;
            }
        }
        if (tenant.equals(index.columns().get(0).column())) {
            return;
        }
        boolean holds = index.columns().stream().anyMatch(column -> tenant.equals(column.column()));
        boolean ordered = index.method().equals("btree");
        if (ordered && index.unique() && !holds) {
            return;
        }
        looking.report(
                LintRule.L11,
                ordered && !holds ? Severity.WARNING : Severity.INFO,
                index.table(),
                "Index " + (index.name() == null ? "" : index.name() + " ") + "does not lead with " + tenant,
                index.at());
    }
}

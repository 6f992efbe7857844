package io.tenancy.jdbc.isolation;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A10: whether the tenant column takes null, and whether the context can be compared with its type. */
final class TenantColumnRules implements AuditRule {
    private static final Set<String> TYPES = Set.of("uuid", "text", "character varying", "bigint");

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        for (TenantRelation table : subject.tenants()) {
            String column = table.column().sql();
            if (!table.column().notNull()) {
                findings.accept(new Finding(
                        Rule.A10,
                        Severity.ERROR,
                        table.sql(),
                        "Tenant column " + column + " takes null",
                        List.of("alter table " + table.sql() + " alter column " + column + " set not null;")));
            }
            if (!TYPES.contains(table.column().type())) {
                findings.accept(new Finding(
                        Rule.A10,
                        Severity.ERROR,
                        table.sql(),
                        "Tenant column " + column + " has type "
                                + table.column().type() + ", which the context is not compared with",
                        List.of()));
            }
        }
    }
}

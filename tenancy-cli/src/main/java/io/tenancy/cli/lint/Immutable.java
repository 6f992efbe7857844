package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Routine;
import io.tenancy.jdbc.isolation.Severity;

/** L08: what is declared IMMUTABLE reads neither settings nor tables. */
final class Immutable implements Check {
    @Override
    public void after(Parsed parsed, Looking looking) {
        if (parsed.statement() instanceof Statement.CreateFunction create && "IMMUTABLE".equals(create.volatility())) {
            look(create.function(), parsed.facts(), create.at(), looking);
        } else if (parsed.statement() instanceof Statement.AlterFunction alter
                && "IMMUTABLE".equals(alter.volatility())) {
            Routine routine = looking.catalog().routines.get(alter.function());
            if (routine != null) {
                look(alter.function(), routine.facts, alter.at(), looking);
            }
        }
    }

    private static void look(Name function, Facts facts, int at, Looking looking) {
        String reads = "";
        boolean tenants = false;
        for (Expr.Call call : facts.calls()) {
            boolean setting = call.is("pg_catalog", "current_setting");
            if (setting || looking.catalog().returningSetting.contains(call.function())) {
                reads = "a setting";
                tenants |= !setting
                        || call.argument("setting_name", 0)
                                .flatMap(Expr::literal)
                                .filter(name -> !name.startsWith("tenancy."))
                                .isEmpty();
            }
        }
        if (!facts.reads().isEmpty()) {
            reads = facts.reads().get(0).table().toString();
            tenants |= facts.reads().stream().anyMatch(use -> looking.catalog().isTenant(use.table()));
        }
        if (!reads.isEmpty()) {
            looking.report(
                    LintRule.L08,
                    tenants ? Severity.ERROR : Severity.WARNING,
                    function,
                    "IMMUTABLE, and reads " + reads,
                    at,
                    "alter function " + function + " stable;");
        }
    }
}

package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.lint.Facts.Use;
import io.tenancy.cli.lint.Facts.Verb;
import io.tenancy.jdbc.isolation.Severity;
import java.util.Set;

/** L07: the tenant is set for a transaction only, and data are changed by a role that sees them. */
final class TenantSettings implements Check {
    private static final Set<String> OURS =
            Set.of("tenancy.tenant_id", "tenancy.tenant_number", "tenancy.principal_id", "tenancy.branch_ids");

    @Override
    public void before(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.StoredSetting stored && OURS.contains(stored.setting())) {
            stored(stored, looking);
        } else if (statement instanceof Statement.SetSetting set && OURS.contains(set.setting())) {
            if (!set.local() && set.value() != null && !set.value().isEmpty()) {
                session(set.setting(), "SET", set.at(), false, looking);
            }
        }
        boolean routine = statement instanceof Statement.CreateFunction;
        parsed.facts().calls().forEach(call -> call(call, routine, looking));
        if (statement instanceof Statement.CreateFunction create) {
            create.body().forEach(one -> within(one, looking));
        } else {
            parsed.facts().writes().forEach(use -> write(use, looking));
        }
    }

    private static void within(Parsed parsed, Looking looking) {
        if (parsed.statement() instanceof Statement.SetSetting set
                && OURS.contains(set.setting())
                && !set.local()
                && set.value() != null
                && !set.value().isEmpty()) {
            session(set.setting(), "SET", set.at(), true, looking);
        }
    }

    private static void stored(Statement.StoredSetting stored, Looking looking) {
        if (stored.value() != null && !stored.value().isEmpty()) {
            String of = stored.role() != null ? "role " + stored.role() : "database " + stored.database();
            looking.report(
                    LintRule.L07,
                    Severity.ERROR,
                    stored.setting(),
                    "A default tenant for " + of + ": whoever forgets to bind one works in it",
                    stored.at());
        }
    }

    private static void call(Expr.Call call, boolean routine, Looking looking) {
        if (!call.is("pg_catalog", "set_config")) {
            return;
        }
        String setting = call.argument("setting_name", 0).flatMap(Expr::literal).orElse("");
        boolean empty = call.argument("new_value", 1)
                .flatMap(Expr::literal)
                .filter(String::isEmpty)
                .isPresent();
        boolean local = call.argument("is_local", 2)
                .filter(value -> value instanceof Expr.Bool bool && bool.value())
                .isPresent();
        if (OURS.contains(setting) && !local && !empty) {
            session(setting, "set_config", call.at(), routine, looking);
        }
    }

    private static void session(String setting, String how, int at, boolean routine, Looking looking) {
        looking.report(
                LintRule.L07,
                routine ? Severity.ERROR : Severity.WARNING,
                setting,
                routine
                        ? "A function sets it for the session (" + how
                                + "): the next one on the connection inherits the tenant"
                        : "Set for the session (" + how + "): the migrations behind it inherit the tenant",
                at);
    }

    private static void write(Use use, Looking looking) {
        Catalog catalog = looking.catalog();
        Table table = catalog.table(use.table());
        if (table == null || !table.secured || !catalog.isTenant(use.table())) {
            return;
        }
        if (use.verb() == Verb.TRUNCATE || use.verb() == Verb.COPY) {
            return;
        }
        String role = catalog.currentRole == null ? "tenancy_migrator" : catalog.currentRole;
        boolean asOwner = catalog.currentRole == null || role.equals("tenancy_owner");
        if (asOwner && !table.forced && catalog.currentRole != null) {
            return;
        }
        boolean open = table.policies.values().stream()
                .anyMatch(policy -> !policy.restrictive()
                        && (policy.roles().contains(role)
                                || policy.roles().contains("current_user")
                                || (policy.roles().contains(Catalog.PUBLIC)
                                        && policy.using() instanceof Expr.Bool bool
                                        && bool.value())));
        if (!open) {
            looking.report(
                    LintRule.L07,
                    Severity.WARNING,
                    use.table(),
                    use.verb() + " as " + role + ", for which no policy shows rows: it changes none and says nothing",
                    use.at(),
                    NewTables.isolate(catalog, use.table()));
        }
    }
}

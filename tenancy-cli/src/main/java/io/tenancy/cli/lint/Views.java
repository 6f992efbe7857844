package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Routine;
import io.tenancy.cli.lint.Catalog.View;
import io.tenancy.jdbc.isolation.Severity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** L04: what reads tenant tables reads with the rights of its reader. */
final class Views implements Check {
    private final Map<Name, Integer> views = new LinkedHashMap<>();
    private final Map<Name, Integer> routines = new LinkedHashMap<>();

    @Override
    public void after(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.CreateView create) {
            views.put(create.view(), create.at());
        } else if (statement instanceof Statement.AlterView alter && alter.invoker() != null) {
            views.put(alter.view(), alter.at());
        } else if (statement instanceof Statement.Grant grant && grant.object().equals("TABLE") && !grant.revoke()) {
            looking.catalog().views.forEach((name, view) -> {
                if (view.granted
                        && (grant.all()
                                ? RightsUpdate.isIn(grant, name)
                                : grant.names().contains(name))) {
                    views.putIfAbsent(name, grant.at());
                }
            });
        } else if (statement instanceof Statement.CreateFunction create) {
            routines.put(create.function(), create.at());
        } else if (statement instanceof Statement.AlterFunction alter) {
            routines.put(alter.function(), alter.at());
        }
    }

    @Override
    public void end(Looking looking) {
        views.forEach((name, at) -> view(name, at, looking));
        routines.forEach((name, at) -> routine(name, at, looking));
    }

    private static void view(Name name, int at, Looking looking) {
        View view = looking.catalog().views.get(name);
        if (view == null || view.invoker || !looking.catalog().reachesTenants(name, new HashSet<>())) {
            return;
        }
        Severity severity = view.granted ? Severity.ERROR : Severity.INFO;
        String reach = view.granted ? "" : "; the application cannot reach it";
        if (view.materialized) {
            looking.report(
                    LintRule.L04,
                    severity,
                    name,
                    "Materialized view over tenant tables: it has no policies" + reach,
                    at,
                    "revoke all on " + name + " from " + looking.settings().appRole() + ";");
        } else {
            looking.report(
                    LintRule.L04,
                    severity,
                    name,
                    "View over tenant tables that is not security_invoker" + reach,
                    at,
                    "alter view " + name + " set (security_invoker = true);");
        }
    }

    private static void routine(Name name, int at, Looking looking) {
        Routine routine = looking.catalog().routines.get(name);
        if (routine == null || !routine.definer) {
            return;
        }
        if (!routine.pinned) {
            looking.report(
                    LintRule.L04,
                    Severity.WARNING,
                    name,
                    "SECURITY DEFINER without a search path of its own",
                    at,
                    "alter function " + name + " set search_path = pg_catalog, pg_temp;");
        }
        boolean touches =
                routine.facts.reads().stream().anyMatch(use -> looking.catalog().isTenant(use.table()))
                        || routine.facts.writes().stream()
                                .anyMatch(use -> looking.catalog().isTenant(use.table()));
        if ((touches || !routine.readable) && !routine.closedToPublic && !routine.isTrigger) {
            looking.report(
                    LintRule.L04,
                    Severity.WARNING,
                    name,
                    "SECURITY DEFINER function that " + (touches ? "uses tenant tables" : "runs SQL nobody can foresee")
                            + " and that PUBLIC may execute",
                    at,
                    "revoke execute on function " + name + " from public;");
        }
    }
}

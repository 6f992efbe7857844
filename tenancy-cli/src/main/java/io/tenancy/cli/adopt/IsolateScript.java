package io.tenancy.cli.adopt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last step: from here on the application sees the bound tenant's rows and nothing else. */
final class IsolateScript {
    private final Layout layout;
    private final Script script = Script.transactional("isolate");

    private IsolateScript(Layout layout) {
        this.layout = layout;
    }

    static Script of(Layout layout) {
        return new IsolateScript(layout).write();
    }

    private Script write() {
        script.head(
                "The switch. Until here the application works as before; from here on it logs in as tenancy_app, through",
                "TenantDataSource. The former owners' grants end here, and other roles see no row of a tenant table any more.",
                "If a lock cannot be had within 5 seconds nothing is changed; run it again.");
        script.set("set local lock_timeout = '5s'").set("set local statement_timeout = '5min'");
        tables();
        views();
        functions();
        sequences();
        former();
        return script;
    }

    private void tables() {
        script.section("Tenant tables: the tenant of a new row is the bound one, and policies hold the rows apart");
        for (Original.Table table : layout.roots(TableClass.TENANT)) {
            script.add("alter table " + table.sql() + " alter column " + layout.tenant() + " set default "
                    + KeySql.contextDefault());
            script.add("select tenancy.isolate(" + Sql.literal(table.sql())
                    + (layout.column().equals("tenant_id") ? "" : ", tenant_column => " + Sql.literal(layout.column()))
                    + ")");
        }
        List<Original.Table> shared = layout.roots(TableClass.SHARED);
        if (!shared.isEmpty()) {
            script.section("Shared tables: read only for the application");
            shared.forEach(table -> script.add("select tenancy.share(" + Sql.literal(table.sql()) + ")"));
        }
    }

    private void views() {
        List<Original.View> views = layout.original().views().stream()
                .filter(view -> !view.isMaterialized())
                .toList();
        if (views.isEmpty()) {
            return;
        }
        script.section("Views read with the rights of whoever asks, and so through the policies");
        for (Original.View view : views) {
            if (layout.readsTenants(view)) {
                script.add("alter view " + view.sql() + " set (security_invoker = true)");
            }
            script.add("revoke all on table " + view.sql() + " from public");
            script.add("grant select" + (view.writable() ? ", insert, update, delete" : "") + " on table " + view.sql()
                    + " to tenancy_app, tenancy_admin");
        }
    }

    private void functions() {
        List<Original.Owned> definers = layout.original().owned().stream()
                .filter(Original.Owned::definer)
                .toList();
        if (definers.isEmpty()) {
            return;
        }
        script.section("Functions run with the rights of whoever calls them: their owner sees no row");
        definers.forEach(
                function -> script.add("alter " + function.kind() + " " + function.sql() + " security invoker"));
    }

    private void sequences() {
        List<Original.Sequence> loose = layout.original().sequences().stream()
                .filter(sequence -> sequence.ownedBy() == 0)
                .toList();
        if (!loose.isEmpty()) {
            script.section("Sequences that no column owns");
            loose.forEach(sequence ->
                    script.add("grant usage on sequence " + sequence.sql() + " to tenancy_app, tenancy_admin"));
        }
    }

    private void former() {
        Map<String, Set<String>> former = new LinkedHashMap<>(HandOver.former(layout));
        layout.original().views().stream()
                .filter(Original.View::isMaterialized)
                .forEach(view -> former.remove("table " + view.sql()));
        if (!former.isEmpty()) {
            script.section("The former owners are done");
            former.forEach(
                    (object, roles) -> script.add("revoke all on " + object + " from " + String.join(", ", roles)));
        }
    }
}

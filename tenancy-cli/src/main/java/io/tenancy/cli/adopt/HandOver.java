package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only a superuser, or the owner of everything, can do: give the objects to the role that owns them from now on. Whoever owned
 * them before keeps the rights to work with them until the last step.
 */
final class HandOver {
    private static final String OWNER = "tenancy_owner";
    private static final String DATA = "select, insert, update, delete, truncate, references, trigger";

    private HandOver() {}

    /**
     * An object that changes hands.
     *
     * @param kind as ALTER takes it
     * @param sql its name
     * @param owner whose it was
     * @param to whose it becomes
     */
    record Item(String kind, String sql, String owner, String to) {}

    /** In an order that works in both directions. */
    static List<Item> items(Layout layout) {
        Original original = layout.original();
        List<Item> items = new ArrayList<>();
        for (Original.Table table : original.sorted()) {
            if (layout.type(table) != TableClass.LEFT || table.name().equals("flyway_schema_history")) {
                items.add(new Item("table", table.sql(), table.owner(), OWNER));
            }
        }
        for (Original.View view : original.views()) {
            // REFRESH runs with the owner's rights, and tenancy_owner sees no row.
            items.add(
                    view.isMaterialized()
                            ? new Item("materialized view", view.sql(), view.owner(), "tenancy_admin")
                            : new Item("view", view.sql(), view.owner(), OWNER));
        }
        for (Original.Sequence sequence : original.sequences()) {
            if (sequence.ownedBy() == 0) {
                items.add(new Item("sequence", sequence.sql(), sequence.owner(), OWNER));
            }
        }
        for (Original.Owned owned : original.owned()) {
            if (!owned.kind().equals("schema")) {
                items.add(new Item(owned.kind(), owned.sql(), owned.owner(), OWNER));
            }
        }
        return items.stream().filter(item -> !item.owner().equals(item.to())).toList();
    }

    static Script script(Layout layout) {
        Script script = Script.transactional("hand over");
        script.head(
                "Step 0, before the migrations: gives the tables and what stands around them to tenancy_owner.",
                "Run by a superuser, or by the owner of all this who is also a member of tenancy_owner (tenancyctl init sees to it).",
                "The roles that owned something keep the right to work with it, so the application goes on as it is.",
                "May be run again.");
        script.set("begin").set("set local lock_timeout = '5s'");
        extension(layout, script);
        script.section("Schemas");
        for (String schema : layout.schemas()) {
            script.add("grant usage, create on schema " + schema + " to " + OWNER);
            script.add("grant usage on schema " + schema + " to tenancy_app, tenancy_admin, tenancy_worker");
        }
        materialized(layout, script);
        script.section("Owners");
        items(layout)
                .forEach(item -> script.add(
                        "alter " + item.kind() + " " + item.sql() + " owner to " + item.to(), "was " + item.owner()));
        closeMaterialized(layout, script);
        script.section("What the former owners go on with");
        former(layout)
                .forEach((object, roles) ->
                        script.add("grant " + (object.startsWith("sequence") ? "usage, select, update" : DATA) + " on "
                                + object + " to " + String.join(", ", roles)));
        script.set("commit");
        return script;
    }

    private static void extension(Layout layout, Script script) {
        if (needsGist(layout)) {
            script.section("So that an exclusion constraint can compare the tenant");
            script.add("create extension if not exists btree_gist");
        }
    }

    static boolean needsGist(Layout layout) {
        return !layout.original().extensions().contains("btree_gist")
                && layout.tenantTables().stream()
                        .flatMap(table -> layout.rebuilt(table).stream())
                        .anyMatch(index -> index.kind() == 'x' && index.method().equals("gist"));
    }

    private static void materialized(Layout layout, Script script) {
        List<Original.View> views = layout.original().views().stream()
                .filter(Original.View::isMaterialized)
                .toList();
        if (views.isEmpty()) {
            return;
        }
        script.section(
                "Materialized views are refreshed with the rights of their owner, which is to see all rows: tenancy_admin");
        Set<String> schemas = new LinkedHashSet<>();
        Set<String> read = new LinkedHashSet<>();
        for (Original.View view : views) {
            schemas.add(Sql.name(view.schema()));
            view.reads().forEach(oid -> read.add(layout.original().table(oid).sql()));
        }
        schemas.forEach(schema -> script.add("grant create on schema " + schema + " to tenancy_admin"));
        if (!read.isEmpty()) {
            script.add("grant select on " + String.join(", ", read) + " to tenancy_admin");
        }
    }

    private static void closeMaterialized(Layout layout, Script script) {
        Set<String> schemas = new LinkedHashSet<>();
        for (Original.View view : layout.original().views()) {
            if (view.isMaterialized()) {
                schemas.add(Sql.name(view.schema()));
                script.add("revoke all on table " + view.sql() + " from public");
                if (!layout.readsTenants(view)) {
                    script.add("grant select on table " + view.sql() + " to tenancy_app");
                }
            }
        }
        schemas.forEach(schema -> script.add("revoke create on schema " + schema + " from tenancy_admin"));
    }

    /** The roles, other than superusers and ours, that need a grant now that they own no longer. */
    static Map<String, Set<String>> former(Layout layout) {
        Map<String, Set<String>> former = new LinkedHashMap<>();
        for (Item item : items(layout)) {
            String on = item.kind().equals("sequence") ? "sequence " + item.sql() : "table " + item.sql();
            boolean holdsData = item.kind().endsWith("table")
                    || item.kind().endsWith("view")
                    || item.kind().equals("sequence");
            if (holdsData && !layout.isSuperuser(item.owner()) && !item.owner().startsWith("tenancy_")) {
                former.computeIfAbsent(on, key -> new LinkedHashSet<>()).add(Sql.name(item.owner()));
            }
        }
        for (Original.Sequence sequence : layout.original().sequences()) {
            if (sequence.ownedBy() != 0
                    && !layout.isSuperuser(sequence.owner())
                    && !sequence.owner().startsWith("tenancy_")) {
                former.computeIfAbsent("sequence " + sequence.sql(), key -> new LinkedHashSet<>())
                        .add(Sql.name(sequence.owner()));
            }
        }
        return former;
    }
}

package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way back: one transaction that leaves the catalog as it was, names included. It may be run at any point of the way there, for
 * it asks of each thing whether it is there.
 */
final class UndoScript {
    private static final List<String> ROLES =
            List.of("public", "tenancy_owner", "tenancy_app", "tenancy_admin", "tenancy_worker");
    private static final List<String> POLICIES =
            List.of("tenancy_floor", "tenancy_base", "tenancy_branch", "tenancy_admin", "tenancy_migrator");

    private final Layout layout;
    private final List<String> files;
    private final boolean ownersKnown;
    private final Script script = Script.transactional("undo");

    private UndoScript(Layout layout, List<String> files, boolean ownersKnown) {
        this.layout = layout;
        this.files = files;
        this.ownersKnown = ownersKnown;
    }

    static Script of(Layout layout, List<String> files, boolean ownersKnown) {
        return new UndoScript(layout, files, ownersKnown).write();
    }

    private Script write() {
        script.head(
                "The way back, in one transaction: columns, keys, indexes, views, functions, owners and grants as they were.",
                "Run by whoever ran hand_over.sql. Builds the old indexes with the tables locked: stop the application first.",
                "Refuses while tenants have rows that were not there before. To give those rows up:",
                "  set tenancy_adopt.lose_rows = 'yes';  -- before running this",
                "The tenants stay in the registry, and the control plane stays: dropping schema tenancy removes it.");
        script.set("begin").set("set local lock_timeout = '30s'").set("set local statement_timeout = 0");
        guard();
        section("Policies", this::policies);
        section("Foreign keys with the tenant", this::dropForeignKeys);
        section("Rows that are given up, if any are", this::deleteLaterRows);
        section("Keys and indexes with the tenant", this::dropKeys);
        section("The column", this::dropColumn);
        section("Keys and indexes as they were", this::addKeys);
        section("Foreign keys as they were", this::addForeignKeys);
        section("Views and functions", this::code);
        if (ownersKnown) {
            section("Owners", this::owners);
            section("Grants", this::grants);
        } else {
            script.section("Owners and grants are not known: this plan was made from migrations, not from a database");
        }
        section("What the adoption wrote down", this::traces);
        script.set("commit");
        return script;
    }

    private void section(String title, Runnable content) {
        script.section(title);
        content.run();
    }

    private void guard() {
        script.section("Rows of tenants that came later would stand among the others");
        // The policies let whoever runs this see nothing, unless it is a superuser.
        layout.tenantTables()
                .forEach(table -> script.add(
                        "alter table " + table.sql() + " no force row level security, disable row level security"));
        List<Original.Table> roots = layout.roots(TableClass.TENANT);
        String counts =
                roots.stream().map(table -> Sql.literal(table.sql())).collect(Collectors.joining(",\n            "));
        script.add("""
                do $$
                declare
                    target text;
                    later bigint;
                    lost text := '';
                begin
                    foreach target in array array[
                            %1$s]::text[] loop
                        continue when not exists (select from pg_attribute
                            where attrelid = to_regclass(target) and attname = %2$s and not attisdropped);
                        execute format('select count(*) from %%s where %3$s <> all (%%L::uuid[])', target, array[%4$s]::uuid[]) into later;
                        continue when later = 0;
                        lost := lost || format(E'\\n  %%s: %%s rows', target, later);
                    end loop;
                    if lost <> '' and current_setting('tenancy_adopt.lose_rows', true) is distinct from 'yes' then
                        raise exception using message = 'rows of other tenants would be lost:' || lost,
                            hint = 'move them elsewhere, or give them up: --lose-rows; in psql: set tenancy_adopt.lose_rows = ''yes''';
                    end if;
                end $$;""".formatted(
                        counts,
                        Sql.literal(layout.column()),
                        layout.tenant().replace("'", "''").replace("%", "%%"),
                        ids()));
    }

    private void policies() {
        String tables = layout.tenantTables().stream()
                .map(table -> Sql.literal(table.sql()))
                .collect(Collectors.joining(",\n            "));
        script.add("""
                do $$
                declare
                    found record;
                begin
                    for found in select polname, polrelid::regclass as target from pg_policy
                        where polname in (%s) and polrelid = any (array(select to_regclass(name) from unnest(array[
                            %s]) name))
                    loop
                        execute format('drop policy %%I on %%s', found.polname, found.target);
                    end loop;
                end $$;""".formatted(POLICIES.stream().map(Sql::literal).collect(Collectors.joining(", ")), tables));
        for (Original.Table table : layout.tenantTables()) {
            if (table.rowSecurity()) {
                script.add("alter table " + table.sql() + " enable row level security");
            }
            if (table.forced()) {
                script.add("alter table " + table.sql() + " force row level security");
            }
        }
    }

    private void dropForeignKeys() {
        for (Original.ForeignKey key : layout.foreignKeys()) {
            String table = layout.original().table(key.table()).sql();
            script.add("alter table " + table + " drop constraint if exists " + Sql.name(key.name())
                    + ", drop constraint if exists " + Sql.name(KeySql.pairCheckName(key)));
        }
    }

    /** Only where somebody said so; the guard has refused otherwise. The application's triggers have no part in it. */
    private void deleteLaterRows() {
        Triggers triggers = new Triggers(layout.original());
        layout.tenantTables().forEach(table -> triggers.off(table).forEach(script::add));
        for (Original.Table table : layout.roots(TableClass.TENANT)) {
            script.add("""
                    do $$
                    begin
                        if exists (select from pg_attribute
                            where attrelid = to_regclass(%1$s) and attname = %2$s and not attisdropped) then
                            delete from %3$s where %4$s <> all (array[%5$s]::uuid[]);
                        end if;
                    end $$;""".formatted(
                    Sql.literal(table.sql()), Sql.literal(layout.column()), table.sql(), layout.tenant(), ids()));
        }
        layout.tenantTables().forEach(table -> triggers.on(table).forEach(script::add));
    }

    private String ids() {
        return layout.tenants().stream()
                .map(tenant -> Sql.literal(tenant.id().toString()))
                .collect(Collectors.joining(", "));
    }

    private void dropKeys() {
        for (Original.Table table : layout.tenantTables()) {
            for (Original.Index index : layout.rebuilt(table)) {
                String unfinished = Sql.name(index.schema()) + "." + Sql.name(layout.temporaryName(index));
                if (index.parent() == 0) {
                    script.add(
                            index.isConstraint()
                                    ? "alter table " + table.sql() + " drop constraint if exists "
                                            + Sql.name(String.valueOf(index.constraint()))
                                    : "drop index if exists " + index.sql());
                }
                if (!table.isPartitioned() && index.kind() != 'x') {
                    script.add("drop index if exists " + unfinished);
                }
            }
        }
    }

    private void dropColumn() {
        layout.roots(TableClass.TENANT)
                .forEach(table ->
                        script.add("alter table " + table.sql() + " drop column if exists " + layout.tenant()));
    }

    /** Partitions before what they are part of, which then finds theirs and keeps their names. */
    private void addKeys() {
        List<Original.Table> order = new ArrayList<>(layout.leaves());
        order.addAll(layout.partitioned());
        for (Original.Table table : order) {
            for (Original.Index index : layout.rebuilt(table)) {
                // Exclusion constraints of partitions come with their parent's.
                if (index.kind() != 'x' || index.parent() == 0) {
                    script.add(
                            index.isConstraint()
                                    ? "alter table " + table.sql() + " add constraint "
                                            + Sql.name(String.valueOf(index.constraint())) + " "
                                            + index.definition()
                                    : index.definition().replaceFirst(" ON ONLY ", " ON "));
                }
            }
        }
        KeyScript.marks(layout).forEach(script::add);
    }

    private void addForeignKeys() {
        for (Original.ForeignKey key : layout.foreignKeys()) {
            script.add("alter table " + layout.original().table(key.table()).sql() + " add constraint "
                    + Sql.name(key.name()) + " " + key.definition());
            KeyScript.comment(layout, key, script);
        }
    }

    private void code() {
        for (Original.View view : layout.original().views()) {
            if (!view.isMaterialized() && layout.readsTenants(view)) {
                script.add(
                        view.invoker() == null
                                ? "alter view " + view.sql() + " reset (security_invoker)"
                                : "alter view " + view.sql() + " set (security_invoker = " + view.invoker() + ")");
            }
        }
        layout.original().owned().stream()
                .filter(Original.Owned::definer)
                .forEach(function ->
                        script.add("alter " + function.kind() + " " + function.sql() + " security definer"));
        if (HandOver.needsGist(layout)) {
            script.add("drop extension if exists btree_gist");
        }
    }

    private void owners() {
        HandOver.items(layout)
                .forEach(item ->
                        script.add("alter " + item.kind() + " " + item.sql() + " owner to " + Sql.name(item.owner())));
    }

    private record Target(String on, @Nullable String column, String grantee, boolean grantable) {}

    private void grants() {
        Map<Target, Set<String>> original = new LinkedHashMap<>();
        Map<String, Set<String>> holders = new LinkedHashMap<>();
        for (Original.Grant grant : layout.original().grants()) {
            String grantee = grant.grantee() == null ? "public" : Sql.name(grant.grantee());
            original.computeIfAbsent(
                            new Target(grant.on(), grant.column(), grantee, grant.grantable()),
                            key -> new LinkedHashSet<>())
                    .add(grant.privilege().toLowerCase(java.util.Locale.ROOT));
            holders.computeIfAbsent(grant.on(), key -> new TreeSet<>(ROLES)).add(grantee);
        }
        holders.forEach((on, roles) -> {
            script.add("revoke all on " + on + " from " + String.join(", ", roles));
            original.entrySet().stream()
                    .filter(entry -> entry.getKey().on().equals(on))
                    .sorted(Comparator.comparing(entry -> entry.getKey().column() != null))
                    .forEach(entry -> script.add(grant(entry.getKey(), entry.getValue())));
        });
    }

    private static String grant(Target target, Set<String> privileges) {
        String column = target.column();
        String what = column == null
                ? String.join(", ", privileges)
                : privileges.stream()
                        .map(privilege -> privilege + " (" + Sql.name(column) + ")")
                        .collect(Collectors.joining(", "));
        return "grant " + what + " on " + target.on() + " to " + target.grantee()
                + (target.grantable() ? " with grant option" : "");
    }

    private void traces() {
        script.add("drop schema if exists tenancy_adopt cascade");
        script.add("""
                do $$
                begin
                    if to_regclass('public.flyway_schema_history') is not null then
                        delete from public.flyway_schema_history where script in (%s);
                        if not exists (select from public.flyway_schema_history where type not in ('BASELINE', 'SCHEMA')) then
                            drop table public.flyway_schema_history;
                        end if;
                    end if;
                end $$;""".formatted(files.stream().map(Sql::literal).collect(Collectors.joining(", "))));
    }
}

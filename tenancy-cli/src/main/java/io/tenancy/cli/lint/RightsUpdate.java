package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import java.util.HashSet;
import java.util.Set;

/** Carries out what concerns roles and rights on the {@link Catalog}. */
final class RightsUpdate {
    private static final Set<String> READING = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "ALL");

    private final Catalog catalog;

    RightsUpdate(Catalog catalog) {
        this.catalog = catalog;
    }

    void apply(Statement statement) {
        if (statement instanceof Statement.Grant grant) {
            grant(grant);
        } else if (statement instanceof Statement.GrantRole grant && !grant.revoke()) {
            if (grant.members().contains(Catalog.PUBLIC) || catalog.isApp(grant.members())) {
                catalog.app.addAll(grant.granted());
            }
        } else if (statement instanceof Statement.Role role) {
            Set<String> attributes = catalog.roles.computeIfAbsent(role.role(), name -> new HashSet<>());
            role.attributes().forEach(one -> {
                attributes.remove(one.startsWith("NO") ? one.substring(2) : "NO" + one);
                attributes.add(one);
            });
        } else if (statement instanceof Statement.DefaultPrivileges defaults
                && defaults.object().equals("TABLE")
                && catalog.isApp(defaults.roles())) {
            catalog.opensNewTables = !defaults.revoke();
        } else if (statement instanceof Statement.SetRole set) {
            catalog.currentRole = set.role();
        }
    }

    private void grant(Statement.Grant grant) {
        if (grant.object().equals("FUNCTION")) {
            functions(grant);
            return;
        }
        if (!grant.object().equals("TABLE") || !catalog.isApp(grant.roles())) {
            return;
        }
        for (Table table : catalog.tables.values()) {
            if (grant.all() ? isIn(grant, table.name) : grant.names().contains(table.name)) {
                change(table, grant);
            }
        }
        catalog.views.forEach((name, view) -> {
            if ((grant.all() ? isIn(grant, name) : grant.names().contains(name))
                    && grant.privileges().stream().anyMatch(READING::contains)) {
                view.granted = !grant.revoke();
            }
        });
    }

    static boolean isIn(Statement.Grant grant, Name name) {
        return grant.names().stream().anyMatch(schema -> schema.name().equals(name.schema()));
    }

    private static void change(Table table, Statement.Grant grant) {
        if (!grant.revoke()) {
            table.granted.addAll(grant.privileges());
        } else if (grant.privileges().contains("ALL")) {
            table.granted.clear();
        } else {
            table.granted.removeAll(grant.privileges());
        }
    }

    private void functions(Statement.Grant grant) {
        if (grant.revoke() && grant.roles().contains(Catalog.PUBLIC)) {
            catalog.routines.forEach((name, routine) -> routine.closedToPublic |=
                    grant.all() ? isIn(grant, name) : grant.names().contains(name));
        }
    }
}

package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Role;
import io.tenancy.jdbc.internal.catalog.Surroundings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A03, A04: what the application's role is, what it can become, and what it owns. */
final class RoleRules implements AuditRule {
    /** Groups that come with the server and reach its files or programs: as good as superuser. */
    private static final Set<String> POWERFUL =
            Set.of("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files");

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        for (long oid : catalog.roles().becomes(catalog.app().oid())) {
            Role role = catalog.roles().get(oid);
            attribute(catalog, role, role.superuser(), "is a superuser", "nosuperuser", findings);
            attribute(catalog, role, role.bypasses(), "has BYPASSRLS", "nobypassrls", findings);
            attribute(catalog, role, role.makesRoles(), "has CREATEROLE", "nocreaterole", findings);
            attribute(catalog, role, role.replicates(), "has REPLICATION", "noreplication", findings);
            if (POWERFUL.contains(role.name())) {
                attribute(catalog, role, true, "reaches the server's files and programs", "", findings);
            }
        }
        if (!catalog.app().superuser()) {
            ownership(subject, findings);
        }
    }

    private static void attribute(
            Catalog catalog, Role role, boolean set, String what, String cure, Consumer<Finding> findings) {
        if (!set) {
            return;
        }
        Role app = catalog.app();
        boolean itself = role.oid() == app.oid();
        findings.accept(new Finding(
                Rule.A03,
                Severity.ERROR,
                app.sql(),
                itself
                        ? "The application's role " + what
                        : "The application's role can become " + role.name() + ", which " + what,
                List.of(
                        itself
                                ? "alter role " + app.sql() + " " + cure + ";"
                                : "revoke " + group(catalog, role) + " from " + app.sql() + ";")));
    }

    /** The group that the application is in itself: on the way to the powerful one, or that one. */
    private static String group(Catalog catalog, Role role) {
        return catalog.roles().groupsOf(catalog.app().oid()).stream()
                .filter(group -> catalog.roles().becomes(group).contains(role.oid()))
                .map(group -> catalog.roles().get(group).sql())
                .findFirst()
                .orElse(role.sql());
    }

    private static void ownership(AuditSubject subject, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        Set<Long> itself = new HashSet<>(catalog.roles().becomes(catalog.app().oid()));
        Map<Long, Integer> inherited = new TreeMap<>();
        for (TenantRelation table : subject.tenants()) {
            long owner = table.relation().owner();
            if (owner == catalog.app().oid()) {
                report(
                        findings,
                        table.sql(),
                        "The application's role owns this table",
                        "alter table " + table.sql() + " owner to tenancy_owner;");
            } else if (itself.contains(owner)) {
                inherited.merge(owner, 1, Integer::sum);
            }
        }
        inherited.forEach((owner, tables) -> report(
                findings,
                catalog.app().sql(),
                "The application's role is member of "
                        + catalog.roles().get(owner).name() + ", which owns " + tables
                        + (tables == 1 ? " tenant table" : " tenant tables"),
                "revoke " + group(catalog, catalog.roles().get(owner)) + " from "
                        + catalog.app().sql() + ";"));
        for (Surroundings.Schema schema : catalog.surroundings().schemas()) {
            if (itself.contains(schema.owner()) && holdsTenants(subject, schema)) {
                report(
                        findings,
                        schema.sql(),
                        "The application owns the schema of tenant tables",
                        "alter schema " + schema.sql() + " owner to tenancy_owner;");
            }
        }
        if (itself.contains(catalog.surroundings().databaseOwner())) {
            report(
                    findings,
                    catalog.surroundings().database(),
                    "The application owns the database",
                    "alter database " + catalog.surroundings().database() + " owner to postgres;");
        }
    }

    private static boolean holdsTenants(AuditSubject subject, Surroundings.Schema schema) {
        return subject.tenants().stream()
                .anyMatch(table -> table.relation().schema().equals(schema.name()));
    }

    private static void report(Consumer<Finding> findings, String object, String problem, String sql) {
        findings.accept(new Finding(Rule.A04, Severity.ERROR, object, problem, List.of(sql)));
    }
}

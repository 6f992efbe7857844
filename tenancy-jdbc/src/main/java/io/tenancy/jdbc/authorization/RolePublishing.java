package io.tenancy.jdbc.authorization;

import io.tenancy.authorization.AccessConflictException;
import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.DeclaredPermission;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionCatalogue;
import io.tenancy.authorization.PermissionPattern;
import io.tenancy.authorization.Role;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.jdbc.authorization.RoleChange.Kind;
import io.tenancy.jdbc.authorization.RoleChange.Subject;
import io.tenancy.jdbc.internal.authorization.RoleRows;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings catalogue and system roles to what is declared, or only tells what that would do. Used once. */
final class RolePublishing {
    private final Connection connection;
    private final boolean writes;
    private final boolean prune;
    private final List<RoleChange> changes = new ArrayList<>();

    RolePublishing(Connection connection, boolean writes, boolean prune) {
        this.connection = connection;
        this.writes = writes;
        this.prune = prune;
    }

    List<RoleChange> run(PermissionCatalogue declared, Collection<RoleDefinition> definitions) throws SQLException {
        Map<Permission, DeclaredPermission> before =
                RoleRows.catalogue(connection).permissions();
        Map<String, Role> roles = new TreeMap<>();
        RoleRows.systemRoles(connection).forEach(role -> roles.put(role.key(), role));
        Map<String, RoleDefinition> byKey = new LinkedHashMap<>();
        definitions.forEach(definition -> byKey.put(definition.key(), definition));
        permissions(before, declared.permissions());
        for (RoleDefinition definition : definitions) {
            role(roles.get(definition.key()), flat(definition, byKey, declared, new ArrayList<>()));
        }
        for (Role role : roles.values()) {
            if (!byKey.containsKey(role.key()) && !role.key().equals(Role.OWNER)) {
                goneRole(role);
            }
        }
        for (Permission permission : before.keySet()) {
            if (!declared.permissions().containsKey(permission)) {
                gonePermission(permission);
            }
        }
        return changes;
    }

    private void permissions(Map<Permission, DeclaredPermission> before, Map<Permission, DeclaredPermission> declared)
            throws SQLException {
        for (DeclaredPermission one : declared.values()) {
            DeclaredPermission known = before.get(one.permission());
            Kind kind = known == null ? Kind.ADDED : known.equals(one) ? Kind.SAME : Kind.CHANGED;
            note(Subject.PERMISSION, one.permission().toString(), kind, Set.of(), Set.of());
            if (kind != Kind.SAME) {
                write(
                        "insert into tenancy.permission (key, description, dangerous) values (?, ?, ?) on conflict (key)"
                                + " do update set description = excluded.description, dangerous = excluded.dangerous",
                        one.permission().toString(),
                        one.description(),
                        one.dangerous());
            }
        }
    }

    private void role(@Nullable Role before, Role wanted) throws SQLException {
        Set<Permission> gains = new TreeSet<>(wanted.permissions());
        Set<Permission> losses = new TreeSet<>();
        if (before != null) {
            gains.removeAll(before.permissions());
            losses.addAll(before.permissions());
            losses.removeAll(wanted.permissions());
        }
        Kind kind = before == null ? Kind.ADDED : before.equals(wanted) ? Kind.SAME : Kind.CHANGED;
        note(Subject.ROLE, wanted.key(), kind, gains, losses);
        if (kind == Kind.SAME) {
            return;
        }
        write(
                "insert into tenancy.system_role (key, name, description, inherits, dynamic) values (?, ?, ?, ?, ?) on conflict (key)"
                        + " do update set name = excluded.name, description = excluded.description, inherits = excluded.inherits,"
                        + " dynamic = excluded.dynamic",
                wanted.key(),
                wanted.name(),
                wanted.description(),
                texts(wanted.parents()),
                texts(wanted.dynamic()));
        write(
                "delete from tenancy.system_role_permission where role = ? and permission = any (?)",
                wanted.key(),
                texts(losses));
        write(
                "insert into tenancy.system_role_permission (role, permission) select ?, p from unnest(?::text[]) p"
                        + " on conflict do nothing",
                wanted.key(),
                texts(gains));
    }

    /** A definition with everything it inherits written into it. */
    private static Role flat(
            RoleDefinition definition, Map<String, RoleDefinition> all, PermissionCatalogue declared, List<String> path)
            throws SQLException {
        if (path.contains(definition.key())) {
            throw new AccessConflictException(
                    "Role " + definition.key() + " would inherit from itself", "Take one of " + path + " out", null);
        }
        path.add(definition.key());
        boolean owner = definition.key().equals(Role.OWNER);
        if (owner && !(definition.says().isEmpty() && definition.inherits().isEmpty())) {
            throw new AccessConflictException(
                    "The owner holds everything; role owner says no permissions", "Leave them out", null);
        }
        Set<Permission> says = new TreeSet<>();
        Set<PermissionPattern> dynamic = new TreeSet<>(java.util.Comparator.comparing(PermissionPattern::toString));
        dynamic.addAll(definition.followed());
        for (PermissionPattern pattern : definition.says()) {
            Set<Permission> meant = declared.expand(pattern);
            if (meant.isEmpty()) {
                throw new AccessNotFoundException(
                        "Role " + definition.key() + " says " + pattern + ", but no such permission is declared",
                        "Declare it under permissions, or correct the role",
                        null);
            }
            says.addAll(meant);
        }
        for (String parent : definition.inherits()) {
            RoleDefinition above = all.get(parent);
            if (above == null) {
                throw new AccessNotFoundException(
                        "Role " + definition.key() + " inherits from " + parent + ", which is not declared",
                        "Declare it under roles, or correct the name",
                        null);
            }
            Role inherited = flat(above, all, declared, new ArrayList<>(path));
            says.addAll(inherited.permissions());
            dynamic.addAll(inherited.dynamic());
        }
        return new Role(
                definition.key(),
                definition.name(),
                definition.description(),
                true,
                new TreeSet<>(says),
                definition.inherits(),
                dynamic);
    }

    private void goneRole(Role role) throws SQLException {
        note(Subject.ROLE, role.key(), prune ? Kind.REMOVED : Kind.LEFT_OVER, Set.of(), role.permissions());
        if (prune) {
            write("delete from tenancy.system_role_permission where role = ?", role.key());
            write("delete from tenancy.system_role where key = ?", role.key());
        }
    }

    private void gonePermission(Permission permission) throws SQLException {
        note(Subject.PERMISSION, permission.toString(), prune ? Kind.REMOVED : Kind.LEFT_OVER, Set.of(), Set.of());
        if (prune) {
            for (String table : List.of("role_permission", "system_role_permission", "delegate_permission")) {
                write("delete from tenancy." + table + " where permission = ?", permission.toString());
            }
            write("delete from tenancy.permission where key = ?", permission.toString());
        }
    }

    private void note(Subject subject, String key, Kind kind, Set<Permission> gains, Set<Permission> losses) {
        changes.add(new RoleChange(
                subject,
                key,
                kind,
                gains.stream().map(Permission::toString).toList(),
                losses.stream().map(Permission::toString).toList()));
    }

    private void write(String sql, Object... binds) throws SQLException {
        if (writes) {
            Jdbc.run(connection, sql, binds);
        }
    }

    private Array texts(Collection<?> values) throws SQLException {
        return connection.createArrayOf(
                "text", values.stream().map(Object::toString).toArray(String[]::new));
    }
}

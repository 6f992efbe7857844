package io.tenancy.config;

import io.tenancy.authorization.DeclaredPermission;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionCatalogue;
import io.tenancy.authorization.PermissionPattern;
import io.tenancy.authorization.Role;
import io.tenancy.authorization.RoleCatalog;
import io.tenancy.authorization.RoleDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the sections {@code permissions} and {@code roles}. */
final class RoleSections {
    private static final String NAME = "must be 1 to 63 of a-z, 0-9, underscore and hyphen, beginning with a letter";

    private final Problems problems;
    private final Map<Permission, DeclaredPermission> declared = new LinkedHashMap<>();

    RoleSections(Problems problems) {
        this.problems = problems;
    }

    RoleCatalog read(@Nullable Node permissions, @Nullable Node roles) {
        Section.entries(permissions, "permissions", Role::isKey, NAME, problems).forEach(this::resource);
        PermissionCatalogue catalogue = PermissionCatalogue.of(declared.values());
        Map<String, RoleDefinition> definitions = new LinkedHashMap<>();
        Map<String, Section.Located> written = Section.entries(roles, "roles", Role::isKey, NAME, problems);
        written.forEach((key, entry) -> {
            RoleDefinition role = role(key, entry, catalogue, written.keySet());
            if (role != null) {
                definitions.put(key, role);
            }
        });
        written.forEach((key, entry) -> circle(key, entry, definitions));
        return problems.isEmpty() ? new RoleCatalog(catalogue, List.copyOf(definitions.values())) : RoleCatalog.EMPTY;
    }

    private void resource(String resource, Section.Located entry) {
        if (entry.node() instanceof SequenceNode list) {
            for (Node node : list.getValue()) {
                action(
                        resource,
                        node instanceof ScalarNode scalar ? scalar.getValue() : "",
                        entry.path(),
                        node,
                        "",
                        false);
            }
        } else if (entry.node() instanceof MappingNode) {
            Section.entries(entry.node(), entry.path(), Role::isKey, NAME, problems)
                    .forEach((action, said) -> described(resource, action, said));
        } else {
            problems.add(
                    entry.node(), entry.path() + " must be a list of actions, or a mapping of actions to descriptions");
        }
    }

    private void described(String resource, String action, Section.Located said) {
        if (said.node() instanceof ScalarNode scalar) {
            action(resource, action, said.path(), said.node(), scalar.getValue(), false);
        } else {
            Section section = Section.read(said.node(), said.path(), ConfigKeys.PERMISSION, problems);
            Section.Located description = section.text("description");
            action(
                    resource,
                    action,
                    said.path(),
                    said.node(),
                    description == null ? "" : description.value(),
                    section.flag("dangerous"));
        }
    }

    private void action(String resource, String action, String path, Node node, String description, boolean dangerous) {
        if (!Role.isKey(action)) {
            problems.add(node, "an action in " + path + " " + NAME);
            return;
        }
        Permission permission = new Permission(resource, action);
        if (description.length() > 500) {
            problems.add(node, path + " has a description of more than 500 characters");
        } else if (declared.put(permission, new DeclaredPermission(permission, description, dangerous)) != null) {
            problems.add(node, "permission " + permission + " stands already");
        }
    }

    private @Nullable RoleDefinition role(
            String key, Section.Located entry, PermissionCatalogue catalogue, Set<String> keys) {
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.ROLE, problems);
        Section.Located name = section.text("name");
        Section.Located description = section.text("description");
        Set<PermissionPattern> says = new LinkedHashSet<>();
        for (Section.Located text : section.texts("permissions")) {
            PermissionPattern pattern = pattern(text, catalogue);
            if (pattern != null) {
                says.add(pattern);
            }
        }
        Set<String> inherits = new LinkedHashSet<>();
        for (Section.Located text : section.texts("inherits")) {
            if (keys.contains(text.value())) {
                inherits.add(text.value());
            } else {
                problems.add(
                        text.node(),
                        text.path() + " names a role that is not declared under roles"
                                + Spelling.suggestion(text.value(), new TreeSet<>(keys)));
            }
        }
        boolean dynamic = section.flag("dynamic");
        if (key.equals(Role.OWNER) && (!says.isEmpty() || !inherits.isEmpty() || dynamic)) {
            problems.add(entry.node(), entry.path() + " holds everything; it may have a name and a description only");
            return null;
        }
        try {
            return new RoleDefinition(
                    key,
                    name == null ? key : name.value(),
                    description == null ? "" : description.value(),
                    says,
                    inherits,
                    dynamic);
        } catch (IllegalArgumentException e) {
            problems.add(entry.node(), entry.path() + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable PermissionPattern pattern(Section.Located text, PermissionCatalogue catalogue) {
        try {
            PermissionPattern pattern = PermissionPattern.of(text.value());
            if (!catalogue.expand(pattern).isEmpty()) {
                return pattern;
            }
        } catch (IllegalArgumentException e) {
            problems.add(text.node(), text.path() + ": " + e.getMessage());
            return null;
        }
        Set<String> known = catalogue.permissions().keySet().stream()
                .map(Permission::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        problems.add(
                text.node(),
                text.path() + " means no permission that is declared under permissions"
                        + Spelling.nearest(text.value(), known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""));
        return null;
    }

    /** Reported at each role of the circle. */
    private void circle(String key, Section.Located entry, Map<String, RoleDefinition> definitions) {
        Set<String> above = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(parents(key, definitions));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (above.add(next)) {
                open.addAll(parents(next, definitions));
            }
        }
        if (above.contains(key)) {
            problems.add(entry.node(), entry.path() + " inherits from itself, by way of " + String.join(", ", above));
        }
    }

    private static Set<String> parents(String key, Map<String, RoleDefinition> definitions) {
        RoleDefinition definition = definitions.get(key);
        return definition == null ? Set.of() : definition.inherits();
    }
}

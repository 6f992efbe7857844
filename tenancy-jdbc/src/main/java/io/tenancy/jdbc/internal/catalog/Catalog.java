package io.tenancy.jdbc.internal.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A database's catalog at one moment, as far as isolation depends on it. Immutable.
 *
 * @param app the application's role
 * @param roles the roles of the server
 * @param relations tables and views by number
 * @param columns the columns of tables, by table
 * @param policies the policies, by table
 * @param indexes the indexes, by table
 * @param foreignKeys the foreign keys
 * @param rewrites views' queries and rules
 * @param routines user-defined functions by number
 * @param triggered tables by the function of their triggers
 * @param surroundings server, database, defaults
 * @param predicates judges expressions
 */
public record Catalog(
        Role app,
        Roles roles,
        Map<Long, Relation> relations,
        Map<Long, List<Column>> columns,
        Map<Long, List<Policy>> policies,
        Map<Long, List<Index>> indexes,
        List<ForeignKey> foreignKeys,
        List<Rewrite> rewrites,
        Map<Long, Routine> routines,
        Map<Long, List<Long>> triggered,
        Surroundings surroundings,
        Predicates predicates) {

    /** A relation, or null for one that the catalog leaves out. */
    public @Nullable Relation relation(long oid) {
        return relations.get(oid);
    }

    /** A column by its name. */
    public @Nullable Column column(long relation, String name) {
        return columnsOf(relation).stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** A column by its number. */
    public @Nullable Column column(long relation, int number) {
        return columnsOf(relation).stream()
                .filter(column -> column.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** The columns of a table. */
    public List<Column> columnsOf(long relation) {
        return Objects.requireNonNullElse(columns.get(relation), List.of());
    }

    /** The policies of a table. */
    public List<Policy> policiesOf(long relation) {
        return Objects.requireNonNullElse(policies.get(relation), List.of());
    }

    /** The policies of a table that bind a role, directly, through a group or as PUBLIC. */
    public List<Policy> policiesFor(long relation, long role) {
        Set<Long> rights = new HashSet<>(roles.rightsOf(role));
        rights.add(0L);
        return policiesOf(relation).stream()
                .filter(policy -> policy.roles().stream().anyMatch(rights::contains))
                .toList();
    }

    /** The indexes of a table. */
    public List<Index> indexesOf(long relation) {
        return Objects.requireNonNullElse(indexes.get(relation), List.of());
    }

    /** All tables above a table, nearest first. */
    public Set<Long> ancestors(long relation) {
        Map<Long, Boolean> found = new LinkedHashMap<>();
        climb(relation, found);
        return found.keySet();
    }

    private void climb(long relation, Map<Long, Boolean> found) {
        Relation child = relations.get(relation);
        for (long parent : child == null ? List.<Long>of() : child.parents()) {
            if (found.put(parent, true) == null) {
                climb(parent, found);
            }
        }
    }

    static <T> Map<Long, List<T>> group(List<T> all, java.util.function.ToLongFunction<T> key) {
        Map<Long, List<T>> groups = new HashMap<>();
        all.forEach(one -> groups.computeIfAbsent(key.applyAsLong(one), k -> new java.util.ArrayList<>())
                .add(one));
        return groups;
    }
}

package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.Constraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the statements so far have made, as far as rules ask about it. */
final class Catalog {
    static final String PUBLIC = "public";

    final Map<Name, Table> tables = new LinkedHashMap<>();
    final Map<Name, View> views = new LinkedHashMap<>();
    final Map<Name, Routine> routines = new LinkedHashMap<>();
    final Map<String, Name> indexes = new HashMap<>();
    final Map<String, Set<String>> roles = new HashMap<>();
    /** The application's role, PUBLIC, and the groups that the application is in. */
    final Set<String> app = new HashSet<>();

    final Set<Name> returningSetting = new HashSet<>();
    private final LintSettings settings;
    private final Map<Name, String> tenantColumns;

    @Nullable
    String currentRole;

    boolean opensNewTables;

    /** A table. A class, because statements change it. */
    static final class Table {
        final Name name;
        final Script script;
        final int at;
        final Map<String, String> columns = new LinkedHashMap<>();
        final Map<String, Policy> policies = new LinkedHashMap<>();
        final List<Constraint> keys = new ArrayList<>();
        final Set<String> granted = new LinkedHashSet<>();
        final Set<Name> parents = new LinkedHashSet<>();
        final Set<String> validated = new HashSet<>();
        boolean isTemporary;
        boolean isPartitioned;
        boolean knowsColumns = true;
        boolean isIsolated;
        boolean isShared;
        boolean secured;
        boolean forced;

        Table(Name name, Script script, int at) {
            this.name = name;
            this.script = script;
            this.at = at;
        }
    }

    record Policy(
            boolean restrictive,
            String command,
            List<String> roles,
            @Nullable Expr using,
            @Nullable Expr check) {}

    static final class View {
        final Script script;
        boolean materialized;
        boolean invoker;
        boolean granted;
        List<Name> reads = List.of();

        View(Script script) {
            this.script = script;
        }
    }

    static final class Routine {
        boolean definer;
        boolean pinned;
        boolean closedToPublic;
        boolean readable;
        boolean isTrigger;
        Facts facts = Facts.NONE;
    }

    Catalog(LintSettings settings, Map<Name, String> tenantColumns) {
        this.settings = settings;
        this.tenantColumns = tenantColumns;
        app.add(PUBLIC);
        app.add(settings.appRole());
    }

    @Nullable
    Table table(Name name) {
        return tables.get(name);
    }

    /** The column that holds the tenant in a table; null for a table that has none, or that nobody knows. */
    @Nullable
    String tenantColumn(Name name) {
        String said = tenantColumns.get(name);
        if (said != null) {
            return said;
        }
        Table table = tables.get(name);
        if (table == null || table.isShared || settings.isShared(name)) {
            return null;
        }
        if (table.columns.containsKey(settings.tenantColumn())) {
            return settings.tenantColumn();
        }
        for (Name parent : table.parents) {
            String inherited = parent.equals(name) ? null : tenantColumn(parent);
            if (inherited != null) {
                return inherited;
            }
        }
        return null;
    }

    /** Whether some migration, perhaps a later one, isolates the table. */
    boolean isolatedLater(Name name) {
        return tenantColumns.containsKey(name);
    }

    boolean isTenant(Name name) {
        return tenantColumn(name) != null;
    }

    boolean isApp(List<String> names) {
        return names.stream().anyMatch(app::contains);
    }

    /** Whether a relation shows rows of tenant tables with rights that are not its reader's. */
    boolean reachesTenants(Name relation, Set<Name> seen) {
        if (isTenant(relation)) {
            return true;
        }
        View view = views.get(relation);
        return view != null && seen.add(relation) && view.reads.stream().anyMatch(one -> reachesTenants(one, seen));
    }
}

package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Looking.Found;
import java.util.ArrayList;
import java.util.List;

/** All checks over one script, statement by statement, while the catalog grows. */
final class ScriptLint {
    private final Script script;
    private final Looking looking;
    private final CatalogUpdate update;
    private final List<Check> checks = List.of(
            new NewTables(),
            new Weakening(),
            new Keys(),
            new Views(),
            new Rights(),
            new Children(),
            new TenantSettings(),
            new Immutable(),
            new IndexLocks(),
            new Locks(),
            new IndexColumns(),
            new Placements());

    ScriptLint(Script script, Catalog catalog, LintSettings settings) {
        this.script = script;
        this.looking = new Looking(script, catalog, settings);
        this.update = new CatalogUpdate(catalog, script);
    }

    List<Found> found() {
        looking.catalog().currentRole = null;
        for (Parsed one : statements()) {
            checks.forEach(check -> check.before(one, looking));
            if (script.file().kind() != MigrationFile.Kind.UNDO) {
                update.apply(one);
            }
            checks.forEach(check -> check.after(one, looking));
        }
        checks.forEach(check -> check.end(looking));
        return looking.found();
    }

    /** A DO block is what stands in it. */
    private List<Parsed> statements() {
        List<Parsed> all = new ArrayList<>();
        script.runs().forEach(run -> run.statements().forEach(one -> add(one, all)));
        return all;
    }

    private static void add(Parsed parsed, List<Parsed> all) {
        if (parsed.statement() instanceof Statement.Do block) {
            block.body().forEach(one -> add(one, all));
        } else {
            all.add(parsed);
        }
    }
}

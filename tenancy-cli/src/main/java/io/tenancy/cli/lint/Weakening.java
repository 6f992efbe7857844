package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Policy;
import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.lint.Statement.Change;
import io.tenancy.cli.lint.Statement.ChangeKind;
import io.tenancy.jdbc.isolation.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/** L02: whether the rows are still held when the script is through, and which statement let them go. */
final class Weakening implements Check {
    private final Map<Name, Suspect> suspects = new LinkedHashMap<>();

    /** A statement that may have opened a table, and what it did. */
    private record Suspect(int at, String what) {}

    @Override
    public void before(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.AlterTable alter) {
            alter.changes().forEach(change -> suspect(alter.table(), change));
        } else if (statement instanceof Statement.DropPolicy drop) {
            suspects.put(drop.table(), new Suspect(drop.at(), "Policy " + drop.policy() + " is dropped"));
        }
    }

    private void suspect(Name table, Change change) {
        if (change.kind() == ChangeKind.DISABLE_RLS) {
            suspects.put(table, new Suspect(change.at(), "Row level security is switched off"));
        } else if (change.kind() == ChangeKind.NO_FORCE_RLS) {
            suspects.put(table, new Suspect(change.at(), "Row level security binds the owner no more"));
        }
    }

    @Override
    public void after(Parsed parsed, Looking looking) {
        if (parsed.statement() instanceof Statement.AlterPolicy alter) {
            suspects.put(alter.table(), new Suspect(alter.at(), "Policy " + alter.policy() + " is changed"));
            forgets(alter.table(), alter.newName() == null ? alter.policy() : alter.newName(), alter.at(), looking);
        } else if (parsed.statement() instanceof Statement.CreatePolicy create) {
            forgets(create.table(), create.policy(), create.at(), looking);
        }
    }

    private void forgets(Name name, String policy, int at, Looking looking) {
        Table table = looking.catalog().table(name);
        Policy made = table == null ? null : table.policies.get(policy);
        if (table == null || made == null || !looking.catalog().isTenant(name)) {
            return;
        }
        PolicySet set = new PolicySet(looking.catalog(), table);
        if (set.forgets(made)) {
            if (set.gap().isEmpty()) {
                looking.report(
                        LintRule.L02,
                        Severity.WARNING,
                        name,
                        "Policy " + policy + " forgets the tenant; only the restrictive one holds the rows",
                        at);
            } else {
                suspects.put(name, new Suspect(at, "Policy " + policy + " forgets the tenant"));
            }
        }
    }

    @Override
    public void end(Looking looking) {
        suspects.forEach((name, suspect) -> {
            Table table = looking.catalog().table(name);
            if (table == null) {
                unknown(name, suspect, looking);
            } else if (looking.catalog().isTenant(name) && table.parents.isEmpty()) {
                String gap = new PolicySet(looking.catalog(), table).gap();
                if (!gap.isEmpty()) {
                    looking.report(
                            LintRule.L02,
                            Severity.ERROR,
                            name,
                            suspect.what() + "; at the end " + gap,
                            suspect.at(),
                            NewTables.isolate(looking.catalog(), name));
                }
            }
        });
    }

    private static void unknown(Name name, Suspect suspect, Looking looking) {
        boolean policy = suspect.what().startsWith("Policy");
        if (!looking.settings().isShared(name)) {
            looking.report(
                    LintRule.L02,
                    policy && !suspect.what().contains("tenancy_") ? Severity.WARNING : Severity.ERROR,
                    name,
                    suspect.what() + ", on a table that no migration here makes",
                    suspect.at());
        }
    }
}

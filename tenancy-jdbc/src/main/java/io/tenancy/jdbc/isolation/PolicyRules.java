package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Policy;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.catalog.TenantEquality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A05, A06, A22: what the policies mean that bind the application. */
final class PolicyRules implements AuditRule {
    private static final Map<Character, String> COMMANDS =
            Map.of('r', "SELECT", 'a', "INSERT", 'w', "UPDATE", 'd', "DELETE");

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        for (TenantRelation table : subject.tenants()) {
            List<Policy> binding = subject.catalog()
                    .policiesFor(table.relation().oid(), subject.catalog().app().oid());
            boolean concerned = table.relation().isReachable() || (!table.child() && !binding.isEmpty());
            if (table.relation().rowSecurity() && concerned) {
                new Judgement(subject, table, binding, findings).judge();
            }
        }
    }

    /** One table. */
    private static final class Judgement {
        private final AuditSubject subject;
        private final TenantRelation table;
        private final List<Policy> binding;
        private final Consumer<Finding> findings;

        Judgement(AuditSubject subject, TenantRelation table, List<Policy> binding, Consumer<Finding> findings) {
            this.subject = subject;
            this.table = table;
            this.binding = binding;
            this.findings = findings;
        }

        void judge() {
            floor();
            if (binding.stream().noneMatch(Policy::permissive)) {
                report(
                        Rule.A05,
                        Severity.WARNING,
                        "No permissive policy lets the application see any row",
                        table.isolate());
            }
            for (Policy policy : binding) {
                if (policy.permissive()) {
                    opening(policy);
                }
                written(policy);
                form(policy);
            }
        }

        /** The commands that the application may give, in words the policies use. */
        private List<Character> commands() {
            Relation relation = table.relation();
            return List.of('r', 'a', 'w', 'd').stream()
                    .filter(command ->
                            !relation.isReachable() || relation.privileges().contains(COMMANDS.get(command)))
                    .toList();
        }

        private void floor() {
            List<String> open = new ArrayList<>();
            for (char command : commands()) {
                if (!held(command)) {
                    open.add(COMMANDS.getOrDefault(command, ""));
                }
            }
            if (!open.isEmpty()) {
                report(
                        Rule.A05,
                        Severity.ERROR,
                        "No restrictive policy holds " + String.join(", ", open) + " to the bound tenant"
                                + foreignSetting(),
                        table.isolate());
            }
        }

        /** Whether a restrictive policy holds what the command reads and what it writes. */
        private boolean held(char command) {
            boolean reads = command == 'a'
                    || binding.stream()
                            .anyMatch(policy -> !policy.permissive()
                                    && policy.covers(command)
                                    && access().holds(policy.using(), table.column()));
            return reads && (command == 'r' || command == 'd' || writesHeld(command));
        }

        private boolean writesHeld(char command) {
            return binding.stream()
                    .anyMatch(policy -> !policy.permissive()
                            && policy.covers(command)
                            && access().holds(policy.effectiveCheck(), table.column()));
        }

        private Access access() {
            return subject.access();
        }

        /** Names the setting of another scheme, which nobody binds here. */
        private String foreignSetting() {
            return binding.stream()
                    .flatMap(policy -> subject.catalog().predicates().implied(policy.using()).stream())
                    .filter(equality -> equality.column() == table.column().number() && !equality.isContext())
                    .map(equality -> "; " + equality.setting() + " is no setting that Tenancy binds")
                    .findFirst()
                    .orElse("");
        }

        private void opening(Policy policy) {
            if (policy.command() == 'a' || access().holds(policy.using(), table.column())) {
                return;
            }
            boolean floor = List.of('r', 'w', 'd').stream()
                    .filter(policy::covers)
                    .allMatch(command -> commands().contains(command) ? held(command) : true);
            report(
                    Rule.A05,
                    floor ? Severity.WARNING : Severity.ERROR,
                    "Permissive policy " + policy.sql() + " does not hold rows to the bound tenant"
                            + (floor ? "; only the floor does" : ""),
                    mend(policy));
        }

        private String mend(Policy policy) {
            return policy.name().startsWith("tenancy_")
                    ? table.isolate()
                    : "drop policy if exists " + policy.sql() + " on " + table.sql() + ";";
        }

        private void written(Policy policy) {
            boolean writes = policy.covers('a') || policy.covers('w');
            boolean says = policy.hasCheck() || policy.command() == 'a';
            // A restrictive policy that is no floor, such as one for branches, may say what it likes.
            boolean meant = policy.permissive() || access().holds(policy.using(), table.column());
            if (!writes || !says || !meant || access().holds(policy.check(), table.column())) {
                return;
            }
            boolean floor = List.of('a', 'w').stream().filter(policy::covers).allMatch(this::writesHeld);
            report(
                    Rule.A06,
                    floor ? Severity.WARNING : Severity.ERROR,
                    "WITH CHECK of policy " + policy.sql() + " takes rows of any tenant"
                            + (floor ? "; only the floor refuses them" : ""),
                    mend(policy));
        }

        private void form(Policy policy) {
            TenantEquality equality =
                    access().tenantEquality(policy.using() == null ? policy.check() : policy.using(), table.column());
            if (equality == null) {
                return;
            }
            if (equality.columnCast()) {
                report(
                        Rule.A22,
                        Severity.WARNING,
                        "Policy " + policy.sql() + " converts the tenant column, which no index serves",
                        mend(policy));
            }
            if (equality.subSelect() && table.relation().isPartitioned()) {
                report(
                        Rule.A22,
                        Severity.WARNING,
                        "Policy " + policy.sql() + " uses a sub-select, for which no partition is skipped",
                        mend(policy));
            }
            if (!equality.subSelect() && !table.relation().isPartitioned() && !isIndexed() && !isDistributed()) {
                report(
                        Rule.A22,
                        Severity.WARNING,
                        "Policy " + policy.sql() + " reads the setting again for every row, as no index leads with "
                                + table.column().sql(),
                        mend(policy));
            }
            if (!equality.typed()) {
                report(
                        Rule.A10,
                        Severity.WARNING,
                        "Policy " + policy.sql() + " takes the setting as it is: with no tenant bound it matches rows"
                                + " without a name instead of failing",
                        mend(policy));
            } else if (equality.lax()) {
                report(
                        Rule.A22,
                        Severity.INFO,
                        "Policy " + policy.sql() + " shows nothing instead of failing when no tenant is bound",
                        mend(policy));
            }
        }

        private boolean isIndexed() {
            Catalog catalog = subject.catalog();
            return catalog.indexesOf(table.relation().oid()).stream()
                    .anyMatch(index -> index.leadsWith(table.column().number()));
        }

        private boolean isDistributed() {
            return subject.catalog().surroundings().citus().present();
        }

        private void report(Rule rule, Severity severity, String problem, String sql) {
            findings.accept(new Finding(rule, severity, table.sql(), problem, List.of(sql)));
        }
    }
}

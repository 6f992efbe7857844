package io.tenancy.cli.lint;

import io.tenancy.cli.report.ReportRule;
import io.tenancy.jdbc.isolation.Severity;
import java.util.List;
import java.util.stream.Stream;

/** What the linter looks for. The names are stable: they stand in waivers, baselines and comments. */
public enum LintRule {
    /** A table is made and not isolated. */
    L01(
            Severity.ERROR,
            "New table that nothing isolates",
            "From this migration on every tenant's rows in it are open to every query.",
            "Isolate it in the same migration, or share it if it belongs to no tenant.",
            "create table note (tenant_id uuid not null, id uuid not null);  -- and nothing else"),
    /** Row level security is taken away or opened. */
    L02(
            Severity.ERROR,
            "Row level security is weakened",
            "Queries that were held to one tenant see and change all tenants' rows.",
            "Leave it on; put back a policy that holds rows to the tenant, or isolate the table again.",
            "alter table invoice disable row level security;"),
    /** A key knows no tenant. */
    L03(
            Severity.ERROR,
            "Key without the tenant column",
            "Keys are checked past all policies: they tell a tenant what others have, let rows point into another tenant, and carry"
                    + " deletes across.",
            "Put the tenant column into the key, of a foreign key on both sides.",
            "alter table invoice add foreign key (customer_id) references customer (id) on delete cascade;"),
    /** Something reads with other rights than its reader's. */
    L04(
            Severity.ERROR,
            "View or function with its owner's rights",
            "It shows whoever may use it what its owner sees, which may be all tenants' rows.",
            "Make the view security_invoker; pin a definer function's search path, and revoke it from PUBLIC.",
            "create view all_invoices as select * from invoice; grant select on all_invoices to tenancy_app;"),
    /** A right that no policy limits. */
    L05(
            Severity.ERROR,
            "Right that policies do not limit",
            "TRUNCATE, ownership, BYPASSRLS or membership in a stronger role pass every policy.",
            "Grant SELECT, INSERT, UPDATE and DELETE, to the roles that need them; isolate does.",
            "grant all on invoice to tenancy_app;"),
    /** A child beside its isolated parent. */
    L06(
            Severity.ERROR,
            "Partition or inheriting table beside its isolated parent",
            "The parent's policies count for queries of the parent only: asked directly, the child shows all tenants' rows.",
            "Isolate the parent again, which protects its children, and grant nothing on them.",
            "create table invoice_2026 partition of invoice for values from (..) to (..); grant select on invoice_2026 to tenancy_app;"),
    /** The tenant is set where it stays, or rows are changed by a role that sees none. */
    L07(
            Severity.ERROR,
            "Tenant set beyond its transaction, or data changed without any",
            "A tenant that outlives its transaction is the next one's default; a role that policies leave without rows updates none of"
                    + " them and says nothing.",
            "Set it with SET LOCAL only; change data as tenancy_migrator, which sees all rows.",
            "alter role tenancy_app set tenancy.tenant_id = '0192f0c1-..';"),
    /** A function claims to depend on nothing. */
    L08(
            Severity.ERROR,
            "IMMUTABLE function that reads settings or tables",
            "Its result is computed once and kept in cached plans and indexes: the next tenant on the connection gets the last one's.",
            "Declare it STABLE.",
            "create function current_tenant() returns uuid immutable return current_setting('tenancy.tenant_id')::uuid;"),
    /** An index is made or dropped under lock. */
    L09(
            Severity.WARNING,
            "Index work that locks the table",
            "All writers, or everybody, wait for as long as it takes.",
            "Do it CONCURRENTLY, in a migration of its own that runs outside a transaction.",
            "create index on invoice (tenant_id, due_on);  -- invoice is from an earlier migration"),
    /** A table is locked or rewritten for long. */
    L10(
            Severity.WARNING,
            "Change that locks or rewrites a table, or breaks the running application",
            "Every query of the table waits until all rows are read or written again; what is renamed or dropped fails in the old version"
                    + " that still runs.",
            "Split it into steps: NOT VALID and VALIDATE, add and backfill, deploy and then drop.",
            "alter table invoice alter column amount_minor type numeric;"),
    /** An index does not serve a tenant's queries. */
    L11(
            Severity.WARNING,
            "Index that does not lead with the tenant column",
            "Under row level security every query compares the tenant first: without it in front the index reads all tenants' entries, or"
                    + " is not used at all.",
            "Put the tenant column in front.",
            "create index on invoice (due_on);"),
    /** The migration cannot be carried to another placement, or be run again. */
    L12(
            Severity.WARNING,
            "Migration that cannot be carried over or run again",
            "It fails, or does something else, for the second schema, on Citus, or when a repeatable migration runs again.",
            "Leave schemas out of names, make repeatable migrations repeatable, write policies without sub-select for Citus.",
            "create view totals as select 1;  -- in R__totals.sql");

    private final Severity severity;
    private final String title;
    private final String attack;
    private final String cure;
    private final String fault;

    LintRule(Severity severity, String title, String attack, String cure, String fault) {
        this.severity = severity;
        this.title = title;
        this.attack = attack;
        this.cure = cure;
        this.fault = fault;
    }

    /**
     * The rule as reports show it.
     *
     * @return the rule
     */
    public ReportRule rule() {
        return new ReportRule(name(), severity, title, attack, cure, fault);
    }

    /**
     * All rules as reports show them.
     *
     * @return the rules in their order
     */
    public static List<ReportRule> all() {
        return Stream.of(values()).map(LintRule::rule).toList();
    }
}

package io.tenancy.jdbc.isolation;

/**
 * What the audit looks for. The names are stable: they stand in waivers and baselines.
 */
public enum Rule {
    /** Row level security is off. */
    A01(
            Severity.ERROR,
            "Tenant table without row level security",
            "Every query of any tenant reads and changes all tenants' rows.",
            "Isolate the table.",
            "create table invoice (tenant_id uuid not null, id uuid not null);  -- and nothing else"),
    /** Row level security does not bind the owner. */
    A02(
            Severity.ERROR,
            "Row level security is not forced",
            "The owner of the table, whoever is member of it, and every view and function that belongs to it see all tenants' rows.",
            "Force it.",
            "alter table invoice enable row level security;  -- but not: force row level security"),
    /** The application's role, or one that it can become, is above all policies. */
    A03(
            Severity.ERROR,
            "The application's role can pass every policy",
            "No policy binds a superuser or a role with BYPASSRLS; one SET ROLE is enough to become it.",
            "Take the attribute or the membership away.",
            "alter role tenancy_app bypassrls;"),
    /** The application's role owns what holds tenants' rows. */
    A04(
            Severity.ERROR,
            "The application owns tenant tables",
            "An owner can switch row level security off, drop policies, or drop the table.",
            "Give the object to a role that nobody logs in as.",
            "alter table invoice owner to tenancy_app;"),
    /** The policies do not hold the rows apart. */
    A05(
            Severity.ERROR,
            "Policies do not hold rows to the bound tenant",
            "Permissive policies add up: one that forgets the tenant shows all rows, unless a restrictive one holds the floor.",
            "Isolate the table; drop the policy that forgets the tenant, or add the tenant to it.",
            "create policy readers on invoice for select to tenancy_app using (status = 'public');"),
    /** What may be written is wider than what may be read. */
    A06(
            Severity.ERROR,
            "Rows of another tenant can be written",
            "A tenant inserts rows into another tenant, or moves its own there: forged invoices, planted records.",
            "Check what is written with the condition that reads are held to.",
            "create policy floor on invoice as restrictive to tenancy_app using (tenant_id = ..) with check (true);"),
    /** A function in a policy is not fit for it. */
    A07(
            Severity.ERROR,
            "Function in a policy that cannot be relied on",
            "An IMMUTABLE one is computed once and kept in a cached plan: the next tenant on the connection gets the rows of the one"
                    + " before. A LEAKPROOF one is run on rows that the policy would hide.",
            "Declare it STABLE, not LEAKPROOF, with a search path of its own.",
            "create function current_tenant() returns uuid immutable ..;"),
    /** A foreign key lets a row point into another tenant. */
    A08(
            Severity.ERROR,
            "Foreign key that does not pair the tenant columns",
            "Foreign keys are checked past all policies: a row can point into another tenant, which tells that the row is there;"
                    + " with ON DELETE CASCADE or SET NULL one tenant's delete destroys another's rows.",
            "Put the tenant column into the key, on both sides.",
            "foreign key (customer_id) references customer (id) on delete cascade"),
    /** Unique over all tenants. */
    A09(
            Severity.ERROR,
            "Unique over all tenants",
            "Unique keys are checked past all policies: a duplicate key error tells a tenant that another has this value, and whoever"
                    + " takes it first keeps everybody else from it.",
            "Put the tenant column into the key.",
            "create unique index on member (email);"),
    /** The tenant column does not fit the context. */
    A10(
            Severity.ERROR,
            "Tenant column that does not fit",
            "Rows without a tenant belong to nobody and escape keys and checks; a column of another type than the context, or compared"
                    + " without a strict cast, fails or matches when no tenant is bound.",
            "Make it NOT NULL, of type uuid, text or bigint.",
            "tenant_id uuid  -- nullable"),
    /** No index leads with the tenant. */
    A11(
            Severity.WARNING,
            "No index leads with the tenant column",
            "Every query of a small tenant reads the rows of the big ones: slow, and its duration tells how many there are.",
            "Create an index that leads with the tenant column.",
            "create index on invoice (issued_on);  -- the only one"),
    /** A view reads past the policies. */
    A12(
            Severity.ERROR,
            "View that reads with its owner's rights",
            "The view shows all tenants' rows to whoever may read it, because its owner sees them all.",
            "Let it read with the rights of the reader.",
            "create view all_invoices as select * from invoice;  -- without security_invoker"),
    /** An object that cannot have policies holds tenants' rows. */
    A13(
            Severity.ERROR,
            "Object without policies holds tenants' rows",
            "Materialized views and foreign tables have no policies, and rules run with the rights of the table's owner: all rows show.",
            "Take the application's rights away, or drop it.",
            "create materialized view revenue as select * from invoice; grant select on revenue to tenancy_app;"),
    /** A function runs with the rights of somebody who sees everything. */
    A14(
            Severity.ERROR,
            "Function with the rights of a role that sees all tenants",
            "SECURITY DEFINER runs with the owner's rights: called by the application it reads or writes any tenant's rows. Without a"
                    + " search path of its own it can be made to run somebody else's code.",
            "Make it SECURITY INVOKER, or give it to tenancy_owner and pin its search path.",
            "create function total() returns bigint security definer ..;"),
    /** A privilege that row level security does not look at. */
    A15(
            Severity.ERROR,
            "Privilege that no policy limits",
            "TRUNCATE empties the table for all tenants; REFERENCES and TRIGGER let the application build probes and hooks; MAINTAIN"
                    + " lets it lock and rewrite the table.",
            "Revoke it.",
            "grant all on invoice to tenancy_app;"),
    /** A partition can be reached beside its parent. */
    A16(
            Severity.ERROR,
            "Partition or inheriting table open beside its parent",
            "The parent's policies count for queries of the parent only: asked directly, the child shows all tenants' rows.",
            "Isolate the parent again, which protects its children.",
            "create table invoice_2026 partition of invoice ..; grant select on invoice_2026 to tenancy_app;"),
    /** A tenant is bound by configuration. */
    A17(
            Severity.ERROR,
            "A tenant is bound by configuration",
            "Whoever forgets to bind a tenant works in this one, without an error: a default tenant.",
            "Reset the setting.",
            "alter role tenancy_app set tenancy.tenant_id = '0192f0c1-..';"),
    /** Future tables open by themselves. */
    A18(
            Severity.WARNING,
            "Future tables are granted by default",
            "The next table that somebody makes is open to all tenants until somebody isolates it.",
            "Take the default privilege away: isolate grants what is needed.",
            "alter default privileges grant select on tables to tenancy_app;"),
    /** Rows leave through replication. */
    A19(
            Severity.WARNING,
            "Publication carries all tenants' rows",
            "Logical replication knows no policies: whoever subscribes gets every tenant's rows.",
            "Publish with a row filter, or leave the table out.",
            "create publication everything for all tables;"),
    /** A side door next to the tables. */
    A20(
            Severity.WARNING,
            "Side door next to the tables",
            "A temporary or newly created table can take the place of a tenant table; large objects have no policies; a sequence that"
                    + " can be read tells how much all tenants do.",
            "Revoke it.",
            "grant temporary on database clinic to tenancy_app;"),
    /** The server has known holes. */
    A21(
            Severity.ERROR,
            "Server with known holes in row level security",
            "Published flaws of this release let a query see past policies.",
            "Install the latest minor release.",
            "PostgreSQL 17.2"),
    /** The policy does not fit its table. */
    A22(
            Severity.WARNING,
            "Policy whose form does not fit its table",
            "Rows are held apart, but slowly: partitions are not skipped, or the setting is read again for every row, or no index can"
                    + " be used.",
            "Isolate the table again, which chooses the form.",
            "using (tenant_id::text = current_setting('tenancy.tenant_id'))"),
    /** An index lies idle. */
    A23(
            Severity.INFO,
            "Index that row level security keeps from being used",
            "Its operators are not leakproof, so PostgreSQL applies the policy first and this index not at all.",
            "Put the tenant column in front, or use a type whose operators are leakproof: bigint for numeric, ^@ for LIKE 'x%'.",
            "create index on invoice (amount numeric)"),
    /** Nobody said what a table is. */
    A24(
            Severity.WARNING,
            "Table that is neither tenant nor shared",
            "A table that nobody classified is a table that somebody will put tenants' rows into.",
            "Isolate it, or share it and list it under isolation.sharedTables in tenancy.yaml.",
            "create table note (id uuid primary key, text text); grant select on note to tenancy_app;"),
    /** An attack got through. Found by the proof, not by the audit. */
    A25(
            Severity.ERROR,
            "Attack that got through",
            "It was tried, as the application bound to one tenant, and it worked; of what could not be tried nobody knows.",
            "Mend what the other rules say about the object; -o json has a script that repeats the leak.",
            "truncate invoice;  -- as tenancy_app, bound to one tenant: all tenants' rows are gone"),
    /** Citus does not carry the context, or not to every worker. */
    C01(
            Severity.ERROR,
            "Citus does not carry the tenant to its workers",
            "Policies are evaluated on the workers; a setting that does not travel there leaves them with another one, or none.",
            "Propagate SET LOCAL, and let the tables' owner log in to the workers.",
            "citus.propagate_set_commands = 'none'"),
    /** Nobody answers for a finding any more. Found by tenancyctl check, not by the audit. */
    W01(
            Severity.ERROR,
            "Waiver that has expired",
            "What was accepted for a time is open for longer.",
            "Mend the finding, or let somebody answer for it until another day.",
            "{rule: A09, object: public.token, reason: .., until: 2020-01-01}"),
    /** A waiver stands for nothing. Found by tenancyctl check, not by the audit. */
    W02(
            Severity.INFO,
            "Waiver that fits no finding",
            "Until its day it hides the finding, should it come back.",
            "Take the waiver away, or correct its rule and object.",
            "{rule: A09, object: public.tokn, reason: .., until: 2027-06-30}");

    private final Severity severity;
    private final String title;
    private final String attack;
    private final String cure;
    private final String fault;

    Rule(Severity severity, String title, String attack, String cure, String fault) {
        this.severity = severity;
        this.title = title;
        this.attack = attack;
        this.cure = cure;
        this.fault = fault;
    }

    /**
     * How bad a finding of this rule is at worst.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What the rule finds.
     *
     * @return a phrase without a final stop
     */
    public String title() {
        return title;
    }

    /**
     * What an attacker gets.
     *
     * @return one or two sentences
     */
    public String attack() {
        return attack;
    }

    /**
     * How it is mended, in general.
     *
     * @return a sentence
     */
    public String cure() {
        return cure;
    }

    /**
     * What a fault looks like.
     *
     * @return a line of SQL
     */
    public String fault() {
        return fault;
    }
}

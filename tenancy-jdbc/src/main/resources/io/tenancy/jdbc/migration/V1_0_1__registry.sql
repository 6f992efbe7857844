-- The registry of tenants. Runs as tenancy_migrator; what it makes belongs to tenancy_control.
--
-- Every table has a class. CATALOG: the application may read it. PLATFORM: the application has no grant. TENANT: the application
-- sees the rows of the bound tenant. Refusals of our own have SQLSTATE class TN:
--   TN001 lifecycle move refused           TN002 change without actor, reason and time
--   TN003 key taken                        TN004 what never changes was to be changed
--   TN005 domain taken                     TN008 rows are kept for a while yet
--   TN010 table cannot be isolated or shared
alter schema tenancy owner to tenancy_control;
revoke all on schema tenancy from public;
grant usage on schema tenancy to tenancy_owner, tenancy_app, tenancy_admin, tenancy_worker, tenancy_resolver;

set local role tenancy_control;

-- Makes a TENANT table: the application sees and writes the rows of the bound tenant, with the privileges named here ('select, insert');
-- operators and the worker those of all.
create procedure tenancy.tenant_table(target text, app_privileges text)
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own constant text := '(tenant_id = (select current_setting(''tenancy.tenant_id'')::uuid))';
begin
    execute format('alter table tenancy.%I enable row level security, force row level security', target);
    execute format('create policy tenancy_floor on tenancy.%I as restrictive to tenancy_app using %s with check %2$s', target, own);
    execute format('create policy tenancy_base on tenancy.%I to tenancy_app using %s with check %2$s', target, own);
    if app_privileges <> '' then
        execute format('grant %s on tenancy.%I to tenancy_app', app_privileges, target);
    end if;
    call tenancy.operators_table(target);
end $$;

-- Makes a PLATFORM table: the application has no grant.
create procedure tenancy.platform_table(target text)
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    execute format('alter table tenancy.%I enable row level security, force row level security', target);
    call tenancy.operators_table(target);
end $$;

create procedure tenancy.operators_table(target text)
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    operator text;
begin
    execute format('grant select, insert, update, delete on tenancy.%I to tenancy_admin, tenancy_worker', target);
    foreach operator in array array['tenancy_admin', 'tenancy_worker', 'tenancy_migrator'] loop
        execute format('create policy %I on tenancy.%I to %1$I using (true) with check (true)', operator, target);
    end loop;
end $$;

-- CATALOG
create table tenancy.control_plane (
    only_row boolean primary key default true check (only_row),
    version  text not null
);

-- CATALOG. The same table as TenantStatus in Java; a test compares the two.
create table tenancy.lifecycle_move (
    from_status text not null,
    to_status   text not null,
    primary key (from_status, to_status)
);
insert into tenancy.lifecycle_move (from_status, to_status) values
    ('PENDING', 'PROVISIONING'), ('PENDING', 'CANCELLED'),
    ('PROVISIONING', 'ACTIVE'), ('PROVISIONING', 'FAILED'),
    ('FAILED', 'PROVISIONING'), ('FAILED', 'CANCELLED'),
    ('ACTIVE', 'SUSPENDED'), ('ACTIVE', 'CANCELLED'),
    ('SUSPENDED', 'ACTIVE'), ('SUSPENDED', 'CANCELLED'),
    ('CANCELLED', 'ACTIVE'), ('CANCELLED', 'DELETING'),
    ('DELETING', 'DELETED');

-- PLATFORM. Entries are never removed: a deleted tenant is an entry with status DELETED.
create table tenancy.tenant (
    id            uuid primary key,
    number        bigint generated always as identity unique,
    key           text collate "C" not null check (key ~ '^(?!xn--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name          text not null check (name = btrim(name) and length(name) between 1 and 200),
    status        text not null check (status in ('PENDING', 'PROVISIONING', 'FAILED', 'ACTIVE', 'SUSPENDED', 'CANCELLED', 'DELETING', 'DELETED')),
    status_reason text,
    status_since  timestamptz not null,
    activated_at  timestamptz,
    purge_at      timestamptz,
    version       bigint not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null
);
create unique index tenant_live_key on tenancy.tenant (key) where status <> 'DELETED';

-- PLATFORM. Who holds a key: until null, the tenant that has it now; else the tenant that gave it up, till the reservation ends.
create table tenancy.tenant_key (
    key       text collate "C" primary key,
    tenant_id uuid not null references tenancy.tenant (id),
    since     timestamptz not null,
    until     timestamptz
);
create index tenant_key_tenant on tenancy.tenant_key (tenant_id);

-- PLATFORM. Several tenants may claim a domain; one may have proved it, and only that one resolves.
create table tenancy.tenant_domain (
    tenant_id   uuid not null references tenancy.tenant (id),
    domain      text collate "C" not null check (length(domain) <= 253 and domain ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$'),
    added_at    timestamptz not null,
    verified_at timestamptz,
    primary key (tenant_id, domain)
);
create unique index tenant_domain_verified on tenancy.tenant_domain (domain) where verified_at is not null;

-- TENANT. The application reads its own; writing is the registry's.
create table tenancy.tenant_setting (
    tenant_id  uuid not null default current_setting('tenancy.tenant_id')::uuid,
    name       text collate "C" not null check (name ~ '^[A-Za-z0-9._-]{1,100}$'),
    value      jsonb not null,
    updated_at timestamptz not null,
    primary key (tenant_id, name)
);

-- PLATFORM, append-only. login is who was connected; actor is on whose behalf.
create table tenancy.registry_change (
    sequence   bigint generated always as identity primary key,
    changed_at timestamptz not null,
    login      text not null default session_user,
    actor      text not null check (length(actor) between 1 and 200),
    reason     text not null check (length(reason) between 1 and 1000),
    action     text not null,
    tenant_id  uuid,
    before     jsonb,
    after      jsonb
);
create index registry_change_tenant on tenancy.registry_change (tenant_id, sequence);

-- PLATFORM. The token is new after every change of the registry and tells nothing else, not even how many there were.
create table tenancy.registry_state (
    only_row boolean primary key default true check (only_row),
    token    uuid not null
);
insert into tenancy.registry_state (token) values (gen_random_uuid());

grant select on tenancy.control_plane, tenancy.lifecycle_move to tenancy_app, tenancy_admin, tenancy_worker, tenancy_resolver;
grant select on tenancy.tenant, tenancy.tenant_key, tenancy.tenant_domain, tenancy.registry_change to tenancy_admin, tenancy_worker;
grant select on tenancy.tenant, tenancy.tenant_domain to tenancy_resolver;
grant insert, update on tenancy.tenant to tenancy_admin;
grant insert, update, delete on tenancy.tenant_domain to tenancy_admin;
grant select on tenancy.tenant_setting to tenancy_app;
grant select, insert, update, delete on tenancy.tenant_setting to tenancy_admin;

alter table tenancy.tenant enable row level security;
alter table tenancy.tenant force row level security;
create policy tenancy_admin on tenancy.tenant to tenancy_admin using (true) with check (true);
create policy tenancy_migrator on tenancy.tenant to tenancy_migrator using (true) with check (true);
create policy tenancy_worker on tenancy.tenant for select to tenancy_worker using (true);
create policy tenancy_resolver on tenancy.tenant for select to tenancy_resolver using (true);

alter table tenancy.tenant_key enable row level security;
alter table tenancy.tenant_key force row level security;
create policy tenancy_admin on tenancy.tenant_key for select to tenancy_admin using (true);
create policy tenancy_worker on tenancy.tenant_key for select to tenancy_worker using (true);
create policy tenancy_control on tenancy.tenant_key to tenancy_control using (true) with check (true);

alter table tenancy.tenant_domain enable row level security;
alter table tenancy.tenant_domain force row level security;
create policy tenancy_admin on tenancy.tenant_domain to tenancy_admin using (true) with check (true);
create policy tenancy_migrator on tenancy.tenant_domain to tenancy_migrator using (true) with check (true);
create policy tenancy_worker on tenancy.tenant_domain for select to tenancy_worker using (true);
create policy tenancy_resolver on tenancy.tenant_domain for select to tenancy_resolver using (true);

alter table tenancy.tenant_setting enable row level security;
alter table tenancy.tenant_setting force row level security;
create policy tenancy_floor on tenancy.tenant_setting as restrictive to tenancy_app
    using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid))
    with check (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
create policy tenancy_base on tenancy.tenant_setting to tenancy_app
    using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid))
    with check (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
create policy tenancy_admin on tenancy.tenant_setting to tenancy_admin using (true) with check (true);
create policy tenancy_migrator on tenancy.tenant_setting to tenancy_migrator using (true) with check (true);

alter table tenancy.registry_change enable row level security;
alter table tenancy.registry_change force row level security;
create policy tenancy_admin on tenancy.registry_change for select to tenancy_admin using (true);
create policy tenancy_migrator on tenancy.registry_change for select to tenancy_migrator using (true);
create policy tenancy_worker on tenancy.registry_change for select to tenancy_worker using (true);
create policy tenancy_control on tenancy.registry_change for insert to tenancy_control with check (true);

alter table tenancy.registry_state enable row level security;
alter table tenancy.registry_state force row level security;
create policy tenancy_control on tenancy.registry_state to tenancy_control using (true) with check (true);

reset role;

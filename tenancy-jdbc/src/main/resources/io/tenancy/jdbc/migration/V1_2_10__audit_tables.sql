-- One trail of who did what: of each tenant, and one of the platform, which is that of the tenant id
-- 00000000-0000-0000-0000-000000000000. What is to be kept waits in audit_pending until the transaction commits, or, if it must not
-- hold the transaction up, until the worker comes by. Then it is numbered, chained to what stands before it, and never changes again.
--   TN012 the trail of the platform was asked for as a tenant
set local role tenancy_control;

alter table tenancy.tenant add check (id <> '00000000-0000-0000-0000-000000000000');

-- What may stand in details: text, whole numbers that every reader of JSON understands, true and false; no objects, no lists.
create function tenancy.is_audit_details(details jsonb) returns boolean
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select jsonb_typeof(details) = 'object' and not exists (
        select from jsonb_each(case jsonb_typeof(details) when 'object' then details else '{}' end) d
        where d.key !~ '^[a-z][A-Za-z0-9]{0,49}$' or not case jsonb_typeof(d.value)
            when 'string' then length(d.value #>> '{}') <= 500
            when 'boolean' then true
            when 'number' then d.value::text ~ '^(0|-?[1-9][0-9]{0,15})$' and abs(d.value::numeric) <= 9007199254740991
            else false end)
$$;

-- TENANT. The application writes here, and reads nothing.
create table tenancy.audit_pending (
    tenant_id     uuid not null default current_setting('tenancy.tenant_id')::uuid,
    place         bigint generated always as identity,
    xact          bigint not null default (pg_current_xact_id()::text::bigint),
    id            uuid not null,
    at            timestamptz not null check (at between '1970-01-01T00:00:00Z' and '9999-12-31T00:00:00Z'),
    login         text not null default session_user,
    action        text collate "C" not null check (length(action) <= 100 and action ~ '^[a-z][a-z0-9_]*([.][a-z0-9_]+)+$'),
    outcome       text collate "C" not null check (outcome in ('SUCCESS', 'DENIED', 'FAILED')),
    actor         text collate "C" not null check (length(actor) between 1 and 200),
    actor_id      uuid,
    on_behalf_of  text collate "C" check (length(on_behalf_of) between 1 and 200),
    reason        text collate "C" check (length(reason) between 1 and 1000),
    address       text collate "C" check (length(address) between 1 and 64),
    user_agent    text collate "C" check (length(user_agent) between 1 and 300),
    resource_type text collate "C" check (length(resource_type) between 1 and 63),
    resource_id   text collate "C" check (length(resource_id) between 1 and 200),
    details       jsonb not null default '{}' check (tenancy.is_audit_details(details)),
    before        text,
    after         text,
    primary key (tenant_id, place)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create index audit_pending_xact on tenancy.audit_pending (xact);

-- TENANT, append-only. before and after: of a change of the registry, the changed fields as JSON text.
create table tenancy.audit_event (
    tenant_id     uuid not null default current_setting('tenancy.tenant_id')::uuid,
    sequence      bigint not null check (sequence > 0),
    hash          bytea not null check (length(hash) = 32),
    id            uuid not null,
    at            timestamptz not null,
    login         text not null,
    action        text collate "C" not null,
    outcome       text collate "C" not null,
    actor         text collate "C" not null,
    actor_id      uuid,
    on_behalf_of  text collate "C",
    reason        text collate "C",
    address       text collate "C",
    user_agent    text collate "C",
    resource_type text collate "C",
    resource_id   text collate "C",
    details       jsonb not null,
    before        text,
    after         text,
    primary key (tenant_id, sequence)
);
create index audit_event_time on tenancy.audit_event (tenant_id, at);
create index audit_event_actor on tenancy.audit_event (tenant_id, actor, sequence);
create index audit_event_action on tenancy.audit_event (tenant_id, action, sequence);
create index audit_event_resource on tenancy.audit_event (tenant_id, resource_type, resource_id, sequence);

-- PLATFORM. Where each chain ends, and where it begins: events up to removed_to were removed when their time was over.
create table tenancy.audit_chain (
    tenant_id    uuid primary key,
    sequence     bigint not null default 0,
    hash         bytea not null default decode(repeat('00', 32), 'hex'),
    removed_to   bigint not null default 0,
    removed_hash bytea not null default decode(repeat('00', 32), 'hex'),
    check (removed_to <= sequence)
) with (fillfactor = 50);

-- PLATFORM, append-only. Where a chain ended at some time.
create table tenancy.audit_anchor (
    tenant_id   uuid not null,
    sequence    bigint not null,
    hash        bytea not null,
    anchored_at timestamptz not null,
    primary key (tenant_id, sequence)
);

do $$
declare
    target text;
begin
    foreach target in array array['audit_pending', 'audit_event', 'audit_chain', 'audit_anchor'] loop
        execute format('alter table tenancy.%I enable row level security', target);
        execute format('alter table tenancy.%I force row level security', target);
        execute format('create policy tenancy_migrator on tenancy.%I to tenancy_migrator using (true) with check (true)', target);
        execute format('create policy tenancy_admin on tenancy.%I for select to tenancy_admin using (true)', target);
        execute format('create policy tenancy_worker on tenancy.%I to tenancy_worker using (true) with check (true)', target);
        execute format('create policy tenancy_control on tenancy.%I to tenancy_control using (true) with check (true)', target);
        execute format('grant select on tenancy.%I to tenancy_admin, tenancy_worker', target);
    end loop;
    foreach target in array array['audit_pending', 'audit_event'] loop
        execute format('create policy tenancy_floor on tenancy.%I as restrictive to tenancy_app
            using (tenant_id = (select current_setting(''tenancy.tenant_id'')::uuid))
            with check (tenant_id = (select current_setting(''tenancy.tenant_id'')::uuid))', target);
        execute format('create policy tenancy_base on tenancy.%I to tenancy_app
            using (tenant_id = (select current_setting(''tenancy.tenant_id'')::uuid))
            with check (tenant_id = (select current_setting(''tenancy.tenant_id'')::uuid))', target);
        -- Nobody is bound to the platform; and whoever says so gets nothing.
        execute format('create policy tenancy_no_platform on tenancy.%I as restrictive to tenancy_app
            using (tenant_id <> ''00000000-0000-0000-0000-000000000000'')', target);
    end loop;
end $$;

grant select on tenancy.audit_event to tenancy_app;
grant insert (tenant_id, id, at, action, outcome, actor, actor_id, on_behalf_of, reason, address, user_agent, resource_type,
        resource_id, details)
    on tenancy.audit_pending to tenancy_app, tenancy_admin, tenancy_worker;
create policy tenancy_admin_writes on tenancy.audit_pending for insert to tenancy_admin with check (true);
grant insert on tenancy.audit_anchor to tenancy_worker;

-- The owner too has to give itself these rights first, and then still meets the triggers.
revoke update, truncate on tenancy.audit_event from tenancy_control;
revoke update, delete, truncate on tenancy.audit_anchor from tenancy_control;
create trigger append_only before update on tenancy.audit_event
    for each row execute function tenancy.refuse_change();
create trigger append_only before update or delete on tenancy.audit_anchor
    for each row execute function tenancy.refuse_change();
create trigger never_emptied before truncate on tenancy.audit_event
    for each statement execute function tenancy.refuse_change();
create trigger never_emptied before truncate on tenancy.audit_anchor
    for each statement execute function tenancy.refuse_change();

reset role;
revoke all on function tenancy.is_audit_details(jsonb) from public;
grant execute on function tenancy.is_audit_details(jsonb) to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;

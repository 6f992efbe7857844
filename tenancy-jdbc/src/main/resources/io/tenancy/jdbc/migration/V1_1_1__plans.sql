-- What a tenant's plan allows: published versions of plans, and what each tenant holds of them.
--   TN006 a published version of a plan was to be changed       TN007 what is held does not fit: a plan as add-on, or the other way
set local role tenancy_control;

-- CATALOG, append-only. A version never changes: tenants that hold it keep what it says. In features: true or
-- false, a number (of bytes, for a size), null for no limit, or an option; in prices, by currency: {"monthly": .., "yearly": ..}.
create table tenancy.plan_version (
    plan          text collate "C" not null check (length(plan) <= 63 and plan ~ '^[a-z][a-z0-9_]*(-[a-z0-9_]+)*$'),
    version       int not null check (version >= 1),
    kind          text not null check (kind in ('BASE', 'ADD_ON')),
    name          text not null check (length(name) between 1 and 100),
    trial_days    int not null check (trial_days between 0 and 730),
    grace_days    int not null check (grace_days between 0 and 365),
    contact_sales boolean not null,
    prices        jsonb not null check (jsonb_typeof(prices) = 'object'),
    features      jsonb not null check (jsonb_typeof(features) = 'object'),
    published_at  timestamptz not null,
    primary key (plan, version),
    unique (plan, version, kind)
);

-- TENANT. At most one for a tenant. The application reads its own; writing is the registry's.
create table tenancy.tenant_plan (
    tenant_id     uuid primary key default current_setting('tenancy.tenant_id')::uuid,
    plan          text collate "C" not null,
    plan_version  int not null,
    kind          text not null default 'BASE' check (kind = 'BASE'),
    since         timestamptz not null,
    trial_ends_at timestamptz,
    foreign key (plan, plan_version, kind) references tenancy.plan_version (plan, version, kind)
);
create index tenant_plan_version on tenancy.tenant_plan (plan, plan_version);

-- TENANT.
create table tenancy.tenant_add_on (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id           uuid not null,
    plan         text collate "C" not null,
    plan_version int not null,
    kind         text not null default 'ADD_ON' check (kind = 'ADD_ON'),
    since        timestamptz not null,
    primary key (tenant_id, id),
    foreign key (plan, plan_version, kind) references tenancy.plan_version (plan, version, kind)
);
create index tenant_add_on_version on tenancy.tenant_add_on (plan, plan_version);

-- TENANT. One for a feature; it ends by itself when its time has come, and the row stays until somebody removes it.
create table tenancy.tenant_override (
    tenant_id  uuid not null default current_setting('tenancy.tenant_id')::uuid,
    feature    text collate "C" not null check (feature ~ '^[a-z][a-z0-9_]{0,62}$'),
    value      jsonb not null check (jsonb_typeof(value) in ('boolean', 'number', 'string', 'null')),
    until      timestamptz,
    reason     text not null,
    since      timestamptz not null,
    primary key (tenant_id, feature)
);

grant select on tenancy.plan_version to tenancy_app, tenancy_admin, tenancy_worker, tenancy_resolver;
grant insert on tenancy.plan_version to tenancy_admin;

do $$
declare
    target text;
begin
    foreach target in array array['tenant_plan', 'tenant_add_on', 'tenant_override'] loop
        call tenancy.tenant_table(target, 'select');
        execute format('grant select on tenancy.%I to tenancy_resolver', target);
        execute format('create policy tenancy_resolver on tenancy.%I for select to tenancy_resolver using (true)', target);
        execute format('create constraint trigger announce_change after insert or update or delete on tenancy.%I
            deferrable initially deferred for each row execute function tenancy.announce_change()', target);
    end loop;
end $$;
create trigger record_change after insert or update or delete on tenancy.tenant_plan
    for each row execute function tenancy.record_change('plan', 'plan', 'assign');
create trigger record_change after insert or update or delete on tenancy.tenant_add_on
    for each row execute function tenancy.record_change('addon', 'plan', 'add', 'update');
create trigger record_change after insert or update or delete on tenancy.tenant_override
    for each row execute function tenancy.record_change('override', 'feature', 'put', 'put');

-- Versions are counted without a gap, and only when they say something new; two that publish at once get two numbers.
create function tenancy.guard_plan_version() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    last int;
begin
    if tg_op <> 'INSERT' then
        raise exception using errcode = 'TN006',
            message = format('a published version of a plan does not change: %s of plan %s is refused', lower(tg_op), old.plan);
    end if;
    new.published_at := tenancy.change_time();
    perform pg_advisory_xact_lock(hashtextextended('tenancy.plan ' || new.plan, 0));
    select max(version) into last from tenancy.plan_version where plan = new.plan;
    if exists (select from tenancy.plan_version where plan = new.plan and kind <> new.kind) then
        raise exception using errcode = 'TN007', message = format('plan %s is of another kind', new.plan);
    end if;
    new.version := coalesce(last, 0) + 1;
    return new;
end $$;
create trigger guard before insert or update or delete on tenancy.plan_version
    for each row execute function tenancy.guard_plan_version();
create trigger never_emptied before truncate on tenancy.plan_version
    for each statement execute function tenancy.refuse_change();

create trigger record_change after insert on tenancy.plan_version
    for each row execute function tenancy.record_change('plan', 'plan', 'publish');

reset role;

-- Everything a tenant holds, a row for each feature that something of it says something about: what a node remembers of the tenant.
-- Exact, by id; who is bound to a tenant learns nothing of another. A plan that says nothing is a row without feature.
create function tenancy.holding_of(wanted uuid)
    returns table (place bigint, kind text, plan text, plan_version int, feature text, value text, until timestamptz, reason text)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select 0, 'BASE', v.plan, v.version, f.key, f.value::text, null::timestamptz, null::text
    from tenancy.tenant_plan h
    join tenancy.plan_version v on v.plan = h.plan and v.version = h.plan_version
    left join lateral jsonb_each(v.features) f on true
    where h.tenant_id = wanted and wanted = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, wanted)
    union all
    select a.place, 'ADD_ON', a.plan, a.version, f.key, f.value::text, null, null
    from (select row_number() over (order by h.since, h.id) as place, v.plan, v.version, v.features
          from tenancy.tenant_add_on h
          join tenancy.plan_version v on v.plan = h.plan and v.version = h.plan_version
          where h.tenant_id = wanted and wanted = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, wanted)) a
    left join lateral jsonb_each(a.features) f on true
    union all
    select 0, 'OVERRIDE', null, null, o.feature, o.value::text, o.until, o.reason
    from tenancy.tenant_override o where o.tenant_id = wanted and wanted = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, wanted)
    order by 2, 1, 5
$$;
revoke all on function tenancy.holding_of(uuid), tenancy.guard_plan_version() from public;
grant execute on function tenancy.holding_of(uuid) to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.holding_of(uuid) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

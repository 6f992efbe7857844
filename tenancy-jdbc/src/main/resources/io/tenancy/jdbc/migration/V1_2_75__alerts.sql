-- Alerts to people. Whoever sees something worth one writes it down in its own transaction; the worker takes it from there: what the
-- rules of tenancy.yaml make of it, and to whom it is delivered.
set local role tenancy_control;

-- TENANT. What happened, until the worker has looked at it. The application writes, and reads nothing. Of the platform: all zeros.
create table tenancy.alert_raised (
    tenant_id uuid not null default current_setting('tenancy.tenant_id')::uuid,
    place     bigint generated always as identity,
    id        uuid not null,
    at        timestamptz not null,
    event     text collate "C" not null check (length(event) <= 100 and event ~ '^[a-z][a-z0-9_]*([.][a-z0-9_]+)+$'),
    severity  text collate "C" not null check (severity in ('INFO', 'WARNING', 'CRITICAL')),
    subject   text collate "C" not null default '' check (length(subject) <= 200),
    title     text collate "C" not null check (length(title) between 1 and 300),
    details   jsonb not null default '{}' check (tenancy.is_audit_details(details)),
    primary key (tenant_id, place)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
call tenancy.tenant_table('alert_raised', '');
grant insert (id, at, event, severity, subject, title, details) on tenancy.alert_raised to tenancy_app;
create policy tenancy_control on tenancy.alert_raised for insert to tenancy_control with check (true);

-- PLATFORM. What is told to whom. latest: the one that the next of the same kind would be counted into.
create table tenancy.alert_delivery (
    id              uuid primary key,
    sink            text collate "C" not null,
    rule            text collate "C" not null,
    dedupe_key      text collate "C" not null,
    latest          boolean not null default true,
    window_ends_at  timestamptz not null,
    tenant_id       uuid not null,
    event           text collate "C" not null,
    severity        text collate "C" not null,
    subject         text collate "C" not null,
    title           text collate "C" not null,
    details         jsonb not null,
    times           bigint not null default 1,
    first_at        timestamptz not null,
    last_at         timestamptz not null,
    state           text not null check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP')),
    attempts        int not null default 0,
    next_attempt_at timestamptz not null,
    delivered_at    timestamptz,
    failure         text
);
create unique index alert_delivery_latest on tenancy.alert_delivery (sink, dedupe_key) where latest;
create index alert_delivery_due on tenancy.alert_delivery (sink, next_attempt_at) where state = 'WAITING';
create index alert_delivery_time on tenancy.alert_delivery (last_at);
call tenancy.platform_table('alert_delivery');

-- What becomes of tenants.
create function tenancy.alert_tenant() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into tenancy.alert_raised (tenant_id, id, at, event, severity, subject, title, details)
    values (new.id, gen_random_uuid(), new.updated_at, 'tenant.' || lower(new.status),
        case when new.status in ('SUSPENDED', 'FAILED') then 'WARNING' else 'INFO' end, '',
        'Tenant ' || new.key || ' is ' || lower(new.status), jsonb_build_object('tenant', new.key));
    return null;
end $$;
create trigger alert_tenant after update of status on tenancy.tenant
    for each row when (new.status <> old.status and new.status in ('ACTIVE', 'SUSPENDED', 'CANCELLED', 'FAILED', 'DELETED'))
    execute function tenancy.alert_tenant();

do $$
begin
    if to_regclass('tenancy.usage_threshold') is not null then
        create function tenancy.alert_threshold() returns trigger
            language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
        begin
            insert into tenancy.alert_raised (tenant_id, id, at, event, severity, subject, title, details)
            values (new.tenant_id, gen_random_uuid(), new.reached_at,
                case when new.percent >= 100 then 'limit.reached' else 'limit.near' end,
                case when new.percent >= 80 then 'WARNING' else 'INFO' end, new.meter || ' ' || new.percent || ' %',
                new.meter || ' has reached ' || new.percent || ' % of what the plan allows',
                jsonb_build_object('meter', new.meter, 'percent', new.percent, 'used', new.used));
            return null;
        end $f$;
        create trigger alert_threshold after insert on tenancy.usage_threshold
            for each row execute function tenancy.alert_threshold();
        revoke all on function tenancy.alert_threshold() from public;
    end if;
end $$;

reset role;
revoke all on function tenancy.alert_tenant() from public;

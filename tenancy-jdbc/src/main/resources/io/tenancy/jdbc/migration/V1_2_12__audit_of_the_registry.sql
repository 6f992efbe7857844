-- Changes of the registry go into the one trail: a tenant's into the tenant's, others into the platform's.
set local role tenancy_control;
alter table tenancy.registry_change rename to registry_change_before;
alter index tenancy.registry_change_tenant rename to registry_change_before_tenant;

create view tenancy.registry_change with (security_invoker = true) as
    select sequence, at as changed_at, login, actor, reason, action,
        nullif(tenant_id, '00000000-0000-0000-0000-000000000000') as tenant_id, before::jsonb as before, after::jsonb as after
    from tenancy.audit_event
    where before is not null or after is not null or action = 'admin.transaction';
grant select on tenancy.registry_change to tenancy_admin, tenancy_worker, tenancy_migrator;

create function tenancy.write_registry_change() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into tenancy.audit_pending (tenant_id, id, at, action, outcome, actor, reason, before, after)
    values (coalesce(new.tenant_id, '00000000-0000-0000-0000-000000000000'), gen_random_uuid(), new.changed_at, new.action, 'SUCCESS',
        new.actor, new.reason, new.before::text, new.after::text);
    return new;
end $$;
create trigger into_the_trail instead of insert on tenancy.registry_change
    for each row execute function tenancy.write_registry_change();

-- As before; and what was said is chained first, so that everybody takes the rows that many write in one order: chains, then the token.
create or replace function tenancy.announce_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
    perform tenancy.seal_transaction();
    update tenancy.registry_state set token = gen_random_uuid();
    perform pg_notify('tenancy_registry', subject ->> case tg_table_name when 'tenant' then 'id' else 'tenant_id' end);
    return null;
end $$;
reset role;
revoke all on function tenancy.write_registry_change() from public;

-- What stood in the trail of the registry moves, in its order.
insert into tenancy.audit_pending (tenant_id, id, at, login, action, outcome, actor, reason, before, after)
    select coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'), gen_random_uuid(), changed_at, login, action, 'SUCCESS', actor,
        reason, before::text, after::text
    from tenancy.registry_change_before order by sequence;
set constraints all immediate;
set local role tenancy_control;
drop table tenancy.registry_change_before;
reset role;

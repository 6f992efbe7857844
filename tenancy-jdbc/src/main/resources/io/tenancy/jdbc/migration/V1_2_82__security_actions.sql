-- What security actions do about an incident, for a while, and undo.
set local role tenancy_control;

-- PLATFORM. Keys and addresses that are kept out: by an incident of a tenant from that tenant, by one of the platform (all zeros) from all.
create table tenancy.security_block (
    kind          text not null check (kind in ('key', 'address')),
    subject       text collate "C" not null check (length(subject) between 1 and 200),
    tenant_id     uuid not null,
    incident_id   uuid not null,
    blocked_until timestamptz not null,
    primary key (kind, subject, tenant_id)
);
create index security_block_until on tenancy.security_block (blocked_until);
call tenancy.platform_table('security_block');
create policy tenancy_resolver on tenancy.security_block for select to tenancy_resolver using (true);
grant select on tenancy.security_block to tenancy_resolver;
create constraint trigger announce_change after insert or update or delete on tenancy.security_block
    deferrable initially deferred for each row execute function tenancy.announce_change();

-- A name that is kept out is one of which too many attempts failed: nobody learns whether anybody has it.
grant insert, update (locked_until) on tenancy.sign_in_attempt to tenancy_worker;
reset role;

-- Until when something is kept out from a tenant, or, with all zeros, from everywhere. Exact, and nothing of another tenant than the bound one.
create function tenancy.blocked_until(wanted_kind text, wanted text, of_tenant uuid) returns timestamptz
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select max(b.blocked_until) from tenancy.security_block b
    where b.kind = wanted_kind and b.subject = wanted
        and (b.tenant_id = '00000000-0000-0000-0000-000000000000'
            or b.tenant_id = of_tenant and of_tenant = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, of_tenant))
$$;
revoke all on function tenancy.blocked_until(text, text, uuid) from public;
grant execute on function tenancy.blocked_until(text, text, uuid) to tenancy_app, tenancy_admin, tenancy_worker;
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.blocked_until(text, text, uuid) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

-- What may be asked before a tenant is bound: exact look-ups, one row each, through functions of tenancy_resolver. Who is bound to a
-- tenant already is told of that one only.
set local role tenancy_control;

create function tenancy.control_plane_version() returns text
    language sql stable set search_path = pg_catalog, pg_temp
    as $$ select version from tenancy.control_plane $$;

create function tenancy.registry_version() returns uuid
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$ select token from tenancy.registry_state $$;

reset role;

create function tenancy.tenant_by_key(wanted text)
    returns table (id uuid, key text, name text, status text, status_reason text, number bigint, version bigint)
    language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
    select t.id, t.key, t.name, t.status, t.status_reason, t.number, t.version
    from tenancy.tenant t where t.key = wanted and t.status <> 'DELETED'
        and t.id = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, t.id) limit 1
$$;

create function tenancy.tenant_by_id(wanted uuid)
    returns table (id uuid, key text, name text, status text, status_reason text, number bigint, version bigint)
    language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
    select t.id, t.key, t.name, t.status, t.status_reason, t.number, t.version
    from tenancy.tenant t where t.id = wanted and t.id = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, t.id) limit 1
$$;

create function tenancy.tenant_by_domain(wanted text)
    returns table (id uuid, key text, name text, status text, status_reason text, number bigint, version bigint)
    language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
    select t.id, t.key, t.name, t.status, t.status_reason, t.number, t.version
    from tenancy.tenant_domain d join tenancy.tenant t on t.id = d.tenant_id
    where d.domain = wanted and d.verified_at is not null and t.status <> 'DELETED'
        and t.id = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, t.id) limit 1
$$;

revoke all on all routines in schema tenancy from public;
grant execute on function tenancy.control_plane_version() to tenancy_app, tenancy_admin, tenancy_worker, tenancy_resolver;
grant execute on function tenancy.registry_version(), tenancy.tenant_by_key(text), tenancy.tenant_by_id(uuid), tenancy.tenant_by_domain(text)
    to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;

-- A role must be able to create in a schema to be given something in it.
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.tenant_by_key(text) owner to tenancy_resolver;
alter function tenancy.tenant_by_id(uuid) owner to tenancy_resolver;
alter function tenancy.tenant_by_domain(text) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

-- Keys for machines. What a key may is that of a delegate (V1_2_20): its scopes, as far as its creator holds them.
--   TN050 a key that has ended was to live on, or what a key is made of was to change     TN051 the key of somebody else was to end
set local role tenancy_control;

-- TENANT. Of the key itself only a hash under a pepper that is not in the database. lookup is the part of the key that is no secret;
-- number says which of two with the same was first: only that one is ever found, so that nobody gets in front of another's key.
create table tenancy.api_key (
    tenant_id   uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id          uuid not null,
    lookup      text collate "C" not null check (lookup ~ '^[0-9A-Za-z]{12}$'),
    number      bigint generated always as identity,
    environment text not null check (environment in ('live', 'test')),
    name        text not null check (length(name) between 1 and 100),
    key_hash    bytea not null check (length(key_hash) = 32),
    pepper      text not null check (pepper ~ '^[a-z0-9]{0,16}$'),
    scopes      text[] not null check (cardinality(scopes) > 0),
    networks    text[] not null,
    per_hour    bigint not null check (per_hour between 1 and 1000000000),
    created_by  uuid not null,
    created_at  timestamptz not null,
    expires_at  timestamptz,
    revoked_at  timestamptz,
    replaced_by uuid,
    primary key (tenant_id, id),
    unique (tenant_id, lookup)
);
create index api_key_lookup on tenancy.api_key (lookup, number);
call tenancy.tenant_table('api_key', '');
grant select (tenant_id, id, lookup, environment, name, scopes, networks, per_hour, created_by, created_at, expires_at, revoked_at, replaced_by)
    on tenancy.api_key to tenancy_app;
grant insert (tenant_id, id, lookup, environment, name, key_hash, pepper, scopes, networks, per_hour, created_by, created_at, expires_at)
    on tenancy.api_key to tenancy_app;
grant update (expires_at, revoked_at, replaced_by) on tenancy.api_key to tenancy_app;
grant select on tenancy.api_key to tenancy_resolver;
create policy tenancy_control on tenancy.api_key for select to tenancy_control
    using (tenant_id = (select nullif(current_setting('tenancy.tenant_id', true), '')::uuid));
create policy tenancy_resolver on tenancy.api_key for select to tenancy_resolver using (true);

-- TENANT. How often, day by day, written about once a minute by the worker; last_used_at of the latest day is the key's last use.
create table tenancy.api_key_use (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    key_id       uuid not null,
    day          date not null,
    accepted     bigint not null,
    refused      bigint not null,
    last_used_at timestamptz not null,
    primary key (tenant_id, key_id, day)
) with (fillfactor = 70);
call tenancy.tenant_table('api_key_use', 'select');

create function tenancy.guard_api_key() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor uuid;
begin
    if tg_op = 'INSERT' then
        new.created_at := tenancy.change_time();
        if current_user = 'tenancy_app' and new.created_by is distinct from nullif(current_setting('tenancy.principal_id', true), '')::uuid then
            raise exception using errcode = 'TN050', message = 'a key acts for whoever makes it';
        end if;
        -- A key that had the id of somebody else would be somebody else.
        if exists (select from tenancy.member m where m.tenant_id = new.tenant_id and m.account_id = new.id
                union all select from tenancy.principal_group g where g.tenant_id = new.tenant_id and g.id = new.id
                union all select from tenancy.role_grant g where g.tenant_id = new.tenant_id and g.principal_id = new.id
                union all select from tenancy.group_member g where g.tenant_id = new.tenant_id and g.principal_id = new.id) then
            raise exception using errcode = 'TN050', message = 'a key has an id of its own';
        end if;
    elsif (to_jsonb(new) - '{expires_at,revoked_at,replaced_by}'::text[]) <> (to_jsonb(old) - '{expires_at,revoked_at,replaced_by}'::text[]) then
        raise exception using errcode = 'TN050', message = 'a key is revoked or replaced, not changed';
    elsif old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at
        or old.expires_at is not null and coalesce(new.expires_at > old.expires_at, true)
        or old.replaced_by is not null and new.replaced_by is distinct from old.replaced_by then
        raise exception using errcode = 'TN050', message = 'a key that has ended does not live on';
    elsif new.revoked_at is distinct from old.revoked_at then
        new.revoked_at := tenancy.change_time();
    end if;
    -- The emergency brake: whoever made it, whoever manages roles, and the key itself.
    if tg_op = 'UPDATE' and not tenancy.is_foreign(old.tenant_id) then
        actor := tenancy.access_actor(old.created_by);
        if actor is not null and actor not in (old.created_by, old.id)
            and not tenancy.principal_holds(old.tenant_id, actor, 'roles:manage', null) then
            raise exception using errcode = 'TN051', message = 'a principal ends keys of its own, or manages roles';
        end if;
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenancy.api_key
    for each row execute function tenancy.guard_api_key();
create trigger record_change after insert or update or delete on tenancy.api_key
    for each row execute function tenancy.record_change('key', 'id,lookup');
create constraint trigger announce_change after insert or update or delete on tenancy.api_key
    deferrable initially deferred for each row execute function tenancy.announce_change();

-- Whoever revokes a key ends its rights too, whether or not it could have given them: as the owner, in the key's tenant.
create function tenancy.end_key_rights() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    bound text := coalesce(current_setting('tenancy.tenant_id', true), '');
begin
    perform set_config('tenancy.tenant_id', new.tenant_id::text, true), set_config('tenancy.operator_answers', 'yes', true);
    delete from tenancy.delegate_permission where tenant_id = new.tenant_id and principal_id = new.id;
    delete from tenancy.delegate where tenant_id = new.tenant_id and principal_id = new.id;
    delete from tenancy.group_member where tenant_id = new.tenant_id and principal_id = new.id;
    delete from tenancy.role_grant where tenant_id = new.tenant_id and principal_id = new.id;
    perform set_config('tenancy.tenant_id', bound, true), set_config('tenancy.operator_answers', '', true);
    return null;
end $$;
create trigger end_rights after update of revoked_at on tenancy.api_key
    for each row when (old.revoked_at is null and new.revoked_at is not null) execute function tenancy.end_key_rights();

reset role;

-- What presents itself as a key, before a tenant is bound. Exact; one row.
create function tenancy.api_key_by_id(wanted text)
    returns table (tenant_id uuid, id uuid, name text, environment text, key_hash bytea, pepper text, networks text[], per_hour bigint,
        expires_at timestamptz, revoked_at timestamptz)
    language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
    select k.tenant_id, k.id, k.name, k.environment, k.key_hash, k.pepper, k.networks, k.per_hour, k.expires_at, k.revoked_at
    from tenancy.api_key k
    where k.lookup = wanted and k.tenant_id = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, k.tenant_id)
    order by k.number limit 1
$$;
revoke all on function tenancy.api_key_by_id(text), tenancy.guard_api_key(), tenancy.end_key_rights() from public;
grant execute on function tenancy.api_key_by_id(text) to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.api_key_by_id(text) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

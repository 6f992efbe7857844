-- What tenants may set: declared by the application, held to it on every path. Names that nobody declared are the operators' own.
--   TN060 a value does not fit what is declared     TN061 the principal may not change the setting     TN062 nobody declared the setting
set local role tenancy_control;

-- CATALOG. Without a permission only operators change it.
create table tenancy.setting (
    name       text collate "C" primary key check (name ~ '^[A-Za-z0-9._-]{1,100}$'),
    type       text not null check (type in ('boolean', 'integer', 'text', 'choice')),
    options    text[] not null default '{}' check ((type = 'choice') = (cardinality(options) > 0)),
    least      bigint not null,
    most       bigint not null check (most >= least),
    permission text collate "C"
);
grant select on tenancy.setting to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;
grant insert, update, delete on tenancy.setting to tenancy_admin;
create trigger record_change after insert or update or delete on tenancy.setting
    for each row execute function tenancy.record_change('setting_declaration', 'name');

create function tenancy.setting_fits(declared tenancy.setting, value jsonb) returns boolean
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case declared.type
        when 'boolean' then jsonb_typeof(value) = 'boolean'
        when 'integer' then case when jsonb_typeof(value) = 'number'
            then value::numeric = trunc(value::numeric) and value::numeric between declared.least and declared.most else false end
        when 'text' then jsonb_typeof(value) = 'string' and length(value #>> '{}') between declared.least and declared.most
        else jsonb_typeof(value) = 'string' and value #>> '{}' = any (declared.options)
    end
$$;

create function tenancy.guard_setting() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    subject  text := case tg_op when 'DELETE' then old.name else new.name end;
    declared tenancy.setting;
begin
    select * into declared from tenancy.setting s where s.name = subject;
    if current_user = 'tenancy_app' then
        if declared.name is null then
            raise exception using errcode = 'TN062', message = 'nobody declared the setting';
        elsif declared.permission is null or not tenancy.has_permission(declared.permission) then
            raise exception using errcode = 'TN061', message = 'the principal may not change the setting';
        end if;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if declared.name is not null and not tenancy.setting_fits(declared, new.value) then
        raise exception using errcode = 'TN060', message = 'the value does not fit what is declared';
    end if;
    new.updated_at := tenancy.change_time();
    return new;
end $$;
create trigger guard before insert or update or delete on tenancy.tenant_setting
    for each row execute function tenancy.guard_setting();
grant insert (name, value, updated_at), update (value, updated_at), delete on tenancy.tenant_setting to tenancy_app;
reset role;

-- What a tenant has set. Exact, by id, and nothing of another tenant than the bound one.
create function tenancy.settings_of(wanted uuid) returns table (name text, value text)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.name, s.value::text from tenancy.tenant_setting s
    where s.tenant_id = wanted and wanted = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, wanted)
$$;
revoke all on function tenancy.settings_of(uuid), tenancy.guard_setting(), tenancy.setting_fits(tenancy.setting, jsonb) from public;
grant execute on function tenancy.settings_of(uuid) to tenancy_app, tenancy_admin, tenancy_worker;
grant execute on function tenancy.setting_fits(tenancy.setting, jsonb) to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.settings_of(uuid) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

-- What holds the registry together whoever writes to it: the lifecycle, the keys, the audit trail, the word to the caches.
set local role tenancy_control;

-- The time of the present change, by the clock of the program that makes it. Refuses a change that nobody answers for.
create function tenancy.change_time() returns timestamptz
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if coalesce(current_setting('tenancy.actor', true), '') = ''
        or coalesce(current_setting('tenancy.reason', true), '') = ''
        or coalesce(current_setting('tenancy.changed_at', true), '') = '' then
        raise exception using errcode = 'TN002',
            message = 'a change of the registry needs an actor, a reason and a time',
            hint = 'select set_config(''tenancy.actor'', .., true), set_config(''tenancy.reason'', .., true), set_config(''tenancy.changed_at'', .., true)';
    end if;
    return current_setting('tenancy.changed_at')::timestamptz;
end $$;

create function tenancy.guard_tenant() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := tenancy.change_time();
begin
    if tg_op = 'INSERT' then
        if new.status <> 'PENDING' then
            raise exception using errcode = 'TN001', message = 'a tenant starts as PENDING, not as ' || new.status;
        end if;
        new.version := 1;
        new.created_at := at;
        new.status_since := at;
        new.status_reason := current_setting('tenancy.reason');
        new.activated_at := null;
    else
        if new.id <> old.id or new.number <> old.number or new.created_at <> old.created_at then
            raise exception using errcode = 'TN004', message = 'id, number and creation time of a tenant never change';
        end if;
        new.activated_at := old.activated_at;
        new.status_since := old.status_since;
        new.status_reason := old.status_reason;
        if new.status <> old.status then
            if not exists (select from tenancy.lifecycle_move where from_status = old.status and to_status = new.status) then
                raise exception using errcode = 'TN001',
                    message = 'a tenant that is ' || old.status || ' cannot become ' || new.status;
            end if;
            new.status_since := at;
            new.status_reason := current_setting('tenancy.reason');
            if new.status = 'ACTIVE' then
                new.activated_at := coalesce(old.activated_at, at);
                new.purge_at := null;
            elsif new.status = 'CANCELLED' then
                -- A tenant that nobody ever used leaves nothing to come back to.
                new.purge_at := case when old.activated_at is null then at else at
                    + make_interval(hours => coalesce(nullif(current_setting('tenancy.retention_hours', true), '')::int, 720)) end;
            elsif new.status = 'DELETING' and old.purge_at > at then
                raise exception using errcode = 'TN008', message = 'the rows of a cancelled tenant are kept for a while',
                    detail = to_char(old.purge_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
            end if;
        elsif old.status = 'DELETED' then
            raise exception using errcode = 'TN001', message = 'a tenant that is DELETED does not change any more';
        end if;
        new.version := old.version + 1;
    end if;
    new.updated_at := at;
    return new;
end $$;
create trigger guard before insert or update on tenancy.tenant
    for each row execute function tenancy.guard_tenant();

-- Keys are taken and given up here only, so that no path reuses one too early. A tenant may take its own former key back. A key
-- given up stays reserved for a year; that of a tenant which was never active is free at once.
create function tenancy.hold_key() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := tenancy.change_time();
    year_later timestamptz := (at at time zone 'UTC' + interval '1 year') at time zone 'UTC';
begin
    if tg_op = 'INSERT' or new.key is distinct from old.key then
        insert into tenancy.tenant_key as held (key, tenant_id, since, until) values (new.key, new.id, at, null)
            on conflict (key) do update set tenant_id = excluded.tenant_id, since = excluded.since, until = null
            where held.until is not null and (held.tenant_id = excluded.tenant_id or held.until <= excluded.since);
        if not found then
            raise exception using errcode = 'TN003', message = 'the key is taken or reserved';
        end if;
    end if;
    if tg_op = 'UPDATE' then
        if new.key <> old.key then
            update tenancy.tenant_key set until = year_later where key = old.key and tenant_id = old.id;
        end if;
        if new.status = 'DELETED' and old.status <> 'DELETED' then
            update tenancy.tenant_key set until = case when new.activated_at is null then at else year_later end
                where key = new.key and tenant_id = new.id;
        end if;
    end if;
    return null;
end $$;
create trigger hold_key after insert or update of key, status on tenancy.tenant
    for each row execute function tenancy.hold_key();

create function tenancy.guard_domain() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := tenancy.change_time();
begin
    if tg_op = 'INSERT' then
        new.added_at := at;
    elsif new.tenant_id <> old.tenant_id or new.domain <> old.domain then
        raise exception using errcode = 'TN004', message = 'a domain is removed and added, not changed';
    end if;
    if exists (select from tenancy.tenant_domain
               where domain = new.domain and tenant_id <> new.tenant_id and verified_at is not null) then
        raise exception using errcode = 'TN005', message = 'another tenant has verified this domain';
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenancy.tenant_domain
    for each row execute function tenancy.guard_domain();

-- A row as the trail may show it.
create function tenancy.without_secrets(shown jsonb) returns jsonb
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select jsonb_object_agg(f.key, f.value) from jsonb_each(shown) f
    where f.key <> 'updated_at' and f.key !~ '(hash|secret|token|password)'
$$;

-- Writes the trail. Only fields that differ are kept, times in UTC, and never a column that is named like a secret. Arguments: what the
-- row is; the columns, separated by commas, that are always shown; and, where they are not add, change and remove, the three verbs.
create function tenancy.record_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    at    timestamptz := tenancy.change_time();
    names text[] := string_to_array(coalesce(tg_argv[1], ''), ',');
    was   jsonb := case when tg_op <> 'INSERT' then tenancy.without_secrets(to_jsonb(old)) end;
    is_   jsonb := case when tg_op <> 'DELETE' then tenancy.without_secrets(to_jsonb(new)) end;
    verb  text := case tg_op
        when 'INSERT' then coalesce(tg_argv[2], 'add')
        when 'UPDATE' then coalesce(tg_argv[3], 'change')
        else coalesce(tg_argv[4], 'remove') end;
begin
    if tg_table_name = 'tenant' then
        was := was - 'version';
        is_ := is_ - 'version';
        if tg_op = 'UPDATE' then
            verb := case
                when new.status <> old.status then 'status'
                when new.key <> old.key then 'rename'
                else verb end;
        end if;
    elsif tg_table_name = 'api_key' then
        -- Counted over all tenants; the trail is read by one.
        was := was - 'number';
        is_ := is_ - 'number';
    elsif tg_table_name = 'tenant_domain' and tg_op = 'UPDATE' and is_ ->> 'verified_at' is not null then
        verb := 'verify';
    end if;
    insert into tenancy.registry_change (changed_at, actor, reason, action, tenant_id, before, after)
    values (at, current_setting('tenancy.actor'), current_setting('tenancy.reason'), tg_argv[0] || '.' || verb,
        (coalesce(is_, was) ->> case tg_table_name when 'tenant' then 'id' else 'tenant_id' end)::uuid,
        (select jsonb_object_agg(f.key, f.value) from jsonb_each(was) f
            where is_ is null or f.key = any (names) or f.value is distinct from is_ -> f.key),
        (select jsonb_object_agg(f.key, f.value) from jsonb_each(is_) f
            where was is null or f.key = any (names) or f.value is distinct from was -> f.key));
    return null;
end $$;
create trigger record_change after insert or update or delete on tenancy.tenant
    for each row execute function tenancy.record_change('tenant', '', 'create', 'update');
create trigger record_change after insert or update or delete on tenancy.tenant_domain
    for each row execute function tenancy.record_change('domain', 'domain', 'add', 'update');
create trigger record_change after insert or update or delete on tenancy.tenant_setting
    for each row execute function tenancy.record_change('setting', 'name', 'put', 'put');

create function tenancy.refuse_change() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = 'TN004', message = format('tenancy.%s: %s is not allowed', tg_table_name, lower(tg_op));
end $$;
create trigger append_only before update or delete on tenancy.registry_change
    for each row execute function tenancy.refuse_change();
create trigger never_emptied before truncate on tenancy.registry_change
    for each statement execute function tenancy.refuse_change();
create trigger never_removed before delete on tenancy.tenant
    for each row execute function tenancy.refuse_change();
create trigger never_emptied before truncate on tenancy.tenant
    for each statement execute function tenancy.refuse_change();

-- Tells the caches, last thing before the commit, so that the one row everybody writes is locked as briefly as can be. The payload
-- is the tenant's id and nothing else: anybody who may connect can listen.
create function tenancy.announce_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
    update tenancy.registry_state set token = gen_random_uuid();
    perform pg_notify('tenancy_registry', subject ->> case tg_table_name when 'tenant' then 'id' else 'tenant_id' end);
    return null;
end $$;
create constraint trigger announce_change after insert or update or delete on tenancy.tenant
    deferrable initially deferred for each row execute function tenancy.announce_change();
create constraint trigger announce_change after insert or update or delete on tenancy.tenant_domain
    deferrable initially deferred for each row execute function tenancy.announce_change();
create constraint trigger announce_change after insert or update or delete on tenancy.tenant_setting
    deferrable initially deferred for each row execute function tenancy.announce_change();

reset role;
revoke all on all routines in schema tenancy from public;
grant execute on function tenancy.change_time() to tenancy_admin;

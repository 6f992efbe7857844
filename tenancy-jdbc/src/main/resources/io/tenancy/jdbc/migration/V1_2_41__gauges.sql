-- Gauges: how many rows a tenant has, or how many bytes, kept by triggers in the statement that changes it, whoever sends it. One line in
-- an application's migration:
--   select tenancy.meter('patient', 'patients');
--   select tenancy.meter_bytes('attachment', 'size_bytes', 'storage');
-- A hard limit refuses inside the statement (TN030). It is asked for where a tenant is bound; operators, who are bound to none, are
-- counted and not refused. The clock for the end of an override is the server's here, since any statement may come this way.
--   TN033 a table cannot be emptied at once: another one is counted together with it
set local role tenancy_control;

create policy tenancy_control on tenancy.usage_counter to tenancy_control using (true) with check (true);

-- What a trigger was made with.
create function tenancy.trigger_arguments(arguments bytea) returns text[]
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    given text[] := '{}';
    place int;
begin
    loop
        place := position('\x00'::bytea in arguments);
        exit when place = 0;
        given := given || convert_from(substring(arguments from 1 for place - 1), 'UTF8');
        arguments := substring(arguments from place + 1);
    end loop;
    return given;
end $$;

-- Which tables are counted, from the catalog. value: whose row it is, as SQL over a row.
create function tenancy.metered_tables() returns table (
    relation regclass, meter text, feature text, is_hard boolean, value text, amount text, filter text, shares smallint[], source_column text)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select t.tgrelid::regclass, a[1], a[2], a[3]::boolean, a[4], a[5], a[6], a[7]::smallint[], a[8]
    from (select tgrelid, tenancy.trigger_arguments(tgargs) as a from pg_trigger
        where tgname like 'tenancy\_gauge\_insert\_%' and not tgisinternal and tgparentid = 0) t
    order by 2, 1
$$;

create function tenancy.keep_gauge() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    key       text := tg_argv[0];
    is_hard   boolean := tg_argv[2];
    shares    smallint[] := tg_argv[6];
    bound     uuid := nullif(current_setting('tenancy.tenant_id', true), '');
    at        timestamptz := coalesce(nullif(current_setting('tenancy.changed_at', true), '')::timestamptz, statement_timestamp());
    starts    constant timestamptz := '0001-01-01 00:00+00';
    gained    constant text := format('select %s as t, (%s)::bigint as d from gained where %s', tg_argv[3], tg_argv[4], tg_argv[5]);
    lost      constant text := format('select %s as t, -(%s)::bigint as d from lost where %s', tg_argv[3], tg_argv[4], tg_argv[5]);
    changes   text := case tg_op when 'INSERT' then gained when 'DELETE' then lost else gained || ' union all ' || lost end;
    change    record;
    asked     boolean;
    allowance bigint;
    present   bigint;
begin
    if tg_level = 'ROW' then
        changes := format('select %s as t, 1::bigint as d from (select ($1).*) r union all select %1$s, -1 from (select ($2).*) r', tg_argv[3]);
    end if;
    for change in execute
        format('select t, sum(d)::bigint as d from (%s) c where t is not null group by t having sum(d) <> 0 order by t', changes)
        using new, old
    loop
        asked := change.d > 0 and bound = change.t;
        allowance := case when not asked then null when tg_argv[1] = '' then 9223372036854775807
            else tenancy.limit_of(change.t, tg_argv[1], at) end;
        loop
            update tenancy.usage_counter c set used = c.used + change.d, counted_at = at,
                    allowed = case when asked then nullif(allowance, 9223372036854775807) else c.allowed end,
                    percents = shares::text,
                    notices = case when asked then tenancy.notices(nullif(allowance, 9223372036854775807), shares) else c.notices end
                where c.tenant_id = change.t and c.meter = key and c.period_start = starts
                    and (not asked or not is_hard or c.used + change.d <= allowance);
            exit when found;
            select c.used into present from tenancy.usage_counter c
                where c.tenant_id = change.t and c.meter = key and c.period_start = starts;
            if found then
                continue when present + change.d <= allowance; -- somebody made room in this moment
                perform tenancy.refuse_usage(key, allowance, present, change.d, 0);
            end if;
            -- Nothing is counted any more of a tenant that is being removed.
            exit when change.d < 0;
            if asked and is_hard and change.d > allowance then
                perform tenancy.refuse_usage(key, allowance, 0, change.d, 0);
            end if;
            insert into tenancy.usage_counter (tenant_id, meter, period_start, period_end, used, allowed, percents, notices, counted_at)
                values (change.t, key, starts, '9999-12-31 00:00+00', change.d, nullif(allowance, 9223372036854775807), shares::text,
                    case when asked then tenancy.notices(nullif(allowance, 9223372036854775807), shares) end, at)
                on conflict do nothing;
            exit when found;
        end loop;
    end loop;
    return null;
end $$;

create function tenancy.empty_gauge() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if (select count(*) from tenancy.metered_tables() m where m.meter = tg_argv[0]) > 1 then
        raise exception using errcode = 'TN033', message = format('%s is counted together with other tables, so it cannot be truncated', tg_relid::regclass),
            hint = 'Delete its rows';
    end if;
    update tenancy.usage_counter set used = 0 where meter = tg_argv[0] and period_start = '0001-01-01 00:00+00' and used <> 0;
    return null;
end $$;

-- How much there is, counted: as whoever may see all tenants' rows.
create function tenancy.gauge_counts(wanted_meter text) returns table (tenant_id uuid, counted bigint)
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    counting text := (select string_agg(format('select %s as t, (%s)::bigint as d from %s where %s', m.value, m.amount, m.relation, m.filter), ' union all ')
        from tenancy.metered_tables() m where m.meter = wanted_meter);
begin
    if counting is not null then
        return query execute format('select t, sum(d)::bigint from (%s) c where t is not null group by t', counting);
    end if;
end $$;

-- Counts again, while nobody writes to the tables; how many counters were wrong.
create function tenancy.recount(wanted_meter text, at timestamptz) returns bigint
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    source  regclass;
    wrong   bigint;
    removed bigint;
begin
    for source in select m.relation from tenancy.metered_tables() m where m.meter = wanted_meter loop
        execute format('lock table %s in share row exclusive mode', source);
    end loop;
    insert into tenancy.usage_counter as c (tenant_id, meter, period_start, period_end, used, counted_at)
        select g.tenant_id, wanted_meter, '0001-01-01 00:00+00', '9999-12-31 00:00+00', g.counted, at
        from tenancy.gauge_counts(wanted_meter) g order by 1
        on conflict (tenant_id, meter, period_start) do update set used = excluded.used, percents = c.percents, counted_at = excluded.counted_at
        where c.used <> excluded.used;
    get diagnostics wrong = row_count;
    update tenancy.usage_counter c set used = 0, counted_at = at
        where c.meter = wanted_meter and c.period_start = '0001-01-01 00:00+00' and c.used <> 0
            and not exists (select from tenancy.gauge_counts(wanted_meter) g where g.tenant_id = c.tenant_id);
    get diagnostics removed = row_count;
    return wrong + removed;
end $$;

create function tenancy.keep_meter(
    target regclass, meter text, feature text, hard boolean, amount text, counted_when text, thresholds int[], source_column text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant    record;
    arguments text;
    plain     boolean := amount = '1' and counted_when is null;
    unused    bigint;
begin
    if meter !~ '^[a-z][a-z0-9_]{0,39}$' then
        raise exception using errcode = 'TN010', message = 'the key of a gauge is 1 to 40 of a-z, 0-9 and underscore, beginning with a letter';
    end if;
    select * into tenant from tenancy.tenant_tables() t where t.relation = target;
    if not found then
        raise exception using errcode = 'TN010', message = format('%s is no table of tenants', target),
            hint = format('select tenancy.isolate(''%s'') comes first', target);
    end if;
    arguments := concat_ws(', ', quote_literal(meter), quote_literal(coalesce(feature, meter)), quote_literal(hard::text),
        quote_literal(case tenant.column_type
            when 'uuid' then quote_ident(tenant.tenant_column)
            when 'bigint' then format('tenancy.tenant_of_number(%I)', tenant.tenant_column)
            else format('%I::uuid', tenant.tenant_column) end),
        quote_literal(amount), quote_literal(coalesce(counted_when, 'true')),
        quote_literal(array(select distinct unnest(thresholds) order by 1)::smallint[]::text), quote_literal(source_column));
    perform tenancy.drop_gauge(target, meter);
    execute format('create trigger %I after insert on %s referencing new table as gained for each statement execute function tenancy.keep_gauge(%s)',
        'tenancy_gauge_insert_' || meter, target, arguments);
    execute format('create trigger %I after delete on %s referencing old table as lost for each statement execute function tenancy.keep_gauge(%s)',
        'tenancy_gauge_delete_' || meter, target, arguments);
    if plain then
        execute format('create trigger %I after update of %I on %s for each row when (old.%2$I is distinct from new.%2$I) execute function tenancy.keep_gauge(%4$s)',
            'tenancy_gauge_update_' || meter, tenant.tenant_column, target, arguments);
    else
        execute format('create trigger %I after update on %s referencing old table as lost new table as gained for each statement execute function tenancy.keep_gauge(%s)',
            'tenancy_gauge_update_' || meter, target, arguments);
    end if;
    execute format('create trigger %I after truncate on %s for each statement execute function tenancy.empty_gauge(%s)',
        'tenancy_gauge_truncate_' || meter, target, arguments);
    unused := tenancy.recount(meter, statement_timestamp());
end $$;

create function tenancy.drop_gauge(target regclass, meter text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    event text;
begin
    foreach event in array array['insert', 'delete', 'update', 'truncate'] loop
        if exists (select from pg_trigger where tgrelid = target and tgname = 'tenancy_gauge_' || event || '_' || meter) then
            execute format('drop trigger %I on %s', 'tenancy_gauge_' || event || '_' || meter, target);
        end if;
    end loop;
end $$;

-- Counts the rows of a table of tenants; counted_when: only those for which this is true.
create function tenancy.meter(
    target regclass, meter text, feature text default null, hard boolean default true, counted_when text default null,
    thresholds int[] default '{50,80,100}') returns void
    language sql set search_path = pg_catalog, pg_temp as $$
    select tenancy.keep_meter(target, meter, feature, hard, '1', counted_when, thresholds, '')
$$;

-- Sums a column of a table of tenants.
create function tenancy.meter_bytes(
    target regclass, size_column text, meter text, feature text default null, hard boolean default true, counted_when text default null,
    thresholds int[] default '{50,80,100}') returns void
    language sql set search_path = pg_catalog, pg_temp as $$
    select tenancy.keep_meter(target, meter, feature, hard, format('coalesce(%I, 0)', size_column), counted_when, thresholds, size_column)
$$;

-- Counts a table no more. The counter stays as long as another table is counted for it.
create function tenancy.unmeter(target regclass, meter text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    unused bigint;
begin
    perform tenancy.drop_gauge(target, unmeter.meter);
    if exists (select from tenancy.metered_tables() m where m.meter = unmeter.meter) then
        unused := tenancy.recount(unmeter.meter, statement_timestamp());
    else
        delete from tenancy.usage_counter c where c.meter = unmeter.meter and c.period_start = '0001-01-01 00:00+00';
    end if;
end $$;

reset role;

-- How much of a feature a tenant may have at an instant, as io.tenancy.entitlement.Decision has it; the largest number for no limit.
create function tenancy.limit_of(wanted uuid, asked text, at timestamptz) returns bigint
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with said as (
        select 1 as strength, o.value from tenancy.tenant_override o
            where o.tenant_id = wanted and o.feature = asked and (o.until is null or o.until > at)
        union all
        select 2, v.features -> asked from tenancy.tenant_plan h
            join tenancy.plan_version v on v.plan = h.plan and v.version = h.plan_version
            where h.tenant_id = wanted and v.features ? asked
        union all
        select 2, v.features -> asked from tenancy.tenant_add_on h
            join tenancy.plan_version v on v.plan = h.plan and v.version = h.plan_version
            where h.tenant_id = wanted and v.features ? asked)
    select case when bool_or(jsonb_typeof(value) = 'null') then 9223372036854775807
        else coalesce(least(sum(case when jsonb_typeof(value) = 'number' then value::text::numeric end), 9223372036854775807), 0)::bigint end
    from said where strength = (select min(strength) from said)
$$;

create function tenancy.tenant_of_number(wanted bigint) returns uuid
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$ select id from tenancy.tenant where number = wanted $$;

revoke all on all functions in schema tenancy from public;
grant execute on function tenancy.trigger_arguments(bytea), tenancy.metered_tables(), tenancy.gauge_counts(text),
    tenancy.recount(text, timestamptz), tenancy.tenant_of_number(bigint) to tenancy_admin;
grant execute on function tenancy.limit_of(uuid, text, timestamptz), tenancy.tenant_of_number(bigint) to tenancy_control;
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.limit_of(uuid, text, timestamptz) owner to tenancy_resolver;
alter function tenancy.tenant_of_number(bigint) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

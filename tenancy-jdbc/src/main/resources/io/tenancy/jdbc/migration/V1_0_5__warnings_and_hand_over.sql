-- What isolation does not mend by itself, and what every migration of an application ends with.
set local role tenancy_control;

-- Keys are never rewritten; the SQL that would do it is in the remedy.
create function tenancy.isolation_warnings(target regclass, tenant_column text) returns table (problem text, remedy text)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    with tenant as (select attnum from pg_attribute where attrelid = target and attname = tenant_column and not attisdropped),
    unique_index as (
        select i.*, con.conname, con.contype,
            (select string_agg(pg_get_indexdef(i.indexrelid, k, true), ', ' order by k) from generate_series(1, i.indnkeyatts) k) as columns
        from pg_index i join tenant t on true
        left join pg_constraint con on con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x') and con.conrelid = target
        where i.indrelid = target and (i.indisunique or i.indisexclusion)
            and not t.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
    select format('%s %s of %s does not contain %I: tenants can probe each other''s values',
            case contype when 'p' then 'primary key' when 'u' then 'unique constraint' when 'x' then 'exclusion constraint' else 'unique index' end,
            coalesce(quote_ident(conname), indexrelid::regclass::text), target, tenant_column),
        case
            when contype in ('p', 'u') then format('alter table %s drop constraint %I, add %s (%I, %s);', target, conname,
                case contype when 'p' then 'primary key' else 'unique' end, tenant_column, columns)
            when contype = 'x' then format('alter table %s drop constraint %I; then add it with %I with = in front', target, conname, tenant_column)
            else format('drop index %s; create unique index on %s (%I, %s)%s;', indexrelid::regclass, target, tenant_column, columns,
                coalesce(' where ' || pg_get_expr(indpred, indrelid), ''))
        end
    from unique_index
    union all
    select format('foreign key %I of %s references %s without the tenant column: a row can point into another tenant',
            c.conname, c.conrelid::regclass, c.confrelid::regclass),
        format('alter table %s drop constraint %I, add foreign key (%I, %s) references %s (%I, %s)%s;', c.conrelid::regclass, c.conname,
            ca.attname, own.columns, c.confrelid::regclass, pa.attname, other.columns,
            case c.confdeltype when 'c' then ' on delete cascade' when 'r' then ' on delete restrict'
                when 'n' then format(' on delete set null (%s)', own.columns) when 'd' then format(' on delete set default (%s)', own.columns)
                else '' end)
    from pg_constraint c
    cross join lateral (select string_agg(quote_ident(a.attname), ', ' order by k.n) as columns
        from unnest(c.conkey) with ordinality k(num, n) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num) own
    cross join lateral (select string_agg(quote_ident(a.attname), ', ' order by k.n) as columns
        from unnest(c.confkey) with ordinality k(num, n) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num) other
    join pg_attribute ca on ca.attrelid = c.conrelid and not ca.attisdropped and ca.attname = coalesce(
        (select t.tenant_column from tenancy.tenant_tables() t where t.relation = c.conrelid), tenant_column)
    join pg_attribute pa on pa.attrelid = c.confrelid and not pa.attisdropped and pa.attname = coalesce(
        (select t.tenant_column from tenancy.tenant_tables() t where t.relation = c.confrelid), tenant_column)
    where c.contype = 'f' and c.conparentid = 0 and target in (c.conrelid, c.confrelid)
        and not exists (select from unnest(c.conkey, c.confkey) k(ck, pk) where k.ck = ca.attnum and k.pk = pa.attnum)
    union all
    select format('foreign key %I of %s references the registry', c.conname, target),
        format('alter table %s drop constraint %I;', target, c.conname)
    from pg_constraint c join pg_class r on r.oid = c.confrelid and r.relnamespace = 'tenancy'::regnamespace
    where c.contype = 'f' and c.conrelid = target and c.conparentid = 0
    union all
    select format('%s has no index that leads with %I: every query reads all tenants'' rows', target, tenant_column),
        format('create index on %s (%I);', target, tenant_column)
    from tenant t
    where not exists (select from pg_index i where i.indrelid = target and i.indisvalid and i.indpred is null and i.indkey[0] = t.attnum)
$$;

-- Objects through which the application would read past the policies, or which would read nothing: a view over tenant tables runs
-- with its owner's rights unless it is security_invoker, a materialized view has no policies at all.
create function tenancy.unsafe_objects() returns table (kind text, object text, cure text)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    with recursive reaches as (
        select r.ev_class as view, d.refobjid as seen
        from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            and d.refclassid = 'pg_class'::regclass and d.refobjid <> r.ev_class
        union
        select w.view, d.refobjid
        from reaches w join pg_rewrite r on r.ev_class = w.seen
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            and d.refclassid = 'pg_class'::regclass and d.refobjid <> r.ev_class)
    select distinct
        case v.relkind when 'm' then 'materialized view' else 'view' end,
        v.oid::regclass::text,
        case v.relkind
            when 'm' then format('revoke all on %s from public, tenancy_app;', v.oid::regclass)
            else format('alter view %s set (security_invoker = true);', v.oid::regclass) end
    from reaches w
    join pg_class v on v.oid = w.view
    join pg_class t on t.oid = w.seen and t.relrowsecurity
    where v.relkind = 'v' and not coalesce((select option_value::boolean from pg_options_to_table(v.reloptions)
            where option_name = 'security_invoker'), false)
        or v.relkind = 'm' and (has_table_privilege('tenancy_app', v.oid, 'select') or has_any_column_privilege('tenancy_app', v.oid, 'select'))
    order by 2
$$;

-- Gives what tenancy_migrator made to tenancy_owner. Called at the end of every migration, in its transaction; history is the
-- migration tool's own table, which it keeps.
create function tenancy.hand_over(history regclass default null) returns integer
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    migrator oid := 'tenancy_migrator'::regrole;
    made record;
    space name;
    given integer := 0;
begin
    -- A role must be able to create in a schema to be given something in it.
    for space in
        select n.nspname from pg_namespace n
        where n.nspowner <> migrator and not has_schema_privilege('tenancy_owner', n.oid, 'create')
            and (exists (select from pg_class c where c.relnamespace = n.oid and c.relowner = migrator and c.oid is distinct from history
                    and c.relpersistence <> 't' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f'))
                or exists (select from pg_proc p where p.pronamespace = n.oid and p.proowner = migrator))
    loop
        execute format('grant usage, create on schema %I to tenancy_owner', space);
    end loop;
    for made in
        select 'schema' as kind, quote_ident(nspname) as name, 0 as turn from pg_namespace where nspowner = migrator and nspname not like 'pg\_%'
        union all
        select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table' else 'table' end,
            c.oid::regclass::text, 1
        from pg_class c
        where c.relowner = migrator and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and c.relpersistence <> 't' and c.oid is distinct from history
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                and (d.deptype = 'e' or d.deptype in ('a', 'i') and c.relkind = 'S'))
            and c.relnamespace <> 'tenancy'::regnamespace
        union all
        select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, p.oid::regprocedure::text, 2
        from pg_proc p
        where p.proowner = migrator and p.pronamespace <> 'tenancy'::regnamespace
            and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
        union all
        select case t.typtype when 'd' then 'domain' else 'type' end, t.oid::regtype::text, 3
        from pg_type t
        where t.typowner = migrator and t.typnamespace <> 'tenancy'::regnamespace and t.typtype in ('e', 'd', 'r', 'c')
            and (t.typtype <> 'c' or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
            and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
        order by 3, 2
    loop
        execute format('alter %s %s owner to tenancy_owner', made.kind, made.name);
        given := given + 1;
    end loop;
    return given;
end $$;

reset role;
revoke all on all routines in schema tenancy from public;
-- Whoever is a member of the tables' owner may isolate them: all of these run with the rights of whoever calls them.
grant execute on function tenancy.isolate(regclass, text, text, text), tenancy.share(regclass), tenancy.protect(regclass, name, name, boolean, boolean),
    tenancy.descendants(regclass), tenancy.tenant_expression(text), tenancy.tenant_tables(), tenancy.isolation_warnings(regclass, text),
    tenancy.unsafe_objects() to tenancy_owner;

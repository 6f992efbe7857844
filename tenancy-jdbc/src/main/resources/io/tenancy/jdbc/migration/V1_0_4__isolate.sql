-- One line per table in an application's migration:  select tenancy.isolate('patient', tenant_column => 'organization_id');
-- Everything here runs with the rights of whoever calls it.
set local role tenancy_control;

-- What a column of this type is compared with. Strict: with no tenant bound the cast fails, loudly, instead of matching nothing.
create function tenancy.tenant_expression(type_name text) returns text
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case type_name
        when 'uuid' then 'current_setting(''tenancy.tenant_id'')::uuid'
        when 'text' then 'current_setting(''tenancy.tenant_id'')::uuid::text'
        when 'character varying' then 'current_setting(''tenancy.tenant_id'')::uuid::text'
        when 'bigint' then 'current_setting(''tenancy.tenant_number'')::bigint'
    end;
end $$;

-- The tables that belong to tenants, from the catalog: those with our floor. Partitions are not listed beside their parent.
create function tenancy.tenant_tables()
    returns table (relation oid, schema_name name, table_name name, tenant_column name, column_type text, partitioned boolean)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select c.oid, n.nspname, c.relname, a.attname, format_type(a.atttypid, null), c.relkind = 'p'
    from pg_policy p
    join pg_class c on c.oid = p.polrelid and not c.relispartition
    join pg_namespace n on n.oid = c.relnamespace
    join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
        and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid > 0
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
    where p.polname = 'tenancy_floor'
    group by 1, 2, 3, 4, 5, 6
    order by 2, 3
$$;

-- Policies, owner and grants of one table. Children of a partitioned table are reached through it, so they get no grant.
create function tenancy.protect(target regclass, tenant_column name, branch_column name, bare boolean, reachable boolean) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    column_type text := (select format_type(atttypid, null) from pg_attribute
        where attrelid = target and attname = tenant_column and not attisdropped);
    tenant text := tenancy.tenant_expression(column_type);
    branches text := 'string_to_array(current_setting(''tenancy.branch_ids''), '','')::uuid[]';
    predicate text;
    policy name;
    holder name;
    sequence regclass;
begin
    if not bare then
        tenant := format('(select %s)', tenant);
        branches := format('(select %s)', branches);
    end if;
    predicate := format('%I = %s', tenant_column, tenant);
    if (select relowner from pg_class where oid = target) <> 'tenancy_owner'::regrole then
        execute format('alter table %s owner to tenancy_owner', target);
    end if;
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    foreach policy in array array['tenancy_floor', 'tenancy_base', 'tenancy_branch', 'tenancy_admin', 'tenancy_migrator'] loop
        if exists (select from pg_policy where polrelid = target and polname = policy) then
            execute format('drop policy %I on %s', policy, target);
        end if;
    end loop;
    execute format('create policy tenancy_floor on %s as restrictive to tenancy_app using (%s) with check (%2$s)', target, predicate);
    execute format('create policy tenancy_base on %s to tenancy_app using (%s) with check (%2$s)', target, predicate);
    execute format('create policy tenancy_admin on %s to tenancy_admin using (true) with check (true)', target);
    execute format('create policy tenancy_migrator on %s to tenancy_migrator using (true) with check (true)', target);
    if branch_column is not null then
        -- A row without a branch is the whole tenant's. No branch bound: only those.
        predicate := format('%I is null or %1$I = any (%s)', branch_column, case when bare then branches else branches || '::uuid[]' end);
        execute format('create policy tenancy_branch on %s as restrictive to tenancy_app using (%s) with check (%2$s)', target, predicate);
    end if;
    foreach holder in array array['public', 'tenancy_app', 'tenancy_admin', 'tenancy_worker'] loop
        execute format('revoke all on table %s from %s', target, holder);
    end loop;
    if reachable then
        execute format('grant select, insert, update, delete on table %s to tenancy_app, tenancy_admin', target);
    end if;
    for sequence in select d.objid::regclass from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = target and d.deptype = 'a'
    loop
        execute format('grant usage on sequence %s to tenancy_app, tenancy_admin', sequence);
    end loop;
end $$;

create function tenancy.isolate(
    target regclass, tenant_column text default 'tenant_id', branch_column text default null, tenant_type text default 'uuid')
    returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    relation pg_class%rowtype;
    schema_name name;
    present pg_attribute%rowtype;
    has_rows boolean;
    child record;
    finding record;
begin
    select * into relation from pg_class where oid = target;
    select nspname into schema_name from pg_namespace where oid = relation.relnamespace;
    if relation.relkind not in ('r', 'p') or relation.relpersistence = 't' then
        raise exception using errcode = 'TN010', message = format('%s is no permanent table', target),
            hint = 'Only tables and partitioned tables can be isolated';
    elsif relation.relispartition then
        raise exception using errcode = 'TN010', message = format('%s is a partition', target),
            hint = format('select tenancy.isolate(''%s'')', (select inhparent::regclass from pg_inherits where inhrelid = target limit 1));
    elsif schema_name in ('tenancy', 'pg_catalog', 'information_schema') then
        raise exception using errcode = 'TN010', message = format('%s belongs to the system', target),
            hint = 'Isolate the tables of the application';
    end if;
    for child in select * from tenancy.descendants(target) d where d.kind not in ('r', 'p') loop
        raise exception using errcode = 'TN010', message = format('partition %s cannot have row level security', child.relation),
            hint = 'A foreign table has no policies; detach it first';
    end loop;

    select * into present from pg_attribute where attrelid = target and attname = tenant_column and not attisdropped;
    if present.attnum is null then
        if tenancy.tenant_expression(tenant_type) is null then
            raise exception using errcode = 'TN010', message = format('a tenant column cannot have type %s', tenant_type),
                hint = 'Use uuid, text or bigint';
        end if;
        -- First without default, so that rows already there are nobody's instead of the bound tenant's.
        execute format('alter table %s add column %I %s', target, tenant_column, tenant_type);
        select * into present from pg_attribute where attrelid = target and attname = tenant_column and not attisdropped;
    elsif tenancy.tenant_expression(format_type(present.atttypid, null)) is null then
        raise exception using errcode = 'TN010',
            message = format('%s.%I has type %s', target, tenant_column, format_type(present.atttypid, null)),
            hint = 'A tenant column is uuid, text or bigint';
    end if;
    if branch_column is not null and not exists (select from pg_attribute
            where attrelid = target and attname = branch_column and atttypid = 'uuid'::regtype and not attisdropped) then
        raise exception using errcode = 'TN010', message = format('%s has no uuid column %I', target, branch_column),
            hint = 'Add the branch column first';
    end if;
    if not present.atthasdef and present.attidentity = '' then
        execute format('alter table %s alter column %I set default %s',
            target, tenant_column, tenancy.tenant_expression(format_type(present.atttypid, null)));
    end if;
    if not present.attnotnull then
        execute format('select exists (select from %s where %I is null)', target, tenant_column) into has_rows;
        if has_rows then
            raise warning using message = format('%s has rows without %I: no tenant sees them', target, tenant_column),
                hint = format('update %s set %I = .. where %2$I is null; then run tenancy.isolate again, which sets it not null',
                    target, tenant_column);
        else
            execute format('alter table %s alter column %I set not null', target, tenant_column);
        end if;
    end if;

    if not has_schema_privilege('tenancy_owner', relation.relnamespace, 'create') then
        execute format('grant usage, create on schema %I to tenancy_owner', schema_name);
    end if;
    if not has_schema_privilege('tenancy_app', relation.relnamespace, 'usage')
        or not has_schema_privilege('tenancy_admin', relation.relnamespace, 'usage') then
        execute format('grant usage on schema %I to tenancy_app, tenancy_admin', schema_name);
    end if;

    -- The planner cannot prune partitions by a sub-select, hence the bare form there.
    perform tenancy.protect(target, tenant_column, branch_column, relation.relkind = 'p', true);
    for child in select * from tenancy.descendants(target) loop
        perform tenancy.protect(child.relation, tenant_column, branch_column, relation.relkind = 'p', relation.relkind <> 'p');
    end loop;

    for finding in select * from tenancy.isolation_warnings(target, tenant_column) loop
        raise warning using message = finding.problem, hint = finding.remedy;
    end loop;
end $$;

-- Partitions and inheriting tables, all levels.
create function tenancy.descendants(target regclass) returns table (relation regclass, kind "char")
    language sql stable set search_path = pg_catalog, pg_temp as $$
    with recursive below as (
        select i.inhrelid from pg_inherits i where i.inhparent = target
        union select i.inhrelid from below b join pg_inherits i on i.inhparent = b.inhrelid)
    select c.oid::regclass, c.relkind from below b join pg_class c on c.oid = b.inhrelid order by c.oid
$$;

-- A catalogue: the same rows for every tenant, which the application may only read.
create function tenancy.share(target regclass) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    relation pg_class%rowtype;
    schema_name name;
    holder name;
begin
    select * into relation from pg_class where oid = target;
    select nspname into schema_name from pg_namespace where oid = relation.relnamespace;
    if relation.relkind not in ('r', 'p') or relation.relpersistence = 't' or schema_name in ('tenancy', 'pg_catalog', 'information_schema') then
        raise exception using errcode = 'TN010', message = format('%s is no permanent table of the application', target),
            hint = 'Only tables can be shared';
    elsif relation.relrowsecurity then
        raise exception using errcode = 'TN010', message = format('%s has row level security: it belongs to tenants', target),
            hint = 'A table is isolated or shared, not both';
    end if;
    if not has_schema_privilege('tenancy_owner', relation.relnamespace, 'create') then
        execute format('grant usage, create on schema %I to tenancy_owner', schema_name);
    end if;
    if not has_schema_privilege('tenancy_app', relation.relnamespace, 'usage')
        or not has_schema_privilege('tenancy_admin', relation.relnamespace, 'usage')
        or not has_schema_privilege('tenancy_worker', relation.relnamespace, 'usage') then
        execute format('grant usage on schema %I to tenancy_app, tenancy_admin, tenancy_worker', schema_name);
    end if;
    if relation.relowner <> 'tenancy_owner'::regrole then
        execute format('alter table %s owner to tenancy_owner', target);
    end if;
    foreach holder in array array['public', 'tenancy_app', 'tenancy_admin', 'tenancy_worker'] loop
        execute format('revoke all on table %s from %s', target, holder);
    end loop;
    execute format('grant select on table %s to tenancy_app, tenancy_worker', target);
    execute format('grant select, insert, update, delete on table %s to tenancy_admin', target);
end $$;

reset role;
revoke all on all routines in schema tenancy from public;
grant execute on function tenancy.tenant_tables() to tenancy_admin, tenancy_worker;

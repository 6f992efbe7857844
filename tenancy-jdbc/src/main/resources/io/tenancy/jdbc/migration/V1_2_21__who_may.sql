-- What a principal may, read with the rights of whoever asks: as the application, inside the bound tenant only. The one place where
-- it is worked out; Java remembers the same rows and is held to the same answers.
set local role tenancy_control;

-- A role and everything it inherits from.
create function tenancy.role_closure(of_tenant uuid, of_role text, of_system text) returns table (role text, system_role text)
    language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    with recursive closure(role, system_role) as (
        select of_role collate "C", of_system collate "C"
        union
        select p.parent, p.system_parent
        from closure c join tenancy.role_parent p on p.tenant_id = of_tenant and p.role = c.role)
    select * from closure
$$;

-- What a role gives: permissions, the patterns it follows into later releases, and *:* for the owner's.
create function tenancy.role_content(of_tenant uuid, of_role text, of_system text) returns setof text
    language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    with closure as materialized (select * from tenancy.role_closure(of_tenant, of_role, of_system))
    select p.permission::text from closure c join tenancy.role_permission p on p.tenant_id = of_tenant and p.role = c.role
    union
    select p.permission::text from closure c join tenancy.system_role_permission p on p.role = c.system_role
    union
    select unnest(r.dynamic) from closure c join tenancy.role r on r.tenant_id = of_tenant and r.key = c.role
    union
    select unnest(r.dynamic) from closure c join tenancy.system_role r on r.key = c.system_role
    union
    select '*:*' from closure c where c.system_role = 'owner'
$$;

-- The branch and those above it; nothing for a branch that the tenant does not have.
create function tenancy.branch_path(of_tenant uuid, place uuid) returns setof uuid
    language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    with recursive path(id, parent_id) as (
        select b.id, b.parent_id from tenancy.branch b where b.tenant_id = of_tenant and b.id = place
        union
        select b.id, b.parent_id from path p join tenancy.branch b on b.tenant_id = of_tenant and b.id = p.parent_id)
    select id from path
$$;

-- The grants that count for a principal at a place: its own and its groups', for the whole tenant or at the branch or above it.
create function tenancy.grants_at(of_tenant uuid, who uuid, place uuid) returns setof tenancy.role_grant
    language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    select g.* from tenancy.role_grant g
    where g.tenant_id = of_tenant
        and g.principal_id in (
            select who union all
            select m.group_id from tenancy.group_member m where m.tenant_id = of_tenant and m.principal_id = who)
        and (g.branch_id is null or place is not null and g.branch_id in (select tenancy.branch_path(of_tenant, place)))
$$;

-- What a principal's own grants give it at a place, as role_content does.
create function tenancy.granted_content(of_tenant uuid, who uuid, place uuid) returns setof text
    language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    select distinct c.* from (select distinct g.role, g.system_role from tenancy.grants_at(of_tenant, who, place) g) r,
        lateral tenancy.role_content(of_tenant, r.role, r.system_role) c
$$;

-- What a principal holds at a place (null: the whole tenant). A delegate holds what is listed for it and held by whom it acts for.
create function tenancy.held_content(of_tenant uuid, who uuid, place uuid) returns setof text
    language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
    master uuid := (select d.delegator_id from tenancy.delegate d where d.tenant_id = of_tenant and d.principal_id = who);
    held text[];
begin
    if place is not null and not exists (select from tenancy.branch b where b.tenant_id = of_tenant and b.id = place) then
        return;
    elsif master is null then
        return query select c.* from tenancy.granted_content(of_tenant, who, place) c;
    else
        held := array(select tenancy.granted_content(of_tenant, master, place));
        return query select p.permission::text from tenancy.delegate_permission p
            where p.tenant_id = of_tenant and p.principal_id = who and (p.permission = any (held) or '*:*' = any (held));
    end if;
end $$;

create function tenancy.principal_holds(of_tenant uuid, who uuid, wanted text, place uuid) returns boolean
    language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    select exists (select from tenancy.held_content(of_tenant, who, place) h where h in (wanted, '*:*'))
$$;

-- For policies and queries of the application: whether the bound principal may, in the bound tenant. In a policy write it as
-- (select tenancy.has_permission('patient:read')), so that it is asked once and not for every row.
create function tenancy.has_permission(permission text, branch uuid default null) returns boolean
    language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
    of_tenant uuid := current_setting('tenancy.tenant_id')::uuid;
    who uuid := nullif(current_setting('tenancy.principal_id', true), '')::uuid;
begin
    if not exists (select from tenancy.permission p where p.key = has_permission.permission) then
        raise exception using errcode = 'TN026', message = format('permission %s is not declared', permission),
            hint = 'Declare it in tenancy.yaml and run tenancyctl role apply';
    end if;
    return who is not null and tenancy.principal_holds(of_tenant, who, permission, branch);
end $$;

-- Every way by which a principal has a permission at a place: the grant, the role that says it, the group it came through.
create function tenancy.explain_permission(of_tenant uuid, who uuid, wanted text, place uuid)
    returns table (grant_id uuid, granted text, says text, branch_id uuid, group_id uuid, acts_for uuid)
    language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    with actor as (
        select coalesce(d.delegator_id, who) as id, d.delegator_id as acts_for,
            d.delegator_id is null or exists (select from tenancy.delegate_permission p
                where p.tenant_id = of_tenant and p.principal_id = who and p.permission = wanted) as listed
        from (select) one left join tenancy.delegate d on d.tenant_id = of_tenant and d.principal_id = who)
    select g.id, coalesce(g.role, g.system_role)::text, coalesce(c.role, c.system_role), g.branch_id,
        case when g.principal_kind = 'GROUP' then g.principal_id end, a.acts_for
    from actor a, lateral tenancy.grants_at(of_tenant, a.id, place) g,
        lateral tenancy.role_closure(of_tenant, g.role, g.system_role) c
    where a.listed
        and (place is null or exists (select from tenancy.branch b where b.tenant_id = of_tenant and b.id = place))
        and (exists (select from tenancy.role_permission p where p.tenant_id = of_tenant and p.role = c.role and p.permission = wanted)
            or exists (select from tenancy.system_role_permission p where p.role = c.system_role and p.permission = wanted)
            or c.system_role = 'owner' and exists (select from tenancy.permission p where p.key = wanted))
    order by g.branch_id nulls first, 2, 3, 1
$$;

-- Whether a key is what a pattern means: invoice:* or *:read.
create function tenancy.permission_matches(key text, pattern text) returns boolean
    language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select (split_part(pattern, ':', 1) in ('*', split_part(key, ':', 1))) and (split_part(pattern, ':', 2) in ('*', split_part(key, ':', 2)))
$$;

reset role;

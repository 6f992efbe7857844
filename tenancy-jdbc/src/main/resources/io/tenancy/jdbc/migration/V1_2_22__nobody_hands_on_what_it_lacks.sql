-- What holds on every path, because it is held here: nobody grants, edits, inherits or binds what it does not hold itself at that
-- place. Taking away is the same, except that everybody may give up what is its own. Under tenancy_app the actor is the bound principal; a definer
-- function of tenancy_control (an accepted invitation, say) names in granted_by who answers; everything else is an operator.
set local role tenancy_control;

-- One change at a time in a tenant, and only where each statement sees what was committed before it: so no two changes that are
-- right alone are wrong together.
create function tenancy.lock_access(of_tenant uuid) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception using errcode = 'TN025',
            message = 'roles, grants, groups and branches are changed in READ COMMITTED, not in ' || upper(current_setting('transaction_isolation')),
            hint = 'Do it in a transaction of its own, of the default isolation level';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('tenancy.access ' || of_tenant, 0));
end $$;

-- A row of another tenant: the policy refuses it, before anything is told about it.
create function tenancy.is_foreign(of_tenant uuid) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select current_user = 'tenancy_app' and of_tenant is distinct from nullif(current_setting('tenancy.tenant_id', true), '')::uuid
$$;

-- Who answers for a change; null is an operator. A definer function that works for one (who accepts what an operator offered) says so.
create function tenancy.access_actor(named uuid) returns uuid
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    actor uuid;
begin
    if current_user = 'tenancy_app' then
        actor := nullif(current_setting('tenancy.principal_id', true), '')::uuid;
    elsif current_user = 'tenancy_control' then
        if named is null and current_setting('tenancy.operator_answers', true) = 'yes' then
            return null;
        end if;
        actor := named;
    else
        return null;
    end if;
    if actor is null then
        raise exception using errcode = 'TN021', message = 'no principal is bound who would answer for a change of roles and grants',
            hint = 'Bind the principal, or let an operator do it';
    end if;
    return actor;
end $$;

-- Refuses unless the actor holds all of it at the place, and may manage roles there. A place that is not there is the whole tenant: the
-- foreign key refuses it, and tells no more of another tenant's than of none.
create function tenancy.require_held(of_tenant uuid, actor uuid, content text[], place uuid) returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    held text[] := array(select tenancy.held_content(of_tenant, actor,
        (select b.id from tenancy.branch b where b.tenant_id = of_tenant and b.id = place)));
    missing text[];
begin
    if actor is null or '*:*' = any (held) then
        return;
    end if;
    missing := array(select distinct c from unnest(content || 'roles:manage'::text) c where c <> all (held) order by 1);
    if missing <> '{}' then
        raise exception using errcode = 'TN020', message = 'the principal does not hold ' || array_to_string(missing[1:5], ', ')
                || case when cardinality(missing) > 5 then format(' and %s more', cardinality(missing) - 5) else '' end,
            hint = 'Who hands something on, or takes it away, holds it at the same place';
    end if;
end $$;

create function tenancy.guard_role() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_table_name = 'system_role' then
        if tg_op = 'INSERT' and exists (select from tenancy.role r where r.key = new.key) then
            raise exception using errcode = 'TN027', message = format('a tenant has a role of its own with the key %s', new.key),
                hint = 'Choose another key';
        elsif tg_op = 'DELETE' and old.key = 'owner' or tg_op = 'UPDATE' and (old.key <> new.key
                or old.key = 'owner' and (new.inherits <> '{}' or new.dynamic <> '{}')) then
            raise exception using errcode = 'TN024', message = 'the key of a role never changes, and the owner is always there';
        end if;
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tenancy.is_foreign(case tg_op when 'DELETE' then old.tenant_id else new.tenant_id end) then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'INSERT' then
        perform tenancy.lock_access(new.tenant_id);
        if exists (select from tenancy.system_role s where s.key = new.key) then
            raise exception using errcode = 'TN027', message = format('%s is the key of a system role', new.key), hint = 'Choose another key';
        end if;
        new.created_at := tenancy.change_time();
        perform tenancy.require_held(new.tenant_id, tenancy.access_actor(null), new.dynamic, null);
    elsif tg_op = 'UPDATE' then
        perform tenancy.lock_access(old.tenant_id);
        if new.tenant_id <> old.tenant_id or new.key <> old.key or new.created_at <> old.created_at then
            raise exception using errcode = 'TN024', message = 'tenant, key and creation time of a role never change';
        end if;
        perform tenancy.require_held(old.tenant_id, tenancy.access_actor(null),
            array(select tenancy.role_content(old.tenant_id, old.key, null)) || new.dynamic, null);
    else
        perform tenancy.lock_access(old.tenant_id);
        perform tenancy.require_held(old.tenant_id, tenancy.access_actor(null),
            array(select tenancy.role_content(old.tenant_id, old.key, null)), null);
        return old;
    end if;
    return new;
end $$;
create trigger guard before insert or update or delete on tenancy.role
    for each row execute function tenancy.guard_role();
create trigger guard before insert or update or delete on tenancy.system_role
    for each row execute function tenancy.guard_role();

-- A dynamic role takes in at once what its patterns mean.
create function tenancy.expand_role() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_table_name = 'role' then
        insert into tenancy.role_permission (tenant_id, role, permission)
            select new.tenant_id, new.key, p.key from tenancy.permission p
            where exists (select from unnest(new.dynamic) d where tenancy.permission_matches(p.key, d)) on conflict do nothing;
    elsif tg_table_name = 'system_role' then
        insert into tenancy.system_role_permission (role, permission)
            select new.key, p.key from tenancy.permission p
            where exists (select from unnest(new.dynamic) d where tenancy.permission_matches(p.key, d)) on conflict do nothing;
    else
        insert into tenancy.system_role_permission (role, permission)
            select r.key, new.key from tenancy.system_role r
            where exists (select from unnest(r.dynamic) d where tenancy.permission_matches(new.key, d)) on conflict do nothing;
        insert into tenancy.role_permission (tenant_id, role, permission)
            select r.tenant_id, r.key, new.key from tenancy.role r
            where exists (select from unnest(r.dynamic) d where tenancy.permission_matches(new.key, d)) on conflict do nothing;
    end if;
    return null;
end $$;
create trigger expand after insert or update of dynamic on tenancy.role
    for each row execute function tenancy.expand_role();
create trigger expand after insert or update of dynamic on tenancy.system_role
    for each row execute function tenancy.expand_role();
create trigger expand after insert on tenancy.permission
    for each row execute function tenancy.expand_role();

-- Permissions and parents of a role: who edits holds all the role says, and what is added or taken.
create function tenancy.guard_role_edit() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    it record := case tg_op when 'DELETE' then old else new end;
    content text[];
begin
    if tenancy.is_foreign(it.tenant_id) then
        return it;
    end if;
    perform tenancy.lock_access(it.tenant_id);
    content := array(select tenancy.role_content(it.tenant_id, it.role, null));
    if tg_table_name = 'role_permission' then
        content := content || it.permission::text;
    else
        content := content || array(select tenancy.role_content(it.tenant_id, it.parent, it.system_parent));
        if tg_op = 'INSERT' and exists (select from tenancy.role_closure(it.tenant_id, it.parent, it.system_parent) c where c.role = it.role) then
            raise exception using errcode = 'TN022', message = format('role %s would inherit from itself', it.role);
        end if;
    end if;
    perform tenancy.require_held(it.tenant_id, tenancy.access_actor(null), content, null);
    return it;
end $$;
create trigger guard before insert or delete on tenancy.role_permission
    for each row execute function tenancy.guard_role_edit();
create trigger guard before insert or delete on tenancy.role_parent
    for each row execute function tenancy.guard_role_edit();

reset role;

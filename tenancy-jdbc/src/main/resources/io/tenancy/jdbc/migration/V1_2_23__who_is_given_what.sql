-- Who is given what: branches, groups, grants, and keys that act for somebody. By the rules of V1_2_22, and only to who is there.
set local role tenancy_control;

-- Whether somebody is there who can hold something: an active member, a key that was not revoked, a group. Nobody holds rights in store
-- for a day when he may come back, and no id is prepared for whoever will have it. The migrator, who brings in what another system
-- knew, is not asked: it could drop the trigger.
create function tenancy.is_principal(of_tenant uuid, kind text, who uuid) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return pg_has_role(current_user, 'tenancy_migrator', 'member') or case kind
        when 'USER' then exists (select from tenancy.member m where m.tenant_id = of_tenant and m.account_id = who and m.status = 'ACTIVE')
        when 'GROUP' then exists (select from tenancy.principal_group g where g.tenant_id = of_tenant and g.id = who)
        when 'API_KEY' then exists (select from tenancy.api_key k where k.tenant_id = of_tenant and k.id = who and k.revoked_at is null)
        else false end;
end $$;

-- Who acts for somebody holds nothing of its own: that would wake up on the day when it acts for nobody any more.
create function tenancy.refuse_delegate(of_tenant uuid, who uuid) returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from tenancy.delegate d where d.tenant_id = of_tenant and d.principal_id = who) then
        raise exception using errcode = 'TN027', message = 'a key that acts for somebody holds nothing of its own',
            hint = 'Its rights are its scopes, as far as whoever made it holds them';
    end if;
end $$;

-- A branch in a new place hands its rows to whoever was granted something above that place, and takes them from whoever was above
-- the old one: so the mover holds all of that, where the branch is now. One that is not there yet is the whole tenant's, because rows
-- may carry its id already.
create function tenancy.guard_branch() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor uuid := tenancy.access_actor(null);
    before uuid[] := '{}';
    after uuid[];
    affected record;
begin
    if tenancy.is_foreign(new.tenant_id) then
        return new;
    end if;
    perform tenancy.lock_access(new.tenant_id);
    if tg_op = 'INSERT' then
        new.created_at := tenancy.change_time();
    elsif new.tenant_id <> old.tenant_id or new.id <> old.id or new.created_at <> old.created_at then
        raise exception using errcode = 'TN024', message = 'tenant, id and creation time of a branch never change';
    else
        before := array(select tenancy.branch_path(old.tenant_id, old.parent_id));
    end if;
    after := array(select tenancy.branch_path(new.tenant_id, new.parent_id));
    if new.id = any (after) then
        raise exception using errcode = 'TN022', message = 'a branch would be above itself';
    end if;
    perform tenancy.require_held(new.tenant_id, actor, '{}', case tg_op when 'UPDATE' then old.id end);
    if tg_op = 'INSERT' or new.parent_id is distinct from old.parent_id then
        perform tenancy.require_held(new.tenant_id, actor, '{}', new.parent_id);
        for affected in select distinct g.role, g.system_role from tenancy.role_grant g
            where g.tenant_id = new.tenant_id and (g.branch_id = any (before)) <> (g.branch_id = any (after))
        loop
            perform tenancy.require_held(new.tenant_id, actor,
                array(select tenancy.role_content(new.tenant_id, affected.role, affected.system_role)), case tg_op when 'UPDATE' then old.id end);
        end loop;
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenancy.branch
    for each row execute function tenancy.guard_branch();

create function tenancy.guard_group() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    it record := case tg_op when 'DELETE' then old else new end;
    actor uuid := tenancy.access_actor(null);
begin
    if tenancy.is_foreign(it.tenant_id) then
        return it;
    end if;
    perform tenancy.lock_access(it.tenant_id);
    perform tenancy.require_held(it.tenant_id, actor, '{}', null);
    if tg_op = 'INSERT' then
        new.created_at := tenancy.change_time();
        if exists (select from tenancy.group_member m where m.tenant_id = new.tenant_id and m.principal_id = new.id) then
            raise exception using errcode = 'TN027', message = 'a group is in no group';
        end if;
        return new;
    elsif tg_op = 'UPDATE' then
        if new.tenant_id <> old.tenant_id or new.id <> old.id or new.created_at <> old.created_at then
            raise exception using errcode = 'TN024', message = 'tenant, id and creation time of a group never change';
        end if;
    elsif actor is not null
            and exists (select from tenancy.role_grant g where g.tenant_id = old.tenant_id and g.principal_id = old.id) then
        raise exception using errcode = '23503', message = 'the group still holds roles', hint = 'Revoke its grants first';
    end if;
    return it;
end $$;
create trigger guard before insert or update or delete on tenancy.principal_group
    for each row execute function tenancy.guard_group();

-- Whoever enters a group gets all that the group was granted, wherever it was.
create function tenancy.guard_group_member() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    it record := case tg_op when 'DELETE' then old else new end;
    actor uuid := tenancy.access_actor(null);
    given record;
begin
    if tenancy.is_foreign(it.tenant_id) then
        return it;
    end if;
    perform tenancy.lock_access(it.tenant_id);
    if tg_op = 'DELETE' and it.principal_id = actor then
        return old;
    end if;
    if exists (select from tenancy.principal_group g where g.tenant_id = it.tenant_id and g.id = it.principal_id) then
        raise exception using errcode = 'TN027', message = 'a group is in no group';
    end if;
    perform tenancy.require_held(it.tenant_id, actor, '{}', null);
    if tg_op = 'INSERT' and not (tenancy.is_principal(it.tenant_id, 'USER', it.principal_id)
            or tenancy.is_principal(it.tenant_id, 'API_KEY', it.principal_id)) then
        raise exception using errcode = 'TN028', message = 'only an active member or a key of the tenant enters a group';
    elsif tg_op = 'INSERT' then
        perform tenancy.refuse_delegate(it.tenant_id, it.principal_id);
    end if;
    for given in select g.role, g.system_role, g.branch_id from tenancy.role_grant g
        where g.tenant_id = it.tenant_id and g.principal_id = it.group_id
    loop
        perform tenancy.require_held(it.tenant_id, actor,
            array(select tenancy.role_content(it.tenant_id, given.role, given.system_role)), given.branch_id);
    end loop;
    return it;
end $$;
create trigger guard before insert or delete on tenancy.group_member
    for each row execute function tenancy.guard_group_member();

create function tenancy.guard_role_grant() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    it record := case tg_op when 'DELETE' then old else new end;
    actor uuid;
begin
    if tenancy.is_foreign(it.tenant_id) then
        return it;
    end if;
    perform tenancy.lock_access(it.tenant_id);
    if tg_op = 'INSERT' then
        actor := tenancy.access_actor(new.granted_by);
        new.granted_by := actor;
        new.granted_at := tenancy.change_time();
        if (new.principal_kind = 'GROUP') <> exists (
                select from tenancy.principal_group g where g.tenant_id = new.tenant_id and g.id = new.principal_id) then
            raise exception using errcode = 'TN027', message = 'a grant to a group names a group that is there';
        end if;
        it := new;
    else
        actor := tenancy.access_actor(null);
        if it.principal_id = actor then
            return old;
        end if;
    end if;
    perform tenancy.require_held(it.tenant_id, actor, array(select tenancy.role_content(it.tenant_id, it.role, it.system_role)), it.branch_id);
    if tg_op = 'INSERT' and not tenancy.is_principal(it.tenant_id, it.principal_kind, it.principal_id) then
        raise exception using errcode = 'TN028', message = case it.principal_kind
            when 'API_KEY' then 'the tenant has no such key' else 'whoever is granted a role is an active member of the tenant' end;
    elsif tg_op = 'INSERT' then
        perform tenancy.refuse_delegate(it.tenant_id, it.principal_id);
    end if;
    return it;
end $$;
create trigger guard before insert or delete on tenancy.role_grant
    for each row execute function tenancy.guard_role_grant();

-- At the end of the transaction, so that ownership can change hands in one. Only a tenant that is being deleted goes without.
create function tenancy.keep_an_owner() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.lock_access(old.tenant_id);
    if not exists (select from tenancy.role_grant g where g.tenant_id = old.tenant_id and g.system_role = 'owner')
        and exists (select from tenancy.tenant_by_id(old.tenant_id) t where t.status not in ('DELETING', 'DELETED')) then
        raise exception using errcode = 'TN023', message = 'the tenant would be left without an owner',
            hint = 'Make somebody else an owner first';
    end if;
    return null;
end $$;
create constraint trigger keep_an_owner after delete on tenancy.role_grant deferrable initially deferred
    for each row when (old.system_role = 'owner') execute function tenancy.keep_an_owner();

-- Nobody but an owner makes a delegate of somebody else; nobody one of somebody who holds something, or of a delegate.
create function tenancy.guard_delegate() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    it record := case tg_op when 'DELETE' then old else new end;
    actor uuid := tenancy.access_actor(it.delegator_id);
begin
    if tenancy.is_foreign(it.tenant_id) then
        return it;
    end if;
    perform tenancy.lock_access(it.tenant_id);
    if actor is not null and actor <> it.delegator_id and not tenancy.principal_holds(it.tenant_id, actor, case tg_op when 'INSERT' then '*:*' else 'roles:manage' end, null) then
        raise exception using errcode = 'TN020', message = 'a principal makes delegates of its own only';
    end if;
    if tg_op = 'INSERT' and not pg_has_role(current_user, 'tenancy_migrator', 'member') and not exists (select from tenancy.api_key k
            where k.tenant_id = it.tenant_id and k.id = it.principal_id and k.created_by = it.delegator_id and k.revoked_at is null) then
        raise exception using errcode = 'TN028', message = 'who acts for somebody is a key that this somebody made';
    end if;
    if tg_op = 'INSERT' and (exists (select from tenancy.delegate d where d.tenant_id = it.tenant_id and d.principal_id = it.delegator_id)
            or exists (select from tenancy.delegate d where d.tenant_id = it.tenant_id and d.delegator_id = it.principal_id)
            or exists (select from tenancy.role_grant g where g.tenant_id = it.tenant_id and g.principal_id = it.principal_id)
            or exists (select from tenancy.group_member m where m.tenant_id = it.tenant_id and m.principal_id = it.principal_id)
            or exists (select from tenancy.principal_group p where p.tenant_id = it.tenant_id and p.id = it.principal_id)) then
        raise exception using errcode = 'TN027', message = 'a delegate holds nothing of its own, and has no delegates';
    end if;
    return it;
end $$;
create trigger guard before insert or delete on tenancy.delegate
    for each row execute function tenancy.guard_delegate();

create function tenancy.guard_delegate_permission() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    it record := case tg_op when 'DELETE' then old else new end;
    master uuid := (select d.delegator_id from tenancy.delegate d where d.tenant_id = it.tenant_id and d.principal_id = it.principal_id);
    actor uuid := tenancy.access_actor(master);
begin
    if tenancy.is_foreign(it.tenant_id) then
        return it;
    end if;
    perform tenancy.lock_access(it.tenant_id);
    if actor is not null and actor <> master and not tenancy.principal_holds(it.tenant_id, actor, case tg_op when 'INSERT' then '*:*' else 'roles:manage' end, null) then
        raise exception using errcode = 'TN020', message = 'a principal gives scopes to delegates of its own only';
    end if;
    if tg_op = 'INSERT' and actor = master and not tenancy.principal_holds(it.tenant_id, master, it.permission, null)
        and not exists (select from tenancy.role_grant g
            where g.tenant_id = it.tenant_id and g.branch_id is not null
                and tenancy.principal_holds(it.tenant_id, master, it.permission, g.branch_id)) then
        raise exception using errcode = 'TN020', message = format('the principal does not hold %s', it.permission);
    end if;
    return it;
end $$;
create trigger guard before insert or delete on tenancy.delegate_permission
    for each row execute function tenancy.guard_delegate_permission();

-- These are made and removed, not changed.
do $$
declare
    target text;
begin
    foreach target in array array['role_permission', 'role_parent', 'group_member', 'role_grant', 'delegate', 'delegate_permission'] loop
        execute format('create trigger never_changed before update on tenancy.%I
            for each row execute function tenancy.refuse_change()', target);
    end loop;
end $$;

do $$
declare
    target record;
begin
    for target in select * from (values
        ('permission', 'permission', 'key'),
        ('system_role', 'system_role', 'key'),
        ('system_role_permission', 'system_role_permission', 'role,permission'),
        ('role', 'role', 'key'),
        ('role_permission', 'role_permission', 'role,permission'),
        ('role_parent', 'role_parent', 'role,parent_key'),
        ('branch', 'branch', 'id,name'),
        ('principal_group', 'group', 'id,name'),
        ('group_member', 'group_member', 'group_id,principal_id'),
        ('role_grant', 'grant', 'principal_kind,principal_id,role,system_role,branch_id'),
        ('delegate', 'delegate', 'principal_id,delegator_id'),
        ('delegate_permission', 'delegate_permission', 'principal_id,permission')) as t (name, subject, shown)
    loop
        execute format('create trigger record_change after insert or update or delete on tenancy.%I for each row
            execute function tenancy.record_change(%L, %L)', target.name, target.subject, target.shown);
        execute format('create constraint trigger announce_change after insert or update or delete on tenancy.%I
            deferrable initially deferred for each row execute function tenancy.announce_change()', target.name);
    end loop;
end $$;

reset role;

grant execute on function
    tenancy.role_closure(uuid, text, text), tenancy.role_content(uuid, text, text), tenancy.branch_path(uuid, uuid),
    tenancy.grants_at(uuid, uuid, uuid), tenancy.granted_content(uuid, uuid, uuid), tenancy.held_content(uuid, uuid, uuid),
    tenancy.principal_holds(uuid, uuid, text, uuid), tenancy.explain_permission(uuid, uuid, text, uuid),
    tenancy.permission_matches(text, text), tenancy.lock_access(uuid), tenancy.is_foreign(uuid), tenancy.access_actor(uuid),
    tenancy.require_held(uuid, uuid, text[], uuid), tenancy.is_principal(uuid, text, uuid), tenancy.refuse_delegate(uuid, uuid),
    tenancy.change_time()
    to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;
grant execute on function tenancy.has_permission(text, uuid) to tenancy_app;

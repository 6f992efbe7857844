-- Who works in a tenant, and who is asked to. Membership comes from an accepted invitation or an operator, on no other path; what a member
-- may is its grants. Whoever stops being a member loses them in the same statement.
--   TN030 whom a change names is not a member     TN032 an invitation is for another address     TN033 it is a member already
set local role tenancy_control;

-- TENANT. Name and address as the tenant knows them.
create table tenancy.member (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    account_id   uuid not null,
    name         text not null check (name = btrim(name) and length(name) between 1 and 200),
    email        text collate "C" not null check (email = lower(email) and length(email) <= 254),
    status       text not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
    status_since timestamptz not null,
    joined_at    timestamptz not null,
    primary key (tenant_id, account_id)
);
create index member_account on tenancy.member (account_id);

-- TENANT. Only the hash of the token is kept, and the application does not read that either. invited_by is written by the database: the
-- acting principal, null for an operator. With a role go the invitations into it.
create table tenancy.invitation (
    tenant_id   uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id          uuid not null,
    token_hash  bytea not null check (length(token_hash) = 32),
    email       text collate "C" not null check (email = lower(email) and length(email) <= 254),
    role        text collate "C",
    system_role text collate "C" references tenancy.system_role (key) on delete cascade,
    branch_id   uuid,
    invited_by  uuid,
    invited_at  timestamptz not null,
    expires_at  timestamptz not null check (expires_at > invited_at),
    accepted_at timestamptz,
    accepted_by uuid,
    revoked_at  timestamptz,
    primary key (tenant_id, id),
    check (num_nonnulls(role, system_role) = 1),
    check (system_role is distinct from 'owner' or branch_id is null),
    check (num_nonnulls(accepted_at, revoked_at) <= 1),
    foreign key (tenant_id, role) references tenancy.role (tenant_id, key) on delete cascade,
    foreign key (tenant_id, branch_id) references tenancy.branch (tenant_id, id)
);
create index invitation_role on tenancy.invitation (tenant_id, role);
create index invitation_system on tenancy.invitation (system_role, tenant_id);
create index invitation_token on tenancy.invitation (token_hash);
create index invitation_branch on tenancy.invitation (tenant_id, branch_id);
create index invitation_invited_by on tenancy.invitation (tenant_id, invited_by);
create unique index invitation_open on tenancy.invitation (tenant_id, email) where accepted_at is null and revoked_at is null;

call tenancy.tenant_table('member', 'select, delete');
grant update (name, status) on tenancy.member to tenancy_app;
call tenancy.tenant_table('invitation', '');
grant select (tenant_id, id, email, role, system_role, branch_id, invited_by, invited_at, expires_at, accepted_at, accepted_by, revoked_at),
    insert (tenant_id, id, token_hash, email, role, system_role, branch_id, expires_at), update (revoked_at)
    on tenancy.invitation to tenancy_app;

-- Definer functions of tenancy_control work in the bound tenant, and nowhere else; what is asked before is asked of tenancy_resolver, by an
-- exact token or account.
do $$
declare
    target text;
begin
    foreach target in array array['member', 'invitation'] loop
        execute format('create policy tenancy_control on tenancy.%I to tenancy_control
            using (tenant_id = (select nullif(current_setting(''tenancy.tenant_id'', true), '''')::uuid))
            with check (tenant_id = (select nullif(current_setting(''tenancy.tenant_id'', true), '''')::uuid))', target);
        execute format('grant select on tenancy.%I to tenancy_resolver', target);
        execute format('create policy tenancy_resolver on tenancy.%I for select to tenancy_resolver using (true)', target);
    end loop;
end $$;

-- Everybody may leave; whom somebody else changes, it manages.
create function tenancy.guard_member() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor uuid;
begin
    if tg_op = 'INSERT' then
        new.joined_at := tenancy.change_time();
        new.status_since := new.joined_at;
        if tenancy.is_principal(new.tenant_id, 'API_KEY', new.account_id) and not pg_has_role(current_user, 'tenancy_migrator', 'member') then
            raise exception using errcode = 'TN028', message = 'a key of the tenant has this id';
        end if;
        return new;
    end if;
    perform tenancy.lock_access(old.tenant_id);
    if current_user <> 'tenancy_control' then
        actor := tenancy.access_actor(null);
        if actor is not null and (actor <> old.account_id or tg_op = 'UPDATE' and new.status = 'ACTIVE' and old.status <> 'ACTIVE') then
            perform tenancy.require_held(old.tenant_id, actor, '{}', null);
        end if;
    end if;
    if tg_op = 'DELETE' then
        return old;
    elsif new.tenant_id <> old.tenant_id or new.account_id <> old.account_id or new.joined_at <> old.joined_at then
        raise exception using errcode = 'TN004', message = 'tenant, account and joining time of a member never change';
    end if;
    if new.status <> old.status then
        new.status_since := tenancy.change_time();
    end if;
    return new;
end $$;
create trigger guard before insert or update or delete on tenancy.member
    for each row execute function tenancy.guard_member();

-- With the rights of whoever does it: nobody removes a member who holds more than it does itself, and the last owner stays.
create function tenancy.strip_member() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update tenancy.invitation i set revoked_at = tenancy.change_time()
        where i.tenant_id = old.tenant_id and i.invited_by = old.account_id and i.accepted_at is null and i.revoked_at is null;
    delete from tenancy.group_member g where g.tenant_id = old.tenant_id and g.principal_id = old.account_id;
    delete from tenancy.role_grant g where g.tenant_id = old.tenant_id and g.principal_id = old.account_id;
    return null;
end $$;
create trigger strip after delete on tenancy.member
    for each row execute function tenancy.strip_member();
create trigger strip_inactive after update of status on tenancy.member
    for each row when (new.status = 'INACTIVE' and old.status <> 'INACTIVE') execute function tenancy.strip_member();

create function tenancy.guard_invitation() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor uuid;
begin
    if tg_op = 'DELETE' then
        return old;
    elsif tenancy.is_foreign(new.tenant_id) then
        return new;
    end if;
    perform tenancy.lock_access(new.tenant_id);
    if tg_op = 'INSERT' then
        actor := tenancy.access_actor(null);
        new.invited_by := actor;
        new.invited_at := tenancy.change_time();
        if not exists (select from tenancy.role r where r.tenant_id = new.tenant_id and r.key = new.role
                union all select from tenancy.system_role s where s.key = new.system_role)
            or new.branch_id is not null and not exists (
                select from tenancy.branch b where b.tenant_id = new.tenant_id and b.id = new.branch_id) then
            raise exception using errcode = '23503', message = 'there is no such role or branch';
        end if;
        if exists (select from tenancy.member m where m.tenant_id = new.tenant_id and m.email = new.email and m.status = 'ACTIVE') then
            raise exception using errcode = 'TN033', message = 'a member has this address already';
        end if;
        perform tenancy.require_held(new.tenant_id, actor,
            array(select tenancy.role_content(new.tenant_id, new.role, new.system_role)), new.branch_id);
        return new;
    end if;
    if old.accepted_at is not null or old.revoked_at is not null
        or (new.tenant_id, new.id, new.token_hash, new.email, new.role, new.system_role, new.branch_id, new.invited_by, new.invited_at, new.expires_at)
            is distinct from
            (old.tenant_id, old.id, old.token_hash, old.email, old.role, old.system_role, old.branch_id, old.invited_by, old.invited_at, old.expires_at) then
        raise exception using errcode = 'TN004', message = 'an invitation is accepted or revoked, once, and does not change';
    end if;
    if current_user <> 'tenancy_control' then
        if new.accepted_at is not null or new.accepted_by is not null then
            raise exception using errcode = '42501', message = 'an invitation is accepted with its token';
        end if;
        actor := tenancy.access_actor(null);
        if actor is not null and actor is distinct from old.invited_by then
            perform tenancy.require_held(old.tenant_id, actor, '{}', old.branch_id);
        end if;
        new.revoked_at := tenancy.change_time();
    end if;
    return new;
end $$;
create trigger guard before insert or update or delete on tenancy.invitation
    for each row execute function tenancy.guard_invitation();

-- What the trail tells of people: ids, never names and addresses.
create function tenancy.record_person() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    hidden constant text[] := array['name', 'email', 'token_hash'];
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - hidden end;
    is_ jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - hidden end;
begin
    insert into tenancy.registry_change (changed_at, actor, reason, action, tenant_id, before, after)
    values (tenancy.change_time(), current_setting('tenancy.actor'), current_setting('tenancy.reason'),
        tg_table_name || '.' || case
            when tg_op = 'INSERT' then 'add'
            when tg_op = 'DELETE' then 'remove'
            when is_ ->> 'accepted_at' is not null then 'accept'
            when is_ ->> 'revoked_at' is not null then 'revoke'
            when is_ ->> 'status' <> was ->> 'status' then case is_ ->> 'status' when 'ACTIVE' then 'activate' else 'deactivate' end
            else 'change' end,
        (coalesce(is_, was) ->> 'tenant_id')::uuid, was, is_);
    return null;
end $$;
create trigger record_change after insert or update or delete on tenancy.member
    for each row execute function tenancy.record_person();
create trigger record_change after insert or update on tenancy.invitation
    for each row execute function tenancy.record_person();
create constraint trigger announce_change after insert or update or delete on tenancy.member
    deferrable initially deferred for each row execute function tenancy.announce_change();

-- What counts as seats: active members and invitations that may still be accepted.
create function tenancy.seats_taken(of_tenant uuid, at timestamptz) returns bigint
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select (select count(*) from tenancy.member m where m.tenant_id = of_tenant and m.status = 'ACTIVE')
        + (select count(*) from tenancy.invitation i
           where i.tenant_id = of_tenant and i.accepted_at is null and i.revoked_at is null and i.expires_at > at)
$$;

reset role;

-- What an invitation offers, while it is good: for the page that the mail leads to.
create function tenancy.invitation_by_token(token bytea, at timestamptz)
    returns table (tenant_id uuid, tenant_key text, tenant_name text, email text, role text, expires_at timestamptz)
    language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    perform tenancy.require_no_tenant();
    return query select t.id, t.key, t.name, i.email, coalesce(i.role, i.system_role), i.expires_at
    from tenancy.invitation i, lateral tenancy.tenant_by_id(i.tenant_id) t
    where i.token_hash = token and i.accepted_at is null and i.revoked_at is null and i.expires_at > at and t.status = 'ACTIVE';
end $$;

-- Where a person is an active member, by exact id: where it may go after it has signed in.
create function tenancy.account_tenants(account uuid)
    returns table (tenant_id uuid, tenant_key text, tenant_name text, tenant_status text, joined_at timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    perform tenancy.require_no_tenant();
    return query select t.id, t.key, t.name, t.status, m.joined_at
    from tenancy.member m, lateral tenancy.tenant_by_id(m.tenant_id) t
    where m.account_id = account and m.status = 'ACTIVE' and t.status <> 'DELETED' order by t.key;
end $$;

set local role tenancy_control;

-- Makes whoever holds the token a member, once, and gives it the role that it was promised: if whoever invited holds all of it still, as
-- the guard of grants sees to. No rows if the token is not good, or the tenant lets nobody in.
create function tenancy.accept_invitation(token bytea, account uuid, new_grant uuid, at timestamptz) returns table (tenant_id uuid)
    language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    place uuid := (select o.tenant_id from tenancy.invitation_by_token(token, at) o);
    asked tenancy.invitation;
    person tenancy.account;
begin
    if place is null then
        return;
    end if;
    perform set_config('tenancy.tenant_id', place::text, true);
    perform tenancy.lock_access(place);
    select i.* into asked from tenancy.invitation i where i.token_hash = token for update;
    if not found or asked.accepted_at is not null or asked.revoked_at is not null or asked.expires_at <= at then
        perform set_config('tenancy.tenant_id', '', true);
        return;
    end if;
    select a.* into person from tenancy.account a where a.id = account and a.active for no key update;
    if not found or person.email <> asked.email then
        raise exception using errcode = 'TN032', message = 'the invitation is for another address';
    end if;
    perform tenancy.account_acts(account, at);
    insert into tenancy.member as known (tenant_id, account_id, name, email, status_since, joined_at)
        values (asked.tenant_id, account, person.name, person.email, at, at)
        on conflict (tenant_id, account_id) do update set status = 'ACTIVE', email = excluded.email where known.status <> 'ACTIVE';
    if not found then
        raise exception using errcode = 'TN033', message = 'the person is a member already';
    end if;
    update tenancy.invitation i set accepted_at = at, accepted_by = account where i.tenant_id = asked.tenant_id and i.id = asked.id;
    -- Where an operator invited, an operator answers: said here, in either case, so that nobody else says it.
    perform set_config('tenancy.operator_answers', case when asked.invited_by is null then 'yes' else '' end, true);
    insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, role, system_role, branch_id, granted_by)
        values (asked.tenant_id, new_grant, 'USER', account, asked.role, asked.system_role, asked.branch_id, asked.invited_by);
    perform set_config('tenancy.operator_answers', '', true);
    update tenancy.account a set email_verified_at = at where a.id = account and a.email_verified_at is null;
    perform set_config('tenancy.tenant_id', '', true);
    return query select asked.tenant_id;
end $$;

reset role;
grant execute on function tenancy.seats_taken(uuid, timestamptz) to tenancy_app, tenancy_admin, tenancy_worker;
grant execute on function tenancy.accept_invitation(bytea, uuid, uuid, timestamptz), tenancy.invitation_by_token(bytea, timestamptz),
    tenancy.account_tenants(uuid) to tenancy_app, tenancy_admin;
grant execute on function tenancy.invitation_by_token(bytea, timestamptz) to tenancy_control;
grant execute on function tenancy.require_no_tenant() to tenancy_resolver;
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.invitation_by_token(bytea, timestamptz) owner to tenancy_resolver;
alter function tenancy.account_tenants(uuid) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

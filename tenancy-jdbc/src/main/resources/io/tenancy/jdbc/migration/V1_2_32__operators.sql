-- Those who run the platform: apart from members, reached by no function of the application, always with a second factor.
--   TN034 an impersonation that is not allowed
set local role tenancy_control;

-- PLATFORM. Never removed: their names stand in the trail.
create table tenancy.operator (
    id            uuid primary key,
    name          text collate "C" not null unique check (name ~ '^[a-z][a-z0-9._-]{1,62}$'),
    level         text not null check (level in ('SUPER_ADMIN', 'SUPPORT', 'BILLING_READ')),
    password_hash text not null check (password_hash ~ '^\$argon2id\$' and length(password_hash) <= 300),
    factor_secret bytea not null check (length(factor_secret) <= 1000),
    factor_step   bigint,
    signed_in_at  timestamptz,
    disabled_at   timestamptz,
    created_at    timestamptz not null
);

-- PLATFORM. A time in which an operator works in a tenant as one of its members; opened with a reason, ended early or by time.
create table tenancy.impersonation (
    id          uuid primary key,
    operator_id uuid not null references tenancy.operator (id),
    tenant_id   uuid not null,
    account_id  uuid not null,
    reason      text not null check (length(btrim(reason)) between 1 and 1000),
    started_at  timestamptz not null,
    expires_at  timestamptz not null check (expires_at > started_at and expires_at <= started_at + interval '4 hours'),
    ended_at    timestamptz
);
create index impersonation_operator on tenancy.impersonation (operator_id);
create index impersonation_tenant on tenancy.impersonation (tenant_id, started_at);

call tenancy.platform_table('operator');
call tenancy.platform_table('impersonation');
revoke all on tenancy.operator, tenancy.impersonation from tenancy_worker;
revoke delete on tenancy.operator, tenancy.impersonation from tenancy_admin;

-- Identity and beginning stay as they are; whoever is disabled has no impersonation open.
create function tenancy.guard_operator() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if new.id <> old.id or new.name <> old.name or new.created_at <> old.created_at then
        raise exception using errcode = 'TN004', message = 'id, name and creation time of an operator never change';
    end if;
    if new.disabled_at is not null and old.disabled_at is null then
        update tenancy.impersonation set ended_at = tenancy.change_time()
            where operator_id = new.id and ended_at is null and expires_at > tenancy.change_time();
    end if;
    return new;
end $$;
create trigger guard before update on tenancy.operator
    for each row execute function tenancy.guard_operator();

-- Only whom a super admin or support may be: an active member of a living tenant, and for support nobody who holds everything.
create function tenancy.guard_impersonation() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    of_level text := (select o.level from tenancy.operator o where o.id = new.operator_id and o.disabled_at is null);
begin
    if tg_op = 'UPDATE' then
        if (new.id, new.operator_id, new.tenant_id, new.account_id, new.reason, new.started_at, new.expires_at) is distinct from
            (old.id, old.operator_id, old.tenant_id, old.account_id, old.reason, old.started_at, old.expires_at) or old.ended_at is not null then
            raise exception using errcode = 'TN004', message = 'an impersonation is ended, once, and does not change';
        end if;
        return new;
    end if;
    new.started_at := tenancy.change_time();
    new.reason := current_setting('tenancy.reason');
    if of_level is null or of_level = 'BILLING_READ' then
        raise exception using errcode = 'TN034', message = 'the operator may not act as a member';
    end if;
    if not exists (select from tenancy.member m where m.tenant_id = new.tenant_id and m.account_id = new.account_id and m.status = 'ACTIVE') then
        raise exception using errcode = 'TN034', message = 'nobody acts as somebody who is not an active member';
    end if;
    if of_level = 'SUPPORT' and exists (
            select from (select null::uuid union all select b.id from tenancy.branch b where b.tenant_id = new.tenant_id) place (id)
            where tenancy.principal_holds(new.tenant_id, new.account_id, 'roles:manage', place.id)) then
        raise exception using errcode = 'TN034', message = 'support does not act as a member who manages roles',
            hint = 'Choose a member with fewer rights, or let a super admin do it';
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenancy.impersonation
    for each row execute function tenancy.guard_impersonation();

create trigger record_change after insert or update of level, disabled_at, password_hash, factor_secret on tenancy.operator
    for each row execute function tenancy.record_change('operator', 'name');
create trigger record_change after insert or update on tenancy.impersonation
    for each row execute function tenancy.record_change('impersonation', 'operator_id,account_id,expires_at', 'start', 'end');

reset role;

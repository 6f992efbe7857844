-- What tenants use: a row for each meter and period, written by whoever consumes, in the transaction of the work itself.
--   TN030 a quota is exhausted (detail: meter, limit, used, wanted, reserved)     TN031 an idempotency key was used for another amount
--   TN032 a reservation was released before it was to be committed
set local role tenancy_control;

-- TENANT. The limit is not decided here: whoever consumes says what it is, and what it was said to be is kept for reports and notices.
-- Half of every page is left free, so that counting touches no index. allowed: null for no limit. reserved counts what is kept for
-- somebody, exact until reserved_until; from then on reservations that are over count no more. percents: the shares that people are told
-- of, as text, since every consumption compares them. What is to hold of a value is said by domains: a CHECK of the table would be read and
-- compiled anew by every consumption, and these cost as much as the rest of it.
create domain tenancy.meter_key as text collate "C" check (value ~ '^[a-z][a-z0-9_]{0,62}$');
create domain tenancy.units_kept as bigint check (value >= 0);
create table tenancy.usage_counter (
    tenant_id      uuid not null default current_setting('tenancy.tenant_id')::uuid,
    meter          tenancy.meter_key not null,
    period_start   timestamptz not null,
    period_end     timestamptz not null,
    used           bigint not null,
    reserved       tenancy.units_kept not null default 0,
    reserved_until timestamptz,
    allowed        bigint,
    percents       text collate "C",
    notices        bigint[],
    counted_at     timestamptz not null,
    primary key (tenant_id, meter, period_start)
) with (fillfactor = 50);

-- TENANT. That a tenant has come to a share of its limit: written once for a period, a share and a limit, together with the usage.
create table tenancy.usage_threshold (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    meter        text collate "C" not null,
    period_start timestamptz not null,
    percent      smallint not null,
    allowed      bigint not null,
    used         bigint not null,
    reached_at   timestamptz not null,
    told_at      timestamptz,
    primary key (tenant_id, meter, period_start, percent, allowed)
);
create index usage_threshold_untold on tenancy.usage_threshold (reached_at) where told_at is null;

-- TENANT. What a caller's own key was told, so that it is counted once.
create table tenancy.usage_key (
    tenant_id uuid not null default current_setting('tenancy.tenant_id')::uuid,
    meter     text collate "C" not null,
    key       text collate "C" not null check (length(key) between 1 and 200),
    amount    bigint not null,
    used      bigint,
    at        timestamptz not null,
    primary key (tenant_id, meter, key)
) with (fillfactor = 70);

-- TENANT. Units that are kept for somebody, and what became of them.
create table tenancy.usage_reservation (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id           uuid not null,
    meter        text collate "C" not null,
    period_start timestamptz not null,
    amount       bigint not null check (amount >= 0),
    state        text not null check (state in ('OPEN', 'COMMITTED', 'RELEASED')),
    settled      bigint,
    expires_at   timestamptz not null,
    primary key (tenant_id, id)
);
create index usage_reservation_open on tenancy.usage_reservation (tenant_id, meter, period_start, expires_at) where state = 'OPEN';

call tenancy.tenant_table('usage_counter', 'select, insert, update');
-- A counter is one row, found by its key: its policies read the setting for that row, which takes less than a sub-select for each of them.
alter policy tenancy_floor on tenancy.usage_counter
    using (tenant_id = current_setting('tenancy.tenant_id')::uuid) with check (tenant_id = current_setting('tenancy.tenant_id')::uuid);
alter policy tenancy_base on tenancy.usage_counter
    using (tenant_id = current_setting('tenancy.tenant_id')::uuid) with check (tenant_id = current_setting('tenancy.tenant_id')::uuid);
call tenancy.tenant_table('usage_threshold', 'select');
call tenancy.tenant_table('usage_key', 'select, insert, update, delete');
call tenancy.tenant_table('usage_reservation', 'select, insert, update, delete');
create policy tenancy_control on tenancy.usage_threshold to tenancy_control using (true) with check (true);

-- From which amounts on people are told; nothing if there is no limit to have a share of.
create function tenancy.notices(allowance bigint, shares smallint[]) returns bigint[]
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select array_agg(least(ceil(allowance::numeric * p / 100), 9223372036854775807)::bigint order by p)
    from unnest(shares) p where allowance > 0
$$;

create function tenancy.note_threshold() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into tenancy.usage_threshold (tenant_id, meter, period_start, percent, allowed, used, reached_at)
    select new.tenant_id, new.meter,
        -- A gauge has one period for ever: there, once in a month.
        case when new.period_start < '0002-01-01 00:00+00' then date_trunc('month', new.counted_at, 'UTC') else new.period_start end,
        (new.percents::smallint[])[i], new.allowed, new.used, new.counted_at
    from generate_series(1, width_bucket(new.used, new.notices)) i
    on conflict do nothing;
    return null;
end $$;
-- Of updates, only those that write down the shares are looked at: an ordinary consumption, which comes to no share, does not (UsageSql).
create trigger note_threshold_at_first after insert on tenancy.usage_counter
    for each row when (width_bucket(new.used, new.notices) > 0) execute function tenancy.note_threshold();
create trigger note_threshold after update of percents on tenancy.usage_counter
    for each row when (width_bucket(new.used, new.notices) > 0 and new.used > old.used
        and (new.allowed is distinct from old.allowed or width_bucket(new.used, new.notices) > width_bucket(old.used, old.notices)))
    execute function tenancy.note_threshold();

-- How much is reserved at an instant. Volatile: asked while the counter's row is locked, it sees what was committed before.
create function tenancy.reserved_now(wanted_meter text, starts timestamptz, at timestamptz) returns bigint
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    return coalesce((select sum(r.amount) from tenancy.usage_reservation r
        where r.tenant_id = current_setting('tenancy.tenant_id')::uuid and r.meter = wanted_meter and r.period_start = starts
            and r.state = 'OPEN' and r.expires_at > at), 0);
end $$;

-- Uses some, or tells how much is used already. since: of a rolling window, what a slice must reach into to count; else null.
create function tenancy.consume(
    wanted_meter text, starts timestamptz, ends timestamptz, since timestamptz, amount bigint, allowance bigint, is_hard boolean,
    shares smallint[], at timestamptz, out granted boolean, out used bigint, out reserved bigint)
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant  uuid := current_setting('tenancy.tenant_id')::uuid;
    ceiling bigint := case when is_hard then coalesce(allowance, 9223372036854775807) else 9223372036854775807 end;
begin
    if since is not null then
        -- Many rows are looked at, so a lock of its own stands for the one row.
        perform pg_advisory_xact_lock(hashtextextended('tenancy.usage ' || tenant || wanted_meter, 0));
        select coalesce(sum(c.used), 0), 0 into used, reserved from tenancy.usage_counter c
            where c.tenant_id = tenant and c.meter = wanted_meter and c.period_end > since;
        granted := used <= ceiling - amount;
        if granted then
            insert into tenancy.usage_counter as c (tenant_id, meter, period_start, period_end, used, allowed, counted_at)
                values (tenant, wanted_meter, starts, ends, amount, allowance, at)
                on conflict (tenant_id, meter, period_start)
                do update set used = c.used + excluded.used, allowed = excluded.allowed, counted_at = excluded.counted_at;
            used := used + amount;
        end if;
        return;
    end if;
    loop
        update tenancy.usage_counter c set
                used = c.used + amount, allowed = allowance, percents = shares::text, counted_at = at,
                notices = case when c.allowed = allowance and c.percents = shares::text then c.notices else tenancy.notices(allowance, shares) end
            where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts
                and c.used <= ceiling - amount - case when c.reserved = 0 then 0 when c.reserved_until > at then c.reserved
                    else tenancy.reserved_now(wanted_meter, starts, at) end
            returning c.used, c.reserved into used, reserved;
        granted := found;
        if granted then
            return;
        end if;
        select c.used, case when c.reserved = 0 then 0 else tenancy.reserved_now(wanted_meter, starts, at) end
            into used, reserved from tenancy.usage_counter c
            where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts;
        if found then
            if used > ceiling - amount - reserved then
                return;
            end if;
            -- Somebody made room in this moment. It is asked again, and nobody comes between another time.
            if tenancy.hold_counter(wanted_meter, starts, at) then
                perform tenancy.sum_reserved(wanted_meter, starts);
            end if;
            continue;
        end if;
        used := 0;
        reserved := 0;
        if amount > ceiling then
            return;
        end if;
        insert into tenancy.usage_counter (tenant_id, meter, period_start, period_end, used, allowed, percents, notices, counted_at)
            values (tenant, wanted_meter, starts, ends, amount, allowance, shares::text, tenancy.notices(allowance, shares), at)
            on conflict do nothing;
        granted := found;
        if granted then
            used := amount;
            return;
        end if;
    end loop;
end $$;

create function tenancy.refuse_usage(meter text, allowance bigint, used bigint, amount bigint, reserved bigint) returns void
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = 'TN030',
        message = format('the quota of %s is exhausted: %s of %s used, %s more wanted', meter, used, allowance, amount),
        detail = format('%s %s %s %s %s', meter, allowance, used, amount, reserved),
        hint = 'Remove some, wait for the next period, or give the tenant a larger plan, an add-on or an override';
end $$;

-- As consume; a refusal is an error, so that a transaction that ends with this does not commit.
create function tenancy.consume_or_fail(
    wanted_meter text, starts timestamptz, ends timestamptz, since timestamptz, amount bigint, allowance bigint, is_hard boolean,
    shares smallint[], at timestamptz) returns void
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    outcome record;
begin
    outcome := tenancy.consume(wanted_meter, starts, ends, since, amount, allowance, is_hard, shares, at);
    if not outcome.granted then
        perform tenancy.refuse_usage(wanted_meter, allowance, outcome.used, amount, outcome.reserved);
    end if;
end $$;

-- As consume, once for a key. Who comes with the same key at the same time waits here for the first.
create function tenancy.consume_once(
    caller_key text, wanted_meter text, starts timestamptz, ends timestamptz, since timestamptz, amount bigint, allowance bigint,
    is_hard boolean, shares smallint[], at timestamptz, out granted boolean, out used bigint, out reserved bigint, out duplicate boolean)
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('tenancy.tenant_id')::uuid;
    first  tenancy.usage_key;
begin
    insert into tenancy.usage_key (tenant_id, meter, key, amount, at) values (tenant, wanted_meter, caller_key, amount, at)
        on conflict do nothing;
    duplicate := not found;
    if duplicate then
        select * into strict first from tenancy.usage_key k
            where k.tenant_id = tenant and k.meter = wanted_meter and k.key = caller_key;
        if first.amount <> amount then
            raise exception using errcode = 'TN031', message = 'the idempotency key was used for another amount';
        end if;
        granted := true;
        used := first.used;
        reserved := 0;
        return;
    end if;
    select c.granted, c.used, c.reserved into granted, used, reserved
        from tenancy.consume(wanted_meter, starts, ends, since, amount, allowance, is_hard, shares, at) c;
    if granted then
        update tenancy.usage_key k set used = consume_once.used
            where k.tenant_id = tenant and k.meter = wanted_meter and k.key = caller_key;
    else
        delete from tenancy.usage_key k where k.tenant_id = tenant and k.meter = wanted_meter and k.key = caller_key;
    end if;
end $$;

-- All or none, in the order given, which is that of the meters' names for everybody. place: the one a row is about; if one is refused,
-- it is the only row.
create function tenancy.consume_all(
    meters text[], starts timestamptz[], ends timestamptz[], since timestamptz[], amounts bigint[], allowances bigint[], hards boolean[],
    shares text[], at timestamptz) returns table (place int, granted boolean, used bigint, reserved bigint)
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    useds     bigint[] := '{}';
    reserveds bigint[] := '{}';
    outcome   record;
begin
    begin
        for i in 1 .. cardinality(meters) loop
            place := i;
            outcome := tenancy.consume(
                meters[i], starts[i], ends[i], since[i], amounts[i], allowances[i], hards[i], shares[i]::smallint[], at);
            if not outcome.granted then
                raise exception using errcode = 'TN030';
            end if;
            useds := useds || outcome.used;
            reserveds := reserveds || outcome.reserved;
        end loop;
    exception when sqlstate 'TN030' then
        granted := false;
        used := outcome.used;
        reserved := outcome.reserved;
        return next;
        return;
    end;
    return query select i, true, useds[i], reserveds[i] from generate_series(1, cardinality(meters)) i;
end $$;

-- Locks a counter, so that what is reserved of it stays as it is, and drops reservations that are over. False if there is none.
create function tenancy.hold_counter(wanted_meter text, starts timestamptz, at timestamptz) returns boolean
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('tenancy.tenant_id')::uuid;
begin
    perform from tenancy.usage_counter c
        where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts for update;
    if not found then
        return false;
    end if;
    delete from tenancy.usage_reservation r
        where r.tenant_id = tenant and r.meter = wanted_meter and r.period_start = starts and r.state = 'OPEN' and r.expires_at <= at;
    return true;
end $$;

-- Writes down what is reserved of a locked counter.
create function tenancy.sum_reserved(wanted_meter text, starts timestamptz) returns void
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('tenancy.tenant_id')::uuid;
begin
    update tenancy.usage_counter c set reserved = open.units, reserved_until = open.first_end
        from (select coalesce(sum(r.amount), 0) as units, min(r.expires_at) as first_end from tenancy.usage_reservation r
            where r.tenant_id = tenant and r.meter = wanted_meter and r.period_start = starts and r.state = 'OPEN') open
        where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts;
end $$;

create function tenancy.reserve(
    wanted_id uuid, wanted_meter text, starts timestamptz, ends timestamptz, amount bigint, allowance bigint, is_hard boolean,
    shares smallint[], at timestamptz, until timestamptz, out granted boolean, out used bigint, out reserved bigint)
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant  uuid := current_setting('tenancy.tenant_id')::uuid;
    ceiling bigint := case when is_hard then coalesce(allowance, 9223372036854775807) else 9223372036854775807 end;
begin
    while not tenancy.hold_counter(wanted_meter, starts, at) loop
        insert into tenancy.usage_counter (tenant_id, meter, period_start, period_end, used, allowed, percents, notices, counted_at)
            values (tenant, wanted_meter, starts, ends, 0, allowance, shares::text, tenancy.notices(allowance, shares), at)
            on conflict do nothing;
    end loop;
    select c.used, tenancy.reserved_now(wanted_meter, starts, at) into used, reserved from tenancy.usage_counter c
        where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts;
    granted := used <= ceiling - amount - reserved;
    if granted then
        insert into tenancy.usage_reservation (tenant_id, id, meter, period_start, amount, state, expires_at)
            values (tenant, wanted_id, wanted_meter, starts, amount, 'OPEN', until);
        reserved := reserved + amount;
    end if;
    perform tenancy.sum_reserved(wanted_meter, starts);
end $$;

-- Uses what was reserved. known: false if there is nothing of this id any more.
create function tenancy.settle(
    wanted_id uuid, amount bigint, allowance bigint, is_hard boolean, shares smallint[], at timestamptz,
    out known boolean, out granted boolean, out used bigint, out reserved bigint, out duplicate boolean)
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant  uuid := current_setting('tenancy.tenant_id')::uuid;
    ceiling bigint := case when is_hard then coalesce(allowance, 9223372036854775807) else 9223372036854775807 end;
    kept    tenancy.usage_reservation;
begin
    granted := false;
    duplicate := false;
    select * into kept from tenancy.usage_reservation r where r.tenant_id = tenant and r.id = wanted_id;
    if found then
        perform tenancy.hold_counter(kept.meter, kept.period_start, at);
        select * into kept from tenancy.usage_reservation r where r.tenant_id = tenant and r.id = wanted_id;
    end if;
    known := found;
    if not known then
        return;
    end if;
    if kept.state = 'RELEASED' then
        raise exception using errcode = 'TN032', message = 'the reservation was released';
    end if;
    select c.used, tenancy.reserved_now(kept.meter, kept.period_start, at) - case kept.state when 'OPEN' then kept.amount else 0 end
        into used, reserved from tenancy.usage_counter c
        where c.tenant_id = tenant and c.meter = kept.meter and c.period_start = kept.period_start;
    if kept.state = 'COMMITTED' then
        granted := true;
        duplicate := true;
        return;
    end if;
    granted := amount <= kept.amount or used <= ceiling - amount - reserved;
    if not granted then
        return;
    end if;
    update tenancy.usage_reservation r set state = 'COMMITTED', settled = settle.amount where r.tenant_id = tenant and r.id = wanted_id;
    update tenancy.usage_counter c set used = c.used + amount, allowed = allowance, percents = shares::text, counted_at = at,
            notices = tenancy.notices(allowance, shares)
        where c.tenant_id = tenant and c.meter = kept.meter and c.period_start = kept.period_start
        returning c.used into used;
    perform tenancy.sum_reserved(kept.meter, kept.period_start);
end $$;

create function tenancy.release(wanted_id uuid, at timestamptz) returns boolean
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('tenancy.tenant_id')::uuid;
    kept   tenancy.usage_reservation;
begin
    select * into kept from tenancy.usage_reservation r where r.tenant_id = tenant and r.id = wanted_id;
    if not found then
        return false;
    end if;
    perform tenancy.hold_counter(kept.meter, kept.period_start, at);
    update tenancy.usage_reservation r set state = 'RELEASED', settled = 0
        where r.tenant_id = tenant and r.id = wanted_id and r.state = 'OPEN' and r.expires_at > at;
    if not found then
        return false;
    end if;
    perform tenancy.sum_reserved(kept.meter, kept.period_start);
    return true;
end $$;

-- How much is used and reserved, without a lock.
create function tenancy.usage_of(wanted_meter text, starts timestamptz, since timestamptz, at timestamptz, out used bigint, out reserved bigint)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(sum(c.used), 0)::bigint, coalesce((select sum(r.amount) from tenancy.usage_reservation r
        where r.tenant_id = current_setting('tenancy.tenant_id')::uuid and r.meter = wanted_meter and r.period_start = starts
            and r.state = 'OPEN' and r.expires_at > at), 0)::bigint
    from tenancy.usage_counter c
    where c.tenant_id = current_setting('tenancy.tenant_id')::uuid and c.meter = wanted_meter
        and case when since is null then c.period_start = starts else c.period_end > since end
$$;

reset role;

-- Where a tenant's days begin, what its anniversaries are counted from, and since when it has its plan. Exact, by id, and nothing of another tenant than the bound one.
create policy tenancy_resolver on tenancy.tenant_setting for select to tenancy_resolver using (true);
grant select on tenancy.tenant_setting to tenancy_resolver;
create function tenancy.calendar_of(wanted uuid) returns table (zone text, anchor timestamptz, plan_since timestamptz)
    language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
    select (select s.value #>> '{}' from tenancy.tenant_setting s where s.tenant_id = t.id and s.name = 'timeZone'),
        coalesce(t.activated_at, t.created_at), (select h.since from tenancy.tenant_plan h where h.tenant_id = t.id)
    from tenancy.tenant t
    where t.id = wanted and wanted = coalesce(nullif(current_setting('tenancy.tenant_id', true), '')::uuid, wanted)
$$;

revoke all on all functions in schema tenancy from public;
grant execute on function tenancy.notices(bigint, smallint[]), tenancy.reserved_now(text, timestamptz, timestamptz),
    tenancy.consume(text, timestamptz, timestamptz, timestamptz, bigint, bigint, boolean, smallint[], timestamptz),
    tenancy.refuse_usage(text, bigint, bigint, bigint, bigint),
    tenancy.consume_or_fail(text, timestamptz, timestamptz, timestamptz, bigint, bigint, boolean, smallint[], timestamptz),
    tenancy.consume_once(text, text, timestamptz, timestamptz, timestamptz, bigint, bigint, boolean, smallint[], timestamptz),
    tenancy.consume_all(text[], timestamptz[], timestamptz[], timestamptz[], bigint[], bigint[], boolean[], text[], timestamptz),
    tenancy.hold_counter(text, timestamptz, timestamptz), tenancy.sum_reserved(text, timestamptz),
    tenancy.reserve(uuid, text, timestamptz, timestamptz, bigint, bigint, boolean, smallint[], timestamptz, timestamptz),
    tenancy.settle(uuid, bigint, bigint, boolean, smallint[], timestamptz), tenancy.release(uuid, timestamptz),
    tenancy.usage_of(text, timestamptz, timestamptz, timestamptz)
    to tenancy_app;
grant execute on function tenancy.calendar_of(uuid) to tenancy_app, tenancy_admin, tenancy_worker;
grant create on schema tenancy to tenancy_resolver;
alter function tenancy.calendar_of(uuid) owner to tenancy_resolver;
revoke create on schema tenancy from tenancy_resolver;

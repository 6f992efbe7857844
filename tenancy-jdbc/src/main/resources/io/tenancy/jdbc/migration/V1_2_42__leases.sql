-- Blocks: a node takes units of a hot counter for itself and gives them out without a statement. What it may give out is counted as used
-- when it is told so; the rest of its block is a reservation, which returns by itself if the node dies.
set local role tenancy_control;

-- Opens up to chunk units of the block, taking the block first where that is needed. need: at least so many, or none.
create function tenancy.open_block(
    wanted_id uuid, wanted_meter text, starts timestamptz, ends timestamptz, need bigint, chunk bigint, block bigint, allowance bigint,
    shares smallint[], at timestamptz, until timestamptz, out opened bigint, out used bigint, out reserved bigint)
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant  uuid := current_setting('tenancy.tenant_id')::uuid;
    ceiling bigint := coalesce(allowance, 9223372036854775807);
    kept    bigint;
begin
    while not tenancy.hold_counter(wanted_meter, starts, at) loop
        insert into tenancy.usage_counter (tenant_id, meter, period_start, period_end, used, allowed, percents, notices, counted_at)
            values (tenant, wanted_meter, starts, ends, 0, allowance, shares::text, tenancy.notices(allowance, shares), at)
            on conflict do nothing;
    end loop;
    select c.used, tenancy.reserved_now(wanted_meter, starts, at) into used, reserved from tenancy.usage_counter c
        where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts;
    select coalesce(sum(r.amount), 0) into kept from tenancy.usage_reservation r
        where r.tenant_id = tenant and r.id = wanted_id and r.state = 'OPEN';
    if kept < need then
        kept := kept + greatest(least(block - kept, ceiling - used - reserved), 0);
    end if;
    if kept < need then
        opened := 0;
        return;
    end if;
    opened := least(kept, chunk);
    update tenancy.usage_counter c set used = c.used + opened, allowed = allowance, percents = shares::text, counted_at = at,
            notices = tenancy.notices(allowance, shares)
        where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts
        returning c.used into used;
    insert into tenancy.usage_reservation as r (tenant_id, id, meter, period_start, amount, state, expires_at)
        values (tenant, wanted_id, wanted_meter, starts, kept - opened, 'OPEN', until)
        on conflict (tenant_id, id) do update set amount = excluded.amount, expires_at = excluded.expires_at, state = 'OPEN';
    perform tenancy.sum_reserved(wanted_meter, starts);
end $$;

-- Gives back what was opened and not used, and the rest of the block.
create function tenancy.close_block(wanted_id uuid, wanted_meter text, starts timestamptz, unused bigint, at timestamptz) returns void
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('tenancy.tenant_id')::uuid;
begin
    perform tenancy.hold_counter(wanted_meter, starts, at);
    delete from tenancy.usage_reservation r where r.tenant_id = tenant and r.id = wanted_id;
    update tenancy.usage_counter c set used = c.used - unused
        where c.tenant_id = tenant and c.meter = wanted_meter and c.period_start = starts;
    perform tenancy.sum_reserved(wanted_meter, starts);
end $$;

reset role;
revoke all on all functions in schema tenancy from public;
grant execute on function
    tenancy.open_block(uuid, text, timestamptz, timestamptz, bigint, bigint, bigint, bigint, smallint[], timestamptz, timestamptz),
    tenancy.close_block(uuid, text, timestamptz, bigint, timestamptz) to tenancy_app;

-- What numbers and chains events: last thing in the transaction that said them, or by the worker.
set local role tenancy_control;

-- The event as canonical JSON (RFC 8785). Keys stand in the order that it asks for; texts are escaped alike there and in PostgreSQL;
-- numbers are whole.
create function tenancy.audit_text(e tenancy.audit_event) returns text
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select '{"action":' || to_json(e.action)
        || ',"actor":' || to_json(e.actor)
        || ',"actorId":' || coalesce(to_json(e.actor_id)::text, 'null')
        || ',"address":' || coalesce(to_json(e.address)::text, 'null')
        || ',"after":' || coalesce(to_json(e.after)::text, 'null')
        || ',"at":"' || to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || '","before":' || coalesce(to_json(e.before)::text, 'null')
        || ',"details":{' || coalesce((select string_agg(to_json(d.key) || ':' || d.value::text, ',' order by d.key collate "C")
                                       from jsonb_each(e.details) d), '')
        || '},"id":"' || e.id
        || '","login":' || to_json(e.login)
        || ',"onBehalfOf":' || coalesce(to_json(e.on_behalf_of)::text, 'null')
        || ',"outcome":' || to_json(e.outcome)
        || ',"reason":' || coalesce(to_json(e.reason)::text, 'null')
        || ',"resourceId":' || coalesce(to_json(e.resource_id)::text, 'null')
        || ',"resourceType":' || coalesce(to_json(e.resource_type)::text, 'null')
        || ',"sequence":' || e.sequence
        || ',"tenant":"' || e.tenant_id
        || '","userAgent":' || coalesce(to_json(e.user_agent)::text, 'null') || '}'
$$;

-- Chains what waits of one tenant: all that one transaction said, or, without one, the oldest. Whoever chains holds the tenant's row
-- in audit_chain until the end of the transaction.
create function tenancy.seal_chain(chain uuid, of_xact bigint, most int) returns int
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    head    tenancy.audit_chain;
    waiting tenancy.audit_pending;
    event   tenancy.audit_event;
    done    int := 0;
begin
    select * into head from tenancy.audit_chain where tenant_id = chain for update;
    if not found then
        insert into tenancy.audit_chain (tenant_id) values (chain) on conflict (tenant_id) do nothing;
        select * into head from tenancy.audit_chain where tenant_id = chain for update;
    end if;
    for waiting in
        select * from tenancy.audit_pending
        where tenant_id = chain and (of_xact is null or (xact = of_xact and outcome = 'SUCCESS')) order by place limit most
    loop
        event := row(waiting.tenant_id, head.sequence + 1, head.hash, waiting.id, waiting.at, waiting.login, waiting.action,
            waiting.outcome, waiting.actor, waiting.actor_id, waiting.on_behalf_of, waiting.reason, waiting.address,
            waiting.user_agent, waiting.resource_type, waiting.resource_id, waiting.details, waiting.before, waiting.after);
        event.hash := sha256(head.hash || convert_to(tenancy.audit_text(event), 'UTF8'));
        insert into tenancy.audit_event select event.*;
        delete from tenancy.audit_pending where tenant_id = chain and place = waiting.place;
        head.sequence := event.sequence;
        head.hash := event.hash;
        done := done + 1;
    end loop;
    if done > 0 then
        update tenancy.audit_chain set sequence = head.sequence, hash = head.hash where tenant_id = chain;
    end if;
    return done;
end $$;

-- All that this transaction said, in one order of chains for everybody, so that no two wait for each other. Above READ COMMITTED
-- a chain that has moved on since the transaction began would fail it; so there, the worker chains.
create function tenancy.seal_transaction() returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    this  bigint := pg_current_xact_id_if_assigned()::text::bigint;
    chain uuid;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        return;
    end if;
    for chain in
        select distinct tenant_id from tenancy.audit_pending where xact = this and outcome = 'SUCCESS' order by tenant_id
    loop
        perform tenancy.seal_chain(chain, this, null);
    end loop;
end $$;

-- What was denied or failed does not wait for the chain, so that nobody can hold it up by being refused; the worker takes it.
create function tenancy.seal_at_commit() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.seal_transaction();
    return null;
end $$;
create constraint trigger seal_at_commit after insert on tenancy.audit_pending
    deferrable initially deferred for each row when (new.outcome = 'SUCCESS') execute function tenancy.seal_at_commit();

-- An event may go when a checkpoint says that all before it are gone too.
create function tenancy.guard_audit_removal() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from tenancy.audit_chain where tenant_id = old.tenant_id and removed_to >= old.sequence) then
        return old;
    end if;
    raise exception using errcode = 'TN004', message = 'tenancy.audit_event: delete is not allowed';
end $$;
create trigger append_only_but_for_retention before delete on tenancy.audit_event
    for each row execute function tenancy.guard_audit_removal();

reset role;
revoke all on function tenancy.audit_text(tenancy.audit_event), tenancy.seal_chain(uuid, bigint, int), tenancy.seal_transaction(),
    tenancy.seal_at_commit(), tenancy.guard_audit_removal() from public;
grant execute on function tenancy.seal_chain(uuid, bigint, int) to tenancy_worker;

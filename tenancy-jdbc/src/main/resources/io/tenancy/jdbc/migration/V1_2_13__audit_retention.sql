-- Events whose time is over go from the beginning of a chain, never from its middle. What is left is verified from the hash of the last one
-- that went; that it went is an event of the chain itself.
set local role tenancy_control;

-- Removes at most so many events before a time, and keeps the last of the chain; how many went.
create function tenancy.remove_audit(chain uuid, before_time timestamptz, most int, event_id uuid, removed_at timestamptz) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    head tenancy.audit_chain;
    upto bigint;
begin
    select * into head from tenancy.audit_chain where tenant_id = chain for update;
    if not found then
        return 0;
    end if;
    select coalesce(min(e.sequence) filter (where e.at >= before_time) - 1, max(e.sequence)) into upto
    from (select sequence, at from tenancy.audit_event
          where tenant_id = chain and sequence > head.removed_to order by sequence limit most) e;
    upto := least(upto, head.sequence - 1);
    if upto is null or upto <= head.removed_to then
        return 0;
    end if;
    update tenancy.audit_chain set removed_to = upto, removed_hash = e.hash
        from tenancy.audit_event e
        where audit_chain.tenant_id = chain and e.tenant_id = chain and e.sequence = upto
        returning audit_chain.removed_hash into head.removed_hash;
    delete from tenancy.audit_event where tenant_id = chain and sequence <= upto;
    insert into tenancy.audit_pending (tenant_id, id, at, action, outcome, actor, details)
    values (chain, event_id, removed_at, 'audit.remove', 'SUCCESS', 'retention',
        jsonb_build_object('removedTo', upto, 'removedUntil', encode(head.removed_hash, 'hex')));
    return upto - head.removed_to;
end $$;
reset role;
revoke all on function tenancy.remove_audit(uuid, timestamptz, int, uuid, timestamptz) from public;
grant execute on function tenancy.remove_audit(uuid, timestamptz, int, uuid, timestamptz) to tenancy_worker;

-- Work across tenants is written down before it is done, in the same transaction.
set local role tenancy_control;

create function tenancy.record_admin_access(actor text, reason text, at timestamptz) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tenancy.registry_change (changed_at, actor, reason, action) values (at, actor, reason, 'admin.transaction')
$$;

reset role;
revoke all on function tenancy.record_admin_access(text, text, timestamptz) from public;
grant execute on function tenancy.record_admin_access(text, text, timestamptz) to tenancy_admin;

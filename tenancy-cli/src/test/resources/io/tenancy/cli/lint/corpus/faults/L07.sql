-- case: a default tenant
alter role tenancy_app set tenancy.tenant_id = '0192f0c1-0000-7000-8000-000000000001'; --! L07 error
-- case: for a database
alter database clinic set tenancy.tenant_id to '0192f0c1-0000-7000-8000-000000000001'; --! L07 error
-- case: for the session
set tenancy.tenant_id = '0192f0c1-0000-7000-8000-000000000001'; --! L07 warning
-- case: for the session, by function
select 1,
    set_config('tenancy.tenant_id', '0192f0c1-0000-7000-8000-000000000001', false); --! L07 warning
-- case: a function that leaves it behind
create function enter(tenant uuid) returns void language plpgsql as $$
begin
    perform pg_catalog.set_config('tenancy.tenant_id', tenant::text, is_local => false); --! L07 error
end $$;
-- case: a backfill that no policy lets through
-- file: V2__note.sql
create table note (tenant_id uuid not null, id uuid not null, text text, primary key (tenant_id, id));
alter table note enable row level security, force row level security;
create policy base on note to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
-- file: V3__backfill.sql
update note set text = '' where text is null; --! L07 warning
-- case: as the owner, who sees no rows
set role tenancy_owner;
delete from invoice where amount_minor = 0; --! L07 warning
-- case: in a block
set role tenancy_owner;
do $$
begin
    if exists (select from invoice) then
        update
            invoice set amount_minor = 0; --! L07 warning
    end if;
end $$;

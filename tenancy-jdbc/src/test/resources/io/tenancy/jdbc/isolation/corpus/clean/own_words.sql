-- Policies by hand: per command, through a function with a body that can be read, to a group, with sides turned round.
reset role; create role corpus_members; grant corpus_members to tenancy_app; set local role tenancy_migrator;
create function this_tenant() returns uuid language sql stable set search_path = pg_catalog, pg_temp return current_setting('tenancy.tenant_id')::uuid;
create table letter (tenant_id uuid not null, id uuid not null, body text, secret boolean not null default false, primary key (tenant_id, id));
alter table letter enable row level security;
alter table letter force row level security;
create policy floor_read on letter as restrictive for select to corpus_members using (tenant_id = (select this_tenant()));
create policy floor_add on letter as restrictive for insert to corpus_members with check (tenant_id = (select this_tenant()));
create policy floor_change on letter as restrictive for update to corpus_members using (tenant_id = (select this_tenant()));
create policy floor_remove on letter as restrictive for delete to corpus_members using ((select this_tenant()) = tenant_id);
create policy open_part on letter for select to corpus_members using (tenant_id = (select this_tenant()) and not secret);
create policy whole on letter to corpus_members using
    (tenant_id = (select this_tenant()) and body is not null or secret and tenant_id = current_setting('tenancy.tenant_id')::uuid);
grant select, insert, update, delete on letter to tenancy_app;

-- case: switched off
alter table invoice disable row level security; --! L02 error
-- case: binds the owner no more
alter table only invoice
    no force row level security; --! L02 error
-- case: the floor and the base are dropped
drop policy tenancy_floor on invoice;
drop policy if exists tenancy_base on invoice;
create policy everybody on invoice to tenancy_app using (amount_minor > 0); --! L02 error
-- case: a policy is widened
-- file: V2__policy.sql
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
alter table note enable row level security, force row level security;
create policy base on note to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
-- file: V3__wider.sql
alter policy base on note using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid) or id is not null); --! L02 error
-- case: what is written is widened
-- file: V2__policy.sql
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
alter table note enable row level security, force row level security;
create policy base on note to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
-- file: V3__wider.sql
alter policy base on note with check (true); --! L02 error
-- case: a permissive policy forgets the tenant over a floor
create policy published on invoice for select to tenancy_app using (number is not null); --! L02 warning
-- case: a policy for everybody
create policy published on customer using (true); --! L02 warning
-- case: a table from elsewhere
alter table legacy disable row level security; --! L02 error
-- case: in a block
do $body$ begin
    alter table invoice disable row level security; --! L02 error
end $body$;

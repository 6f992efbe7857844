--> a sub-select on a partitioned table @ public.event
-- not executable: slow, and shows no row
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
select tenancy.isolate('event');
alter policy tenancy_base on event using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
--> the column converted @ public.invoice
-- not executable: slow, and shows no row
alter policy tenancy_base on invoice using (tenant_id::text = (select current_setting('tenancy.tenant_id')::uuid::text));
--> the setting read for every row @ public.log
-- not executable: slow, and shows no row
create table log (tenant_id uuid not null, at timestamptz not null); -- also A11
select tenancy.isolate('log');
alter policy tenancy_floor on log using (tenant_id = current_setting('tenancy.tenant_id')::uuid);
--> silent without tenant = INFO @ public.invoice
-- not executable: shows no row
alter policy tenancy_floor on invoice using (tenant_id = (select nullif(current_setting('tenancy.tenant_id', true), '')::uuid));

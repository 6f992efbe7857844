--> no floor @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
--> no floor and a second policy that opens @ public.invoice
drop policy tenancy_floor on invoice;
create policy published on invoice for select to tenancy_app using (number like 'P%');
--> only a floor under it = WARNING @ public.invoice
-- not executable: the floor still holds
create policy published on invoice for select to tenancy_app using (number like 'P%');
--> true to everybody = WARNING @ public.invoice
-- not executable: the floor still holds
create policy everybody on invoice using (true);
--> an OR that lets other rows in @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive to tenancy_app
    using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid) or amount_minor = 0);
--> compared with another setting @ public.invoice
drop policy tenancy_floor on invoice;
drop policy tenancy_base on invoice;
create policy floor on invoice as restrictive to tenancy_app using (tenant_id = current_setting('app.tenant')::uuid);
create policy base on invoice to tenancy_app using (tenant_id = current_setting('app.tenant')::uuid);
--> compared with itself @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive to tenancy_app
    using (tenant_id = tenant_id and current_setting('tenancy.tenant_id') <> '');
--> a default tenant in the predicate @ public.invoice
-- not executable: the permissive policy still refuses an empty tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive to tenancy_app using
    (tenant_id = coalesce(nullif(current_setting('tenancy.tenant_id', true), ''), '0192f0c1-0000-7000-8000-000000000001')::uuid);
--> another column than the tenant's @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive to tenancy_app using (customer_id = (select current_setting('tenancy.tenant_id')::uuid));
--> floor for another role @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
alter policy tenancy_floor on invoice to tenancy_admin; -- also A05
--> floor for SELECT only @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive for select to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
--> not equal @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive to tenancy_app using (not (tenant_id = (select current_setting('tenancy.tenant_id')::uuid)));
--> a member's policy @ public.invoice
drop policy tenancy_floor on invoice;
reset role; create role corpus_readers; grant corpus_readers to tenancy_app;
create policy readers on invoice to corpus_readers using (true);
--> only a subquery in a table of the tenant's making @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive to tenancy_app using (tenant_id in (select tenant_id from customer));
--> no permissive policy = WARNING @ public.invoice
-- not executable: then nobody is shown anything
drop policy tenancy_base on invoice;
--> a child that is granted and has none @ public.event_2026
-- not executable: the permissive policy still holds every row to the tenant
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
select tenancy.isolate('event');
drop policy tenancy_floor on event_2026;
grant select on event_2026 to tenancy_app;

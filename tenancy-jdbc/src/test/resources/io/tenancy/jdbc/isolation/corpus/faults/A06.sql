--> a floor that takes every row @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
drop policy tenancy_floor on invoice;
create policy tenancy_floor on invoice as restrictive to tenancy_app
    using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid)) with check (true); -- also A05
--> an insert policy that takes every row = WARNING @ public.invoice
-- not executable: the floor still holds
create policy insertion on invoice for insert to tenancy_app with check (true);
--> an insert policy that takes every row, without floor @ public.invoice
drop policy tenancy_floor on invoice;
create policy insertion on invoice for insert to tenancy_app with check (amount_minor > 0); -- also A05
--> a check that forgot the tenant = WARNING @ public.invoice
-- not executable: the floor still holds
create policy change on invoice for update to tenancy_app
    using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid)) with check (amount_minor > 0);
--> a floor whose check is an OR @ public.invoice
-- not executable: the permissive policy still holds every row to the tenant
alter policy tenancy_floor on invoice with check (tenant_id = (select current_setting('tenancy.tenant_id')::uuid) or number = 'x'); -- also A05

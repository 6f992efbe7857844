-- case: off and on again
alter table invoice disable row level security;
update invoice set due_on = '2026-01-01' where due_on is null;
alter table invoice enable row level security;
-- case: policies made anew
drop policy tenancy_floor on invoice;
drop policy tenancy_base on invoice;
select tenancy.isolate('invoice');
-- case: a policy of another role
create policy reporting on invoice for select to reporting using (true);
-- case: a restrictive policy more
create policy positive on invoice as restrictive to tenancy_app using (amount_minor >= 0);
-- case: narrower
create policy paid on invoice for select to tenancy_app using (tenant_id = current_setting('tenancy.tenant_id')::uuid and amount_minor > 0);
alter policy paid on invoice using (amount_minor > 10 and current_setting('tenancy.tenant_id')::uuid = tenant_id);
-- case: renamed
alter policy tenancy_base on invoice rename to basis;

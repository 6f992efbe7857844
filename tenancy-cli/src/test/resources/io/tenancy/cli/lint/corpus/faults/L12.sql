-- case: a view that is there already
-- file: R__totals.sql
create view totals with (security_invoker = true) as select count(*) from invoice; --! L12 warning
-- case: a function that is there already
-- file: R__f.sql
create function one() returns int language sql return 1; --! L12 warning
-- case: a policy that is there already
-- file: R__policy.sql
create policy positive on invoice as restrictive to tenancy_app using (amount_minor >= 0); --! L12 warning
-- case: a trigger that is there already
-- file: R__trigger.sql
create trigger t before insert on country for each row execute function suppress_redundant_updates_trigger(); --! L12 warning
-- case: a schema in the name
-- placement: schema
create table billing.note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L12 warning
select tenancy.isolate('billing.note');
-- case: the usual schema in the name
-- placement: schema
create or replace function public.one() returns int language sql return 1; --! L12 warning
-- case: a sub-select that Citus refuses
-- placement: citus
create policy positive on invoice as restrictive to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid)); --! L12 warning
-- case: a table that stays on one machine
-- placement: citus
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L12 warning
select tenancy.isolate('note');

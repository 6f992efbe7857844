-- case: made anew
-- file: R__totals.sql
create or replace view totals with (security_invoker = true) as select count(*) from invoice;
create or replace function one() returns int language sql return 1;
create table if not exists cache (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('cache');
-- case: dropped before
-- file: R__policy.sql
drop policy if exists positive on invoice;
create policy positive on invoice as restrictive to tenancy_app using (amount_minor >= 0);
-- case: no schema in names
-- placement: schema
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('note');
-- case: distributed
-- placement: citus
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('note');
select create_distributed_table('note', 'tenant_id');

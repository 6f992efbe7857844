--> takes null @ public.invoice
-- not executable: the policy takes no row without tenant
alter table invoice drop constraint invoice_pkey, alter tenant_id drop not null;
--> takes null, as rows without tenant are there @ public.draft
-- not executable: the policy takes and shows no row without tenant
-- takes a decision
create table draft (tenant_id uuid, id uuid primary key); -- also A09
insert into draft values (null, gen_random_uuid());
create index on draft (tenant_id);
select tenancy.isolate('draft');
--> of a type that holds no tenant @ public.legacy
-- takes a decision
create table legacy (tenant_id integer not null, id uuid not null, primary key (tenant_id, id)); -- also A01
grant select on legacy to tenancy_app;
--> text, compared as it is = WARNING @ public.paper
-- not executable: the permissive policy still holds every row to the tenant
create table paper (tenant_id text not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('paper');
alter policy tenancy_floor on paper using (tenant_id = (select current_setting('tenancy.tenant_id')));
--> of a domain over an integer @ public.ledger
-- takes a decision
create domain account as integer;
create table ledger (tenant_id account not null, id uuid not null, primary key (tenant_id, id)); -- also A01
grant select on ledger to tenancy_app;

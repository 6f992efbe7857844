-- Policies of other roles are none of the application's: a reporting role that sees everything, an auditor.
reset role; create role corpus_reporting; create role corpus_auditor bypassrls; create role corpus_group; grant corpus_group to tenancy_app; set local role tenancy_migrator;
create table claim (tenant_id uuid not null, id uuid not null, amount_minor bigint, primary key (tenant_id, id));
select tenancy.isolate('claim');
create policy reporting on claim for select to corpus_reporting using (true);
create policy reporting_floor on claim as restrictive to corpus_reporting using (amount_minor is not null);
create policy business_hours on claim as restrictive to tenancy_app using (amount_minor < 1000000) with check (amount_minor >= 0);
grant select on claim to corpus_reporting, corpus_auditor;
grant all on claim to corpus_auditor;
alter default privileges grant select on tables to corpus_reporting;
create view report as select * from claim;
reset role;
alter view report owner to corpus_reporting;
grant select on report to corpus_auditor;
alter role corpus_reporting set statement_timeout = '1min';
alter role tenancy_app set tenancy.tenant_id = '';

-- Plain inheritance: children have keys and indexes of their own.
create table document (tenant_id uuid not null, id uuid not null, title text not null, primary key (tenant_id, id));
create table contract (ends_on date, primary key (tenant_id, id)) inherits (document);
create table lease (rent_minor bigint, primary key (tenant_id, id)) inherits (contract);
select tenancy.isolate('document');
create view titles with (security_invoker = true) as select tenant_id, id, title from document;
grant select on titles to tenancy_app;

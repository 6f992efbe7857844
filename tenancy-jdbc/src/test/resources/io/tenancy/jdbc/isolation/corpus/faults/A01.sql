--> a table that nobody isolated @ public.note
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
grant select, insert on note to tenancy_app;
--> switched off after it was isolated @ public.invoice
alter table invoice disable row level security;
--> policies without row level security @ public.note
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
create policy floor on note as restrictive to tenancy_app using (tenant_id = current_setting('tenancy.tenant_id')::uuid);
grant select on note to tenancy_app;
--> a partitioned table @ public.event
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
grant select on event to tenancy_app;
--> granted on one column only, name to be quoted @ public."Order ""Lines"""
create table "Order ""Lines""" (tenant_id uuid not null, id uuid not null, note text, primary key (tenant_id, id));
grant select (note) on "Order ""Lines""" to public;
--> no grant yet = WARNING @ public.note
-- not executable: the application has no right to the table
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
--> in another schema, by a column that other floors name @ crm.lead
create schema crm;
create table deal (firm uuid not null, id uuid not null, primary key (firm, id));
select tenancy.isolate('deal', tenant_column => 'firm');
create table crm.lead (firm uuid not null, id uuid not null, primary key (firm, id));
grant usage on schema crm to tenancy_app;
grant all on crm.lead to tenancy_app; -- also A15

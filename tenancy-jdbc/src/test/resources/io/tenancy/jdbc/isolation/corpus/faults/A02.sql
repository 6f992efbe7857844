--> enabled, not forced @ public.invoice
-- not executable: it frees the owner only, whose rights nothing here lends to the application
alter table invoice no force row level security;
--> made by hand without force @ public.note
-- not executable: it frees the owner only, whose rights nothing here lends to the application
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
alter table note enable row level security;
create policy f on note as restrictive to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
create policy b on note to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
grant select on note to tenancy_app;
--> a partitioned table @ public.event
-- not executable: it frees the owner only, whose rights nothing here lends to the application
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
select tenancy.isolate('event');
alter table event no force row level security;
--> a child that is granted @ public.event_2026
-- not executable: it frees the owner only, whose rights nothing here lends to the application
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
select tenancy.isolate('event');
alter table event_2026 no force row level security;
grant select on event_2026 to tenancy_app;

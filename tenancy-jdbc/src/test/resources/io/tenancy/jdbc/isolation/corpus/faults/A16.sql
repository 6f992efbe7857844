--> a partition @ public.event_2026
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
select tenancy.isolate('event');
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
grant select on event_2026 to tenancy_app;
--> a partition of a partition @ public.event_2026_1
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01') partition by range (at);
select tenancy.isolate('event');
create table event_2026_1 partition of event_2026 for values from ('2026-01-01') to ('2026-02-01');
grant select on event_2026_1 to public;
--> an inheriting table @ public.old_invoice
create table old_invoice () inherits (invoice);
create index on old_invoice (tenant_id);
grant select (number) on old_invoice to tenancy_app;
--> attached later @ public.event_old
create table event (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at)) partition by range (at);
select tenancy.isolate('event');
create table event_old (tenant_id uuid not null, id uuid not null, at date not null, primary key (tenant_id, id, at));
grant insert on event_old to tenancy_app;
alter table event attach partition event_old for values from ('2000-01-01') to ('2026-01-01');

--> no index at all @ public.log
-- not executable: slow, and shows no row
create table log (tenant_id uuid not null, at timestamptz not null);
select tenancy.isolate('log');
--> only behind another column @ public.log
-- not executable: slow, and shows no row
create table log (tenant_id uuid not null, at timestamptz not null, primary key (at, tenant_id));
select tenancy.isolate('log');
--> only partial @ public.log
-- not executable: slow, and shows no row
create table log (tenant_id uuid not null, id uuid not null, at timestamptz, primary key (id, tenant_id));
create index on log (tenant_id) where at is null;
select tenancy.isolate('log');
--> an inheriting table, which has none of its parent's @ public.old_invoice
-- not executable: slow, and shows no row
create table old_invoice () inherits (invoice);
select tenancy.isolate('invoice');

-- case: one line
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('note');
-- case: another column
create table note (organization_id uuid not null, id uuid not null, primary key (organization_id, id));
select tenancy.isolate('public.note', tenant_column => 'organization_id');
-- case: isolate adds the column
create table note (id uuid not null, text text);
select tenancy.isolate(target => 'note');
-- case: shared
create table currency (code text primary key);
select tenancy.share('currency');
-- case: by hand
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
alter table note enable row level security;
alter table note force row level security;
create policy floor on note as restrictive to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
create policy base on note to tenancy_app using (note.tenant_id = cast(current_setting('tenancy.tenant_id') as uuid));
grant select on note to tenancy_app;
-- case: in one go over an array
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
create table memo (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate(name::regclass) from unnest(array['note', 'memo']) as name;
-- case: in a DO block
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
do $$ begin perform tenancy.isolate('note'); end $$;
-- case: temporary
create temporary table upload (tenant_id uuid, line text) on commit drop;
-- case: a through function that returns the setting
create function this_tenant() returns uuid language sql stable as $$ select current_setting('tenancy.tenant_id')::uuid $$;
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
alter table note enable row level security, force row level security;
create policy base on note to tenancy_app using (tenant_id = (select this_tenant()));
grant select on note to tenancy_app;
-- case: an old table gets a tenant and is isolated
-- file: V2__memo.sql
create table memo (id uuid primary key, text text);
-- file: V3__tenant.sql
alter table memo add column tenant_id uuid;
select tenancy.isolate('memo');
